// The demo puskesmas: everything that an empty database needs, for a given day. The same day gives the
// same bytes. It must never name a real person.
import form from '../forms/kunjungan-rumah.v1.json' with { type: 'json' };
import type { Area } from '#lib/domain/area.ts';
import type { FormDefinition } from '#lib/domain/checklist/form.ts';
import type { Day } from '#lib/domain/entity.ts';
import type { Member } from '#lib/domain/member.ts';
import { buildAccounts, type Accounts } from './accounts.ts';
import { buildActionItems, buildSettings, buildTargets } from './agreements.ts';
import { answersOf } from './answers.ts';
import { buildAreas, type DemoAreas } from './areas.ts';
import { buildCases, type Cases } from './cases.ts';
import { urgentPlans } from './current-plans.ts';
import { tickDangerSigns } from './danger.ts';
import { buildDevices } from './devices.ts';
import { buildFacilities, type Facilities } from './facilities.ts';
import { buildHouseholds } from './households.ts';
import { buildLandmarks } from './landmarks.ts';
import { populate } from './people.ts';
import { buildPosyanduDays, type DemoPosyanduDays } from './posyandu-days.ts';
import { Random } from './random.ts';
import { buildNetwork, type RoadPiece } from './road-network.ts';
import { inserts, type Statement } from './statements.ts';
import { storyOf, type Story } from './story.ts';
import { demoStreets } from './streets.ts';
import { insideMultiPolygon } from './subdivision.ts';
import { tables } from './tables.ts';
import { staffVillages, type Staffing } from './territories.ts';
import { simulateVisits, type VisitHistory } from './visits.ts';

export { demoAccounts, type DemoAccount } from './accounts.ts';

export interface Demo {
	readonly story: Story;
	readonly areas: DemoAreas;
	readonly roads: readonly RoadPiece[];
	readonly facilities: Facilities;
	readonly staffing: Staffing;
	readonly accounts: Accounts;
	readonly history: VisitHistory;
	readonly cases: Cases;
	readonly posyanduDays: DemoPosyanduDays;
}

const definition = form.definition as unknown as FormDefinition;

/** Answers for every completed visit; sheet A at the first one of a household. */
function fillAnswers(
	staffing: Staffing,
	history: VisitHistory,
	membersOf: ReadonlyMap<string, Member[]>
): void {
	const random = new Random('answers');
	const households = new Map<string, Staffing['households'][number]>(
		staffing.households.map((household) => [household.id, household])
	);
	const seen = new Set<string>();
	for (const visit of history.visits) {
		if (visit.outcome !== 'completed') continue;
		const household = households.get(visit.householdId)!;
		const first = !seen.has(household.id);
		seen.add(household.id);
		visit.formId = form.id;
		visit.answers = answersOf(
			definition,
			household,
			membersOf.get(household.id) ?? [],
			visit.visitedOn,
			first,
			random
		);
	}
}

function groupByHousehold(members: readonly Member[]): Map<string, Member[]> {
	const grouped = new Map<string, Member[]>();
	for (const member of members) {
		const own = grouped.get(member.householdId);
		if (own) own.push(member);
		else grouped.set(member.householdId, [member]);
	}
	return grouped;
}

/** Everything of the demo as objects, as of `today`. */
export function buildDemo(today: Day): Demo {
	const story = storyOf(today);
	const areas = buildAreas();
	const roads = buildNetwork(demoStreets());
	const facilities = buildFacilities(areas);
	const empty = buildHouseholds(areas, roads, buildLandmarks(roads), story.programStart);
	const staffing = staffVillages(areas, facilities, populate(empty, today), story);
	const accounts = buildAccounts(areas, facilities, staffing);
	const history = simulateVisits(story, staffing, accounts);
	const membersOf = groupByHousehold(staffing.members);
	fillAnswers(staffing, history, membersOf);
	const villageOf = new Map(
		staffing.households.map(({ id, village }) => [id as string, village.key])
	);
	const villageOfVisit = (visit: { householdId: string }) => villageOf.get(visit.householdId)!;
	const dangers = tickDangerSigns(history.visits, villageOfVisit, accounts, story);
	const cases = buildCases(
		history.visits,
		dangers,
		new Map(staffing.members.map((member) => [member.id as string, member])),
		definition,
		(visit) => accounts.healthWorkerOf.get(villageOfVisit(visit))!,
		story
	);
	const urgent = urgentPlans(story, staffing, membersOf, history, cases.findings);
	return {
		story,
		areas,
		roads,
		facilities,
		staffing,
		accounts,
		history: { ...history, plans: [...history.plans, ...urgent] },
		cases,
		posyanduDays: buildPosyanduDays(story, facilities, staffing)
	};
}

