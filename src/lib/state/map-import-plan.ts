// From a reading and the planner's choices to what would be stored: the import page shows it, and
// saving writes exactly it.
import { uuidv7 } from 'uuidv7';
import type { AnyReading, Repair, RowProblem, TakenArea } from '#lib/data/import/contracts.ts';
import { nameAreas } from '#lib/data/import/name-areas.ts';
import type { Area, AreaKind, Road } from '#lib/domain/area.ts';
import { dayIn } from '#lib/domain/day.ts';
import type { Id } from '#lib/domain/entity.ts';
import type { Household } from '#lib/domain/household.ts';
import {
	codePrefix,
	fillBoundary,
	importAreas,
	importHouseholds,
	importRoads,
	joinCatchment,
	placePoints,
	type ImportContext
} from '#lib/domain/import-map.ts';
import {
	areasOfVillage,
	knownPlaces,
	nextCodeNumber,
	planAreas,
	planRoads,
	type AreaPlan,
	type RoadPlan
} from '#lib/domain/import-plan.ts';
import type { Change } from '#lib/domain/sync/change.ts';

/** What an imported area is; a kelurahan is a village with another name for its head. */
export const areaChoices = ['desa', 'kelurahan', 'hamlet', 'rw', 'rt'] as const;
export type AreaChoice = (typeof areaChoices)[number];

/** What is on the device already. */
export interface Stored {
	readonly areas: readonly Area[];
	/** Ids of the areas that the planner's puskesmas serves. */
	readonly served: readonly string[];
	readonly households: readonly Household[];
	readonly roads: readonly Road[];
}

export interface Choices {
	readonly areaChoice: AreaChoice;
	/** Parent of areas; village of houses and roads. */
	readonly place: Area;
	readonly nameColumn: string | null;
	/** Names that the planner typed, by row. */
	readonly typed: Readonly<Record<number, string>>;
	/** Rows that are stored already are taken once more. */
	readonly takeKnown: boolean;
	/** Rows of areas outside the place; computed apart, since it does not change with the names. */
	readonly outside: ReadonlySet<number>;
}

const noRows: ReadonlySet<number> = new Set();

type Placed = ReturnType<
	typeof placePoints<Extract<AnyReading, { kind: 'household' }>['taken'][number]>
>;

interface Common {
	readonly rows: number;
	readonly repairs: readonly Repair[];
	readonly problems: readonly RowProblem[];
	/** How many rows would be stored. */
	readonly taken: number;
	/** How many are stored already. */
	readonly known: number;
}
export type ImportPlan =
	| (Common & {
			readonly kind: 'area';
			readonly areas: AreaPlan<TakenArea>;
			/** How many lie outside the place and are taken all the same. */
			readonly stray: number;
	  })
	| (Common & { readonly kind: 'household'; readonly placed: Placed['placed'] })
	| (Common & {
			readonly kind: 'road';
			readonly roads: RoadPlan<Extract<AnyReading, { kind: 'road' }>['taken'][number]>['fresh'];
	  });

export function kindOf(choice: AreaChoice): AreaKind {
	return choice === 'desa' || choice === 'kelurahan' ? 'village' : choice;
}

/** What an import of this moment is made with. */
export function importContext(timeZone: string, fileName: string): ImportContext {
	return {
		newId: uuidv7,
		today: dayIn(timeZone, new Date().toISOString()),
		source: fileName.slice(0, 120)
	};
}

/** Null for a kind that this page does not store. */
export function planImport(
	reading: AnyReading,
	stored: Stored,
	choices: Choices
): ImportPlan | null {
	switch (reading.kind) {
		case 'area':
			return planOfAreas(reading, stored, choices);
		case 'household':
			return planOfHouseholds(reading, stored, choices);
		case 'road':
			return planOfRoads(reading, stored, choices);
		case 'facility':
			return null;
	}
}

