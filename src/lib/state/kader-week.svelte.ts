// Screen state of /pekan: the week of each kader from this device, and from the server, when it can be
// reached, when her phone was last heard of.
import type { Records, Remote } from '#lib/data/contracts.ts';
import { addDays, addMonths, daysBetween, monthOf } from '#lib/domain/day.ts';
import type { Day } from '#lib/domain/entity.ts';
import { currentStatus } from '#lib/domain/finding.ts';
import { stepsOf } from '#lib/domain/follow-up-sheet.ts';
import { kaderWeeks, type KaderWeek } from '#lib/domain/kader-week.ts';
import { standingVisits } from '#lib/domain/standing-visits.ts';
import { readContacts, type Contacts } from './kader-contacts.ts';
import { LiveQuery } from './live-query.svelte.ts';

/** Overdue plans further back are of months that are closed. */
const monthsBack = 2;

async function readWeeks(records: Records, today: Day): Promise<KaderWeek[]> {
	const months = Array.from({ length: monthsBack + 2 }, (_, at) =>
		addMonths(monthOf(today), 1 - at)
	);
	const from = addMonths(monthOf(today), -monthsBack) + '-01';
	const days = Array.from({ length: daysBetween(from, today) + 1 }, (_, at) => addDays(from, at));
	const [kader, territories, visits, plans, findings, followUps] = await Promise.all([
		records.all('kader'),
		records.all('territory'),
		records.outlines('visit', 'visitedOn', days),
		records.outlines('visit_plan', 'period', months),
		records.all('finding'),
		records.all('follow_up')
	]);
	const steps = stepsOf(followUps);
	return kaderWeeks(
		{
			kader,
			territories,
			visits: standingVisits(visits),
			plans,
			findings: findings.map((finding) => ({
				...finding,
				status: currentStatus(finding, steps.get(finding.id) ?? [])
			}))
		},
		today
	);
}

export class KaderWeekView {
	readonly #weeks: LiveQuery<KaderWeek[]>;
	readonly #remote: Pick<Remote, 'call'>;
	/** Undefined until the server answered; null when it could not. */
	contacts = $state.raw<Contacts | null | undefined>(undefined);

	constructor(records: Records, remote: Pick<Remote, 'call'>, today: Day) {
		this.#remote = remote;
		this.#weeks = new LiveQuery(records.live((store) => readWeeks(store, today)));
	}

	/** Undefined until read. */
	get weeks(): readonly KaderWeek[] | undefined {
		return this.#weeks.current;
	}
	get failed(): boolean {
		return this.#weeks.error !== undefined;
	}

	readonly total = $derived.by(() => {
		const sum = (of: (week: KaderWeek) => number) =>
			(this.weeks ?? []).reduce((all, week) => all + of(week), 0);
		return {
			metBefore: sum((week) => week.metBefore),
			planned: sum((week) => week.planned),
			overdue: sum((week) => week.overdue),
			redCases: sum((week) => week.redCases)
		};
	});

	async askServer(): Promise<void> {
		this.contacts = undefined;
		const answer = await readContacts(this.#remote);
		this.contacts = answer.ok ? answer.value : null;
	}
}