/** The village that a road runs in, by the middle of the road; the first where it runs outside. */
function roadRows(demo: Demo): object[] {
	const random = new Random('road ids');
	const villages: Area[] = demo.areas.villages.map(({ area }) => area);
	return demo.roads.map(({ class: roadClass, name, line }) => {
		const middle = line.coordinates[Math.floor(line.coordinates.length / 2)]!;
		const home = villages.find(({ boundary }) => insideMultiPolygon(middle, boundary!));
		return {
			id: random.uuid(Date.UTC(2025, 0, 6)),
			areaId: (home ?? villages[0]!).id,
			class: roadClass,
			name,
			line
		};
	});
}

/**
 * Statements that fill an empty database with the demo as of `today`, in an order that its foreign
 * keys and triggers accept. To be run by the owner of the tables, in one transaction.
 */
export async function* demoStatements(today: Day): AsyncGenerator<Statement> {
	yield* statementsOf(buildDemo(today));
}

/** The same of a demo that is built already. */
export function* statementsOf(demo: Demo): Generator<Statement> {
	const { areas, facilities, staffing, accounts, history, cases, story } = demo;
	const byPlanner = { createdBy: accounts.planner };
	yield* inserts('area', tables.area, areas.all);
	yield* inserts('road', tables.road, roadRows(demo));
	yield* inserts('facility', tables.facility, facilities.all);
	yield* inserts('facility_area', tables.facility_area, facilities.served);
	yield* inserts('kader', tables.kader, staffing.kaders);
	yield* inserts('membership', tables.membership, accounts.memberships);
	yield* inserts('setting', tables.setting, buildSettings(facilities));
	yield* inserts('checklist_form', tables.checklist_form, [
		{ ...form, validFrom: form.valid_from }
	]);
	yield* inserts(
		'territory_plan',
		tables.territory_plan,
		staffing.plans.map((plan) => ({ ...plan, ...byPlanner }))
	);
	yield* inserts('territory', tables.territory, staffing.territories);
	yield* inserts(
		'household',
		tables.household,
		staffing.households.map((household) => ({ ...household, ...byPlanner }))
	);
	// Storing a household opens an assignment from today; the demo's own history takes its place.
	yield { sql: 'delete from jangkau.household_assignment' };
	yield* inserts('household_assignment', tables.household_assignment, staffing.assignments);
	yield* inserts('member', tables.member, staffing.members);
	// Every ninth family, as a list of the social office would have it.
	yield* inserts(
		'low_income_household',
		tables.low_income_household,
		staffing.households
			.filter((_, at) => at % 9 === 4)
			.map(({ id }) => ({ householdId: id, notedBy: accounts.planner }))
	);
	yield* inserts('visit_plan', tables.visit_plan, history.plans);
	yield* inserts('visit', tables.visit, history.visits);
	yield* inserts('finding', tables.finding, cases.findings);
	yield* inserts('follow_up', tables.follow_up, cases.followUps);
	yield* inserts('posyandu_session', tables.posyandu_session, demo.posyanduDays.sessions);
	yield* inserts('attendance', tables.attendance, demo.posyanduDays.attendance);
	yield* inserts('target', tables.target, buildTargets(areas, staffing.households, story));
	yield* inserts(
		'action_item',
		tables.action_item,
		buildActionItems(areas, story).map((item) => ({ ...item, ...byPlanner }))
	);
	yield* inserts('device', tables.device, buildDevices(accounts, story));
}
