// A small random district for coverage tests: a tree of areas, households with their people, visits with
// outcomes and corrections, plans, findings, posyandu days, territories with and without kader.
import fc from 'fast-check';
import { addDays, daysBetween } from '../../src/lib/domain/day.ts';
import type { FigureInput } from '../../src/lib/domain/coverage-figures.ts';
import { unreachableSpells, type UnreachableArea } from '../../src/lib/domain/unreachable.ts';
import { visitOutcomes, type Visit } from '../../src/lib/domain/visit.ts';

export type District = Omit<FigureInput, 'from' | 'to'> & {
	readonly today: string;
	readonly silentKader: ReadonlySet<string>;
	/** Where nobody could get to; what the device makes of it stands in `unreachable`. */
	readonly closures: readonly UnreachableArea[];
};

/** Deterministic ids that are valid UUIDs and sort by kind and number. */
export function idOf(kind: number, n: number): string {
	return `0193${kind.toString(16).padStart(4, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

export const rootId = idOf(1, 0);

/** Where the n-th household stands, if it has a position. */
export function placeOf(n: number): [number, number] {
	return [117 + (n % 23) * 0.003, 0.5 + Math.floor(n / 23) * 0.002];
}

const closure = fc.record({
	column: fc.nat(22),
	width: fc.integer({ min: 1, max: 20 }),
	from: fc.integer({ min: -40, max: 90 }),
	days: fc.option(fc.integer({ min: 0, max: 60 }), { freq: 3 }),
	state: fc.constantFrom('confirmed', 'confirmed', 'confirmed', 'proposed', 'rejected' as const)
});
type Closure = typeof closure extends fc.Arbitrary<infer T> ? T : never;

/** A strip from south to north, with a dent; its western edge runs through houses. */
function closureOf({ column, width, from, days, state }: Closure, n: number, first: string) {
	const west = 117 + column * 0.003;
	const east = 117 + (column + width) * 0.003 + 0.001;
	const ring = [
		[west, 0.4],
		[east, 0.4],
		[(west + east) / 2, 0.52],
		[east, 0.9],
		[west, 0.9],
		[west, 0.4]
	];
	const fromOn = addDays(first, from);
	return {
		...{ id: idOf(17, n), rev: 1, place: 'Muara', cause: 'flood' as const, fromOn, state },
		...{ shape: { type: 'Polygon' as const, coordinates: [ring] } },
		untilOn: days === null ? null : addDays(fromOn, days),
		...{ notedBy: 'K', notedOn: fromOn }
	};
}

/** The days on which anything happens in the district. */
export interface Period {
	readonly first: string;
	readonly last: string;
}

const autumn: Period = { first: '2026-08-20', last: '2026-11-23' };
export const wholeYear: Period = { first: '2026-01-05', last: '2026-12-20' };

function householdOf(days: number) {
	const day = fc.nat(days);
	return fc.record({
		village: fc.nat(2),
		part: fc.nat(4),
		territory: fc.option(fc.nat(3), { freq: 8 }),
		status: fc.constantFrom('active', 'active', 'active', 'moved' as const),
		registered: fc.integer({ min: -300, max: days + 5 }),
		located: fc.boolean(),
		visits: fc.array(
			fc.record({
				day,
				outcome: fc.constantFrom('completed' as const, ...visitOutcomes),
				correctedTo: fc.option(fc.constantFrom(...visitOutcomes), { freq: 8 }),
				kader: fc.option(fc.nat(3)),
				danger: fc.option(
					fc.record({
						urgency: fc.constantFrom('red', 'yellow' as const),
						hours: fc.integer({ min: 0, max: 48 })
					}),
					{ freq: 4 }
				)
			}),
			{ maxLength: 3 }
		),
		plans: fc.array(
			fc.record({
				day,
				kind: fc.constantFrom('routine', 'targeted' as const),
				status: fc.constantFrom('planned', 'planned', 'done', 'skipped' as const)
			}),
			{ maxLength: 2 }
		),
		members: fc.array(
			fc.record({
				bornDaysAgo: fc.option(fc.integer({ min: -400, max: 2600 }), { freq: 6 }),
				jkn: fc.constantFrom('active', 'active', 'inactive', 'none', 'unknown' as const),
				status: fc.constantFrom('active', 'active', 'active', 'died' as const),
				days: fc.subarray([0, 1, 2, 3, 4]),
				present: fc.boolean()
			}),
			{ maxLength: 3 }
		)
	});
}
type Drawn = ReturnType<typeof householdOf> extends fc.Arbitrary<infer T> ? T : never;

/**
 * A district drawn from at least so many kinds of households; each stands for up to twelve alike ones, so
 * that areas hold realistic numbers.
 */
export function districtOf(
	minRows: number,
	{ first, last }: Period = autumn
): fc.Arbitrary<District> {
	const days = daysBetween(first, last);
	return fc
		.record({
			parts: fc.array(fc.nat(4), { minLength: 3, maxLength: 3 }),
			activeKader: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
			silent: fc.subarray([0, 1, 2, 3]),
			closed: fc.array(closure, { maxLength: 3 }),
			today: fc.integer({ min: Math.floor(days / 2), max: days + 10 }),
			held: fc.array(fc.tuple(fc.nat(days), fc.constantFrom('held', 'held', 'planned' as const)), {
				minLength: 5,
				maxLength: 5
			}),
			rows: fc.array(fc.tuple(householdOf(days), fc.integer({ min: 1, max: 12 })), {
				minLength: minRows,
				maxLength: 40
			})
		})
		.map(({ parts, activeKader, silent, closed, today, held, rows }) => {
			const closures = closed.map((one, n) => closureOf(one, n, first));
			const drawn = rows.flatMap(([row, times]) => Array.from({ length: times }, () => row));
			const areas = areasOf(parts);
			const known = new Set(areas.map((area) => area.id));
			const areaOf = ({ village, part }: Drawn) => {
				const own = idOf(3, village * 10 + part);
				return known.has(own) ? own : idOf(2, village);
			};
			const homes = drawn.map((row, n) => ({
				row,
				home: {
					id: idOf(4, n),
					areaId: areaOf(row),
					territoryId: row.territory === null ? null : idOf(6, row.territory),
					status: row.status,
					registeredOn: addDays(first, row.registered),
					locationSource: row.located ? ('import' as const) : ('none' as const)
				}
			}));
			const located = homes.map(({ home }, n) => ({
				id: home.id,
				location:
					home.locationSource === 'none'
						? null
						: { type: 'Point' as const, coordinates: placeOf(n) }
			}));
			return {
				areas,
				closures,
				unreachable: unreachableSpells(closures, located),
				households: homes.map(({ home }) => home),
				...recordsOf(homes, first),
				...peopleOf(homes, first),
				sessions: held.map(([day, status], n) => ({
					id: idOf(14, n),
					heldOn: addDays(first, day),
					status
				})),
				territories: [0, 1, 2, 3].map((n) => ({
					id: idOf(6, n),
					kaderId: idOf(7, n),
					active: true
				})),
				kader: activeKader.map((active, n) => ({
					id: idOf(7, n),
					active,
					areaId: areas[n % areas.length]!.id
				})),
				silentKader: new Set(silent.map((n) => idOf(7, n))),
				today: addDays(first, today)
			};
		});
}

/** Any district, from empty to a few hundred households. */
export const aDistrict = districtOf(0);

function areasOf(parts: readonly number[]) {
	const areas: { id: string; parentId: string | null }[] = [{ id: rootId, parentId: null }];
	parts.forEach((count, village) => {
		areas.push({ id: idOf(2, village), parentId: rootId });
		for (let part = 0; part < count; part++)
			areas.push({ id: idOf(3, village * 10 + part), parentId: idOf(2, village) });
	});
	return areas;
}

interface Home {
	readonly row: Drawn;
	readonly home: District['households'][number];
}

function recordsOf(homes: readonly Home[], first: string) {
	const visits: Visit[] = [];
	const plans: District['plans'][number][] = [];
	const findings: District['findings'][number][] = [];
	for (const { row, home } of homes) {
		for (const visit of row.visits) {
			const made = aVisit(visits.length, home, addDays(first, visit.day), visit.outcome);
			visits.push({ ...made, kaderId: visit.kader === null ? null : idOf(7, visit.kader) });
			if (visit.correctedTo)
				visits.push({
					...aVisit(visits.length, home, made.visitedOn, visit.correctedTo),
					correctsId: made.id
				});
			if (visit.danger) findings.push(aFinding(made, visit.danger));
		}
		for (const { day, kind, status } of row.plans)
			plans.push({ householdId: home.id, dueOn: addDays(first, day), kind, status });
	}
	return { visits, plans, findings };
}

function aFinding(
	visit: Visit,
	{ urgency, hours }: { urgency: 'red' | 'yellow'; hours: number }
): District['findings'][number] {
	const receivedAt = new Date(Date.parse(visit.capturedAt) + hours * 3_600_000).toISOString();
	const { areaId, id: visitId, capturedAt: foundAt } = visit;
	return { areaId, visitId, urgency, foundAt, receivedAt };
}

function peopleOf(homes: readonly Home[], first: string) {
	const members: District['members'][number][] = [];
	const attendance: District['attendance'][number][] = [];
	for (const { row, home } of homes)
		for (const { bornDaysAgo, jkn, status, days, present } of row.members) {
			const id = idOf(13, members.length);
			members.push({
				id,
				householdId: home.id,
				status,
				jknStatus: jkn,
				birthDate: bornDaysAgo === null ? null : addDays(first, -bornDaysAgo)
			});
			for (const n of days) attendance.push({ sessionId: idOf(14, n), memberId: id, present });
		}
	return { members, attendance };
}

function aVisit(
	n: number,
	home: District['households'][number],
	visitedOn: string,
	outcome: Visit['outcome']
): Visit {
	return {
		id: idOf(5, n),
		rev: 1,
		areaId: home.areaId,
		territoryId: home.territoryId,
		householdId: home.id,
		visitPlanId: null,
		correctsId: null,
		membershipId: idOf(9, 0),
		kaderId: null,
		visitorRole: 'kader',
		copiedFromPaper: false,
		outcome,
		capturedAt: `${visitedOn}T02:00:00Z`,
		visitedOn,
		formId: null,
		position: null,
		accuracyM: null,
		distanceM: null,
		answers: null,
		note: null
	};
}
