// What kader hand over to each other when one plan follows another, read from the device only: paper is
// for places without a network.
import { lineage } from '#lib/domain/lineage.ts';
import type { Day } from '#lib/domain/entity.ts';
import { handOvers, holdersOfDraft, holdersOfRecord, type Holders } from '#lib/domain/hand-over.ts';
import type { Household } from '#lib/domain/household.ts';
import type { PlanDraft } from '#lib/domain/territory-plan.ts';
import type { TerritoryPlan } from '#lib/domain/territory.ts';
import { byPlace } from '#lib/domain/territory-sheet.ts';
import type { Drafts, Records } from '#lib/data/contracts.ts';
import { divisionDraftKey, historyFrom } from './division-history.ts';
import { openCases } from './open-cases.ts';
import { readPlanRecord } from './plan-record.ts';

export interface HandOverRow {
	readonly number: number;
	readonly household: Household;
	readonly people: number;
	/** Day of the next visit that is planned; null where none is. */
	readonly nextVisitOn: Day | null;
	readonly hasOpenCase: boolean;
}

/** From one kader to another. */
export interface HandOverPage {
	/** Name; null where nobody held them, or nobody is to hold them. */
	readonly from: string | null;
	readonly to: string | null;
	/** By RW and RT. */
	readonly rows: readonly HandOverRow[];
	readonly openCases: number;
}

/** A change that may be printed: to a version from the one before it, or to what is not published yet. */
export interface HandOverChange {
	readonly before: TerritoryPlan;
	/** Null: the plan that this planner is making. Version 0: published, and not on the server yet. */
	readonly after: TerritoryPlan | null;
	/** What it leads to while the server has not numbered it; else null. */
	readonly draft: PlanDraft | null;
}

/** The newest first. */
export async function readHandOverChanges(
	records: Records,
	drafts: Pick<Drafts, 'load'>,
	areaId: string
): Promise<HandOverChange[]> {
	const { present: draft, sentAs } = historyFrom(await drafts.load(divisionDraftKey(areaId)));
	const all = await records.where('territory_plan', 'areaId', areaId);
	const sent = all.find(({ id }) => id === sentAs) ?? null;
	const plans = all.filter(({ version }) => version > 0).sort((a, b) => b.version - a.version);
	const current = plans.find(({ status }) => status === 'published');
	const hasArrived = sent !== null && sent.version > 0;
	return [
		...(current && draft && !hasArrived ? [{ before: current, after: sent, draft }] : []),
		...plans.slice(0, -1).map((after, index) => ({ before: plans[index + 1]!, after, draft: null }))
	];
}

/** One page for each two kader between whom active households of the area change hands. */
export async function readHandOverPages(
	records: Records,
	{ before, after, draft }: HandOverChange
): Promise<HandOverPage[]> {
	const pairs = handOvers(
		holdersOfRecord(await readPlanRecord(records, before)),
		draft ? holdersOfDraft(draft) : await holdersIn(records, after)
	);
	if (pairs.length === 0) return [];
	const [households, kader] = await Promise.all([
		activeHouseholds(records, before.areaId),
		records.all('kader')
	]);
	const moving = pairs.flatMap(({ households: ids }) => ids);
	const [people, nextVisit, cases] = await Promise.all([
		peopleIn(records, moving),
		nextVisits(records, moving),
		openCases(records, moving)
	]);
	const nameOf = new Map(kader.map(({ id, name }) => [id as string, name]));
	const rowsOf = (ids: readonly string[]): HandOverRow[] =>
		ids
			.flatMap((id) => households.get(id) ?? [])
			.sort(byPlace)
			.map((household, index) => ({
				number: index + 1,
				household,
				people: people.get(household.id) ?? 0,
				nextVisitOn: nextVisit.get(household.id) ?? null,
				hasOpenCase: cases.has(household.id)
			}));
	return pairs
		.map(({ from, to, households: ids }) => {
			const rows = rowsOf(ids);
			const open = rows.reduce((sum, row) => sum + (cases.get(row.household.id) ?? 0), 0);
			return {
				from: (from !== null && nameOf.get(from)) || null,
				to: (to !== null && nameOf.get(to)) || null,
				rows,
				openCases: open
			};
		})
		.filter(({ rows }) => rows.length > 0)
		.sort((a, b) => byName(a.from, b.from) || byName(a.to, b.to));
}

async function holdersIn(records: Records, plan: TerritoryPlan | null): Promise<Holders> {
	return plan ? holdersOfRecord(await readPlanRecord(records, plan)) : new Map();
}

async function activeHouseholds(records: Records, areaId: string) {
	const areas = await records.all('area');
	const byId = new Map(areas.map((area) => [area.id as string, area]));
	const parts = areas.filter(({ id }) => lineage(byId, id).includes(areaId)).map(({ id }) => id);
	const households = await records.where('household', 'areaId', parts);
	return new Map(
		households.filter(({ status }) => status === 'active').map((one) => [one.id as string, one])
	);
}

/** How many live there lies in the clear: nobody is unsealed to be counted. */
async function peopleIn(records: Records, householdIds: readonly string[]) {
	const members = await records.outlines('member', 'householdId', householdIds);
	const people = new Map<string, number>();
	for (const { householdId, status } of members)
		if (status === 'active') people.set(householdId, (people.get(householdId) ?? 0) + 1);
	return people;
}

/** The first that is still planned, also where its day is over: it waits for the new kader. */
async function nextVisits(records: Records, householdIds: readonly string[]) {
	const plans = await records.outlines('visit_plan', 'householdId', householdIds);
	const next = new Map<string, Day>();
	for (const { householdId, dueOn, status } of plans) {
		const known = next.get(householdId);
		if (status === 'planned' && (known === undefined || dueOn < known))
			next.set(householdId, dueOn);
	}
	return next;
}

/** Nobody comes last. */
function byName(a: string | null, b: string | null): number {
	if (a === null || b === null) return Number(a === null) - Number(b === null);
	return a.localeCompare(b, 'id');
}
