// How many households change hands when a kader leaves or joins, beside dividing anew: on a village
// of our own, and on the measuring data where it lies beside the project.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import type { Point } from 'geojson';
import { cheapestMatching } from '../../src/lib/domain/cheapest-matching.ts';
import type {
	DivisionInput,
	DivisionSuccess,
	DivisionTerritory
} from '../../src/lib/domain/division/contract.ts';
import { divide } from '../../src/lib/domain/division/divide.ts';
import { redivide } from '../../src/lib/domain/division/redivide.ts';
import { dataFolder, readData } from '../../tests/support/division-scorer.ts';
import { village as desa } from '../../tests/support/division-questions.ts';
import { generatedDivision } from '../../tests/support/generated-areas.ts';
import type { BenchRow } from './bench-row.ts';

interface Instance {
	readonly name: string;
	readonly input: DivisionInput;
}

interface Outcome {
	readonly movedPercent: number;
	readonly unavoidablePercent: number;
	readonly deviationPercent: number;
	readonly ms: number;
	/** What a new division among as many moves, when each kader keeps the territory most like hers. */
	readonly anewPercent: number;
}

/** At most this many leavers of an instance are tried, spread over its territories. */
const mostLeavers = 10;
const joiners = 4;

const measured = [
	['syn500', 5],
	['syn2k', 10],
	['syn2kw', 10],
	['pondokpinang', 20],
	['syn20k', 60]
] as const;

function instances(): Instance[] {
	const village = generatedDivision({ ...desa, sharedPlaces: 0 });
	const found = measured
		.filter(([name]) => existsSync(join(dataFolder, 'division', name)))
		.map(([name, k]): Instance => ({ name: `${name} × ${String(k)}`, input: dataInput(name, k) }));
	return [{ name: 'village of 2,000 × 10', input: village }, ...found];
}

function dataInput(name: string, k: number): DivisionInput {
	const households = readData(`division/${name}/households.geojson`).features;
	return {
		area: readData(`division/${name}/area.geojson`) as DivisionInput['area'],
		households: households.map(({ geometry, properties }, i) => ({
			id: String(i),
			position: (geometry as Point).coordinates,
			load: Number(properties?.['w'] ?? 1)
		})),
		k,
		seed: 1
	};
}

function divided(input: DivisionInput): DivisionSuccess {
	const result = divide(input);
	if (!result.ok) throw new Error(result.reason.text);
	return result;
}

/** Load that changes hands from one division to another, in percent of all, under the best matching. */
function changedPercent(
	before: readonly DivisionTerritory[],
	after: readonly DivisionTerritory[],
	{ households }: DivisionInput
): number {
	const loadOf = new Map(households.map(({ id, load }) => [id, load]));
	const [few, many] = before.length <= after.length ? [before, after] : [after, before];
	const shared = few.map((one) => {
		const own = new Set(one.households);
		return many.map((other) =>
			other.households.reduce((sum, id) => sum + (own.has(id) ? loadOf.get(id)! : 0), 0)
		);
	});
	const matched = cheapestMatching(shared.map((row) => row.map((load) => -load)));
	const kept = matched.reduce((sum, column, row) => sum + shared[row]![column]!, 0);
	const total = households.reduce((sum, { load }) => sum + load, 0);
	return 100 * (1 - kept / total);
}

function changes({ input }: Instance, kind: 'leaves' | 'joins'): Outcome[] {
	const before = divided(input).territories;
	const k = kind === 'leaves' ? input.k - 1 : input.k + 1;
	const anewPercent = changedPercent(before, divided({ ...input, k }).territories, input);
	const step = Math.max(1, Math.floor(input.k / mostLeavers));
	const wishes =
		kind === 'leaves'
			? before
					.filter((_, a) => a % step === 0)
					.map(({ number }) => ({ leaving: [number], joining: [] }))
			: Array.from({ length: joiners }, (_, i) => ({
					leaving: [],
					joining: [{ home: homeOf(input, i) }]
				}));
	return wishes.map((wish) => {
		const started = performance.now();
		const result = redivide({
			...{ territories: before, households: input.households, locked: [], seed: 1 },
			...wish
		});
		const ms = performance.now() - started;
		if (!result.ok) throw new Error(result.reason.text);
		const { moved, metrics } = result;
		return {
			movedPercent: moved.loadPercent,
			unavoidablePercent: moved.unavoidablePercent,
			deviationPercent: metrics.maxDeviationPercent,
			ms,
			anewPercent
		};
	});
}

/** Nobody knows the first one's home; the others live at houses far apart in the list. */
function homeOf({ households }: DivisionInput, i: number) {
	return i === 0 ? null : households[Math.floor((i * households.length) / joiners)]!.position;
}

const median = (values: readonly number[]): number =>
	values.toSorted((p, q) => p - q)[values.length >> 1]!;

function row({ name }: Instance, kind: string, outcomes: readonly Outcome[]): BenchRow {
	const moved = outcomes.map(({ movedPercent }) => movedPercent);
	const extra = outcomes.map((one) => one.movedPercent - one.unavoidablePercent);
	const within = extra.filter((points) => points <= 8).length;
	const most = (values: readonly number[], digits = 1): string =>
		Math.max(...values).toFixed(digits);
	const deviation = most(outcomes.map(({ deviationPercent }) => deviationPercent));
	const unavoidable = median(outcomes.map(({ unavoidablePercent }) => unavoidablePercent));
	return {
		what: `staff change, ${name}, one ${kind} (${String(outcomes.length)} cases)`,
		goal: 'moved ≤ unavoidable + 8 points; ≤ 5 %',
		ours: `moved ${median(moved).toFixed(1)} % (most ${most(moved)}), unavoidable ${unavoidable.toFixed(1)}; most +${most(extra)} points, ${String(within)} of ${String(outcomes.length)} within 8; ≤ ${deviation} % off; ${median(outcomes.map(({ ms }) => ms)).toFixed(0)} ms`,
		instead: `${outcomes[0]!.anewPercent.toFixed(1)} % (divide anew)`
	};
}

export function benchStaffChange(): BenchRow[] {
	return instances().flatMap((instance) =>
		(['leaves', 'joins'] as const).map((kind) => row(instance, kind, changes(instance, kind)))
	);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	for (const one of benchStaffChange()) console.log(Object.values(one).join('\t'));
}
