// How many cases nobody of the puskesmas has looked at in time. From what lies in the clear: a count of
// thousands unseals nothing.
import type { Outline, Records } from '#lib/data/contracts.ts';
import { caseRulesFrom, defaultCaseRules, hoursLate } from '#lib/domain/case-rules.ts';

async function readUntouched(records: Records) {
	const [found, settings] = await Promise.all([
		records.outlines('finding', 'status', 'new'),
		records.all('setting')
	]);
	const steps = await records.outlines(
		'follow_up',
		'findingId',
		found.map(({ id }) => id)
	);
	// What was done on this device counts before the server knows of it; a note does not.
	const looked = new Set(
		steps.filter(({ status }) => status !== 'note').map(({ findingId }) => findingId as string)
	);
	return { cases: found.filter(({ id }) => !looked.has(id)), rules: caseRulesFrom(settings) };
}

const tickMs = 60_000;

/**
 * Calls back with the number of late cases, now and whenever it changes.
 * @param nowMs by the server's clock, where it is known
 * @returns ends it
 */
export function watchLateCases(
	records: Records,
	nowMs: () => number,
	onCount: (count: number) => void
): () => void {
	let cases: readonly Outline<'finding'>[] = [];
	let rules = defaultCaseRules;
	const count = () =>
		onCount(cases.filter((one) => hoursLate(one, one.status, rules, nowMs()) !== null).length);
	const stop = records
		.live((store) => readUntouched(store))
		.subscribe(
			(read) => {
				({ cases, rules } = read);
				count();
			},
			// The page of the cases says what is wrong.
			() => onCount(0)
		);
	const timer = setInterval(count, tickMs);
	return () => {
		stop();
		clearInterval(timer);
	};
}