function planOfAreas(
	reading: Extract<AnyReading, { kind: 'area' }>,
	stored: Stored,
	{ areaChoice, place, nameColumn, typed, takeKnown, outside }: Choices
): ImportPlan {
	const kind = kindOf(areaChoice);
	// Kecamatan and desa are often drawn by different hands: a village outside is told, not refused.
	const refused = kind === 'village' ? noRows : outside;
	const inside = reading.taken.filter(({ row }) => !refused.has(row));
	const named = nameAreas(inside, nameColumn);
	const all = inside.map((area, index) => ({
		...area,
		name: typed[area.row] ?? named.names[index]!
	}));
	const plan = planAreas(all, kind, place, stored.areas);
	const fresh = takeKnown ? [...plan.fresh, ...plan.known] : plan.fresh;
	const shapes = reading.repairs.filter(
		({ row, what }) => what !== 'name_missing' && what !== 'name_repeated' && !refused.has(row)
	);
	return {
		kind: 'area',
		rows: reading.rows,
		repairs: [...shapes, ...named.repairs.filter(({ row }) => typed[row] === undefined)],
		problems: [
			...reading.problems,
			...[...refused].map((row): RowProblem => ({ row, reason: 'outside_parent' }))
		],
		taken: fresh.length + plan.fills.length,
		known: plan.known.length,
		areas: { ...plan, fresh },
		stray: kind === 'village' ? outside.size : 0
	};
}

/** The areas that would be stored, in the order of the file: the map numbers them so. */
export function takenAreas({ areas }: Extract<ImportPlan, { kind: 'area' }>): TakenArea[] {
	const taken = [...areas.fresh, ...areas.fills.map(({ entry }) => entry)];
	return taken.sort((a, b) => a.row - b.row);
}

function planOfHouseholds(
	reading: Extract<AnyReading, { kind: 'household' }>,
	stored: Stored,
	{ place, takeKnown }: Choices
): ImportPlan {
	const areas = areasOfVillage(stored.areas, place.id);
	const { placed, outside } = placePoints(reading.taken, areas);
	const known = knownPlaces(
		placed.map(({ point }) => point),
		stored.households
	);
	const taken = takeKnown ? placed : placed.filter(({ point }) => !known.has(point));
	return {
		kind: 'household',
		rows: reading.rows,
		repairs: reading.repairs,
		problems: [
			...reading.problems,
			...outside.map((row): RowProblem => ({ row, reason: 'outside_every_area' }))
		],
		taken: taken.length,
		known: known.size,
		placed: taken
	};
}

function planOfRoads(
	reading: Extract<AnyReading, { kind: 'road' }>,
	stored: Stored,
	{ place, takeKnown }: Choices
): ImportPlan {
	const plan = planRoads(reading.taken, place, stored.roads);
	const roads = takeKnown ? [...plan.fresh, ...plan.known] : plan.fresh;
	return {
		kind: 'road',
		rows: reading.rows,
		repairs: reading.repairs,
		problems: [
			...reading.problems,
			...plan.outside.map((row): RowProblem => ({ row, reason: 'outside_every_area' }))
		],
		taken: roads.length,
		known: plan.known.length,
		roads
	};
}

/** The writes of a plan, to be committed as one. @param facilityId the planner's puskesmas */
export function changesOf(
	plan: ImportPlan,
	stored: Stored,
	{ areaChoice, place }: Choices,
	facilityId: Id<'facility'> | null,
	context: ImportContext
): Change[] {
	switch (plan.kind) {
		case 'area': {
			const kind = kindOf(areaChoice);
			const created = importAreas(
				plan.areas.fresh.map(({ name, boundary }) => ({
					name: name.trim(),
					kind,
					...(areaChoice === 'kelurahan' ? { villageKind: areaChoice } : {}),
					parentId: place.id,
					boundary
				})),
				context
			);
			// A kecamatan that is served whole needs no new link for each of its villages.
			const joins =
				kind === 'village' && facilityId !== null && !stored.served.includes(place.id)
					? created.map(({ id }) => joinCatchment(id, facilityId, context.newId))
					: [];
			const filled = plan.areas.fills.map(({ entry, area }) =>
				fillBoundary(area, entry.boundary, context.source)
			);
			return [...created, ...joins, ...filled];
		}
		case 'household': {
			const prefix = codePrefix(place.name);
			const first = nextCodeNumber(
				prefix,
				stored.households.map(({ code }) => code)
			);
			return importHouseholds(plan.placed, prefix, first, context);
		}
		case 'road':
			return importRoads(plan.roads, place.id, context);
	}
}

/** Rows whose name is empty or that of another row: they cannot be stored so. */
export function badNames(areas: readonly { row: number; name: string }[]): number[] {
	const counts = new Map<string, number>();
	const key = (name: string) => name.trim().toLowerCase();
	for (const { name } of areas) counts.set(key(name), (counts.get(key(name)) ?? 0) + 1);
	return areas
		.filter(({ name }) => key(name) === '' || counts.get(key(name))! > 1)
		.map(({ row }) => row);
}
