// How even and how fast a division of 2,000 houses among 10 kader is, beside what a GIS user does by
// hand; the same under the independent scorer on the measuring instances; and changes of staff.
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { area as areaOf, booleanPointInPolygon, feature } from '@turf/turf';
import type { Polygon, Position } from 'geojson';
import type { DivisionInput } from '../../src/lib/domain/division/contract.ts';
import { divide } from '../../src/lib/domain/division/divide.ts';
import { seededRandom } from '../../src/lib/domain/division/random.ts';
import { village as desa } from '../../tests/support/division-questions.ts';
import { generatedDivision } from '../../tests/support/generated-areas.ts';
import type { BenchRow } from './bench-row.ts';
import { byHandShapes, outlineOf, type Shape } from './by-hand.ts';
import { benchHomes } from './division-homes.ts';
import { benchScored } from './division-scored.ts';
import { benchStaffChange } from './staff-change.ts';

interface Outcome {
	readonly ms: number;
	readonly deviationPercent: number;
	/** Territories in more than one piece (above 1 m²). */
	readonly disconnected: number;
	/** Share of the area in no territory. */
	readonly uncoveredPercent: number;
	/** RT whose houses went to several territories. */
	readonly splitRt: number;
}

const rtCount = 80;

/** A concave outline with six hamlets, as an Indonesian desa between hills looks. */
function village(): DivisionInput {
	const input = generatedDivision({ ...desa, sharedPlaces: 0 });
	return { ...input, households: withRt(input.households) };
}

/** Houses of an RT stand nearer to its middle than to any other's. */
function withRt(households: DivisionInput['households']): DivisionInput['households'] {
	const random = seededRandom(80);
	const middles = Array.from(
		{ length: rtCount },
		() => households[Math.floor(random() * households.length)]!.position
	);
	const nearest = ([lng = 0, lat = 0]: Position) => {
		const squares = middles.map(([x = 0, y = 0]) => (x - lng) ** 2 + (y - lat) ** 2);
		return squares.indexOf(Math.min(...squares));
	};
	return households.map((house) => ({ ...house, group: String(nearest(house.position)) }));
}

/** @param territories households of each, by id */
function splitRt(input: DivisionInput, territories: readonly (readonly string[])[]): number {
	const rtOf = new Map(input.households.map(({ id, group }) => [id, group]));
	const held = territories.flatMap((ids) => [...new Set(ids.map((id) => rtOf.get(id)))]);
	return new Set(held.filter((rt, place) => held.indexOf(rt) !== place)).size;
}

function measured(
	territories: readonly (readonly string[])[],
	shapes: readonly Shape[],
	input: DivisionInput,
	ms: number
): Outcome {
	const mean = input.households.length / input.k;
	const loads = territories.map((ids) => ids.length);
	const pieces = shapes.map((shape) =>
		shape.geometry.type === 'Polygon'
			? 1
			: shape.geometry.coordinates.filter((one) => areaOf(polygonOf(one)) > 1).length
	);
	const covered = shapes.reduce((sum, shape) => sum + areaOf(shape), 0);
	return {
		ms,
		deviationPercent: Math.max(...loads.map((load) => (100 * Math.abs(load - mean)) / mean)),
		disconnected: pieces.filter((count) => count > 1).length,
		uncoveredPercent: 100 * (1 - covered / areaOf(outlineOf(input))),
		splitRt: splitRt(input, territories)
	};
}

const polygonOf = (coordinates: Polygon['coordinates']): Shape =>
	feature({ type: 'Polygon', coordinates });

function ours(input: DivisionInput): Outcome {
	const started = performance.now();
	const result = divide(input);
	const ms = performance.now() - started;
	if (!result.ok) throw new Error(result.reason.text);
	const shapes = result.territories.map(({ polygon }) => feature(polygon));
	return measured(
		result.territories.map(({ households }) => households),
		shapes,
		input,
		ms
	);
}

function byHand(input: DivisionInput): Outcome {
	const started = performance.now();
	const shapes = byHandShapes(input);
	const ms = performance.now() - started;
	const territories = shapes.map((shape) =>
		input.households
			.filter(({ position }) => booleanPointInPolygon(position, shape))
			.map(({ id }) => id)
	);
	return measured(territories, shapes, input, ms);
}

/** The same village among kader of whom some have half or double the hours. */
function benchHours(input: DivisionInput): BenchRow[] {
	const shares = [4, 4, 4, 4, 2, 2, 2, 8, 4, 4];
	const started = performance.now();
	const result = divide({ ...input, shares });
	const ms = performance.now() - started;
	if (!result.ok) throw new Error(result.reason.text);
	return [
		{
			what: 'division 2,000 × 10, hours of 1 : 2 : 4 met: largest deviation from one’s own share; time',
			goal: '≤ 1 %, one house',
			ours: `${result.metrics.maxDeviationPercent.toFixed(1)} %; ${ms.toFixed(0)} ms`,
			instead: '–'
		}
	];
}

export function benchDivision(): BenchRow[] {
	const input = village();
	const mine = ours(input);
	const again = ours(input);
	const whole = ours({ ...input, profile: 'whole' });
	const hand = byHand(input);
	const row = (what: string, goal: string, value: (outcome: Outcome) => string): BenchRow => ({
		what: `division 2,000 × 10, ${what}`,
		goal,
		ours: value(mine),
		instead: `${value(hand)} (k-means + Voronoi)`
	});
	return [
		{
			what: 'division 2,000 × 10, time',
			goal: '–',
			ours: `${mine.ms.toFixed(0)} ms cold, ${again.ms.toFixed(0)} ms warm`,
			instead: `${hand.ms.toFixed(0)} ms (k-means + Voronoi)`
		},
		row(
			'largest deviation',
			'≤ 0.5 %, one house',
			({ deviationPercent }) => `${deviationPercent.toFixed(1)} %`
		),
		row('territories in pieces', '0', ({ disconnected }) => String(disconnected)),
		row(
			'area in no territory',
			'0 %',
			({ uncoveredPercent }) => `${Math.abs(uncoveredPercent).toFixed(3)} %`
		),
		{
			what: `the same, ${String(rtCount)} RT kept whole: RT divided; largest deviation; time`,
			goal: '≤ 9; ≤ 5 %',
			ours: `${String(whole.splitRt)}; ${whole.deviationPercent.toFixed(1)} %; ${whole.ms.toFixed(0)} ms (${String(mine.splitRt)} by houses alone)`,
			instead: `${String(hand.splitRt)}; ${hand.deviationPercent.toFixed(1)} % (k-means + Voronoi)`
		},
		...benchHours(input),
		...benchScored(),
		...benchHomes(),
		...benchStaffChange()
	];
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	for (const row of benchDivision()) console.log(Object.values(row).join('\t'));
}
