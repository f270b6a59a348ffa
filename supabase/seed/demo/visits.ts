// Month after month: the app's own schedule, then kader at the doors. What is due, why and for whom is
// decided by domain/schedule.ts; only who opened the door is invented here.
import { addDays, daysBetween, firstDayOf, lastDayOf } from '#lib/domain/day.ts';
import type { Day, Id } from '#lib/domain/entity.ts';
import type { Member } from '#lib/domain/member.ts';
import { scheduleMonth } from '#lib/domain/schedule.ts';
import type { Visit, VisitOutcome } from '#lib/domain/visit.ts';
import type { VisitPlan } from '#lib/domain/visit-plan.ts';
import type { Accounts } from './accounts.ts';
import { storyHamlets } from './areas.ts';
import type { DemoHousehold } from './households.ts';
import { Random } from './random.ts';
import { chancesAt, demoVisitRules, unreached, type Story } from './story.ts';
import type { DemoTerritory, Staffing } from './territories.ts';
import { moved } from './terrain.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };
export type DemoPlan = Writable<VisitPlan>;
export interface DemoVisit extends Writable<Visit> {
	receivedAt: string;
}

export interface VisitHistory {
	readonly plans: readonly DemoPlan[];
	readonly visits: readonly DemoVisit[];
}

export const minutesMs = 60_000;
/** The demo's zone is UTC+8 without daylight saving: hour 0 of a day there, in ms since 1970. */
export function localMidnightMs(day: Day): number {
	return Date.parse(`${day}T00:00:00+08:00`);
}

/** What is remembered of each household while the months go by. */
interface Door {
	readonly household: DemoHousehold;
	readonly territory: DemoTerritory;
	readonly members: Member[];
	/** Chance that a planned visit is attempted at all. */
	readonly diligence: number;
	lastVisitedOn: Day | null;
}

function visitRow(
	door: Door,
	kaderId: Id<'kader'>,
	day: Day,
	outcome: VisitOutcome,
	accounts: Accounts,
	random: Random
): DemoVisit {
	const { household } = door;
	const [from, to] = chancesAt(household).hours;
	const capturedMs =
		localMidnightMs(day) + Math.floor(random.between(from * 60, to * 60)) * minutesMs;
	const delayMinutes =
		household.village.key === 'upstream' ? random.int(300, 900) : random.int(1, 240);
	const east = random.between(-14, 14);
	const north = random.between(-14, 14);
	const fixed = random.chance(0.93);
	return {
		id: random.uuid(capturedMs),
		rev: 1,
		householdId: household.id,
		areaId: household.areaId,
		territoryId: household.territoryId,
		visitPlanId: null,
		correctsId: null,
		membershipId: accounts.ofKader.get(kaderId)!,
		kaderId,
		visitorRole: random.chance(0.04) ? 'joint' : 'kader',
		copiedFromPaper: false,
		outcome,
		capturedAt: new Date(capturedMs).toISOString(),
		visitedOn: day,
		formId: null,
		position: fixed
			? { type: 'Point', coordinates: moved(household.location!.coordinates, east, north) }
			: null,
		accuracyM: fixed ? random.int(4, 22) : null,
		distanceM: fixed ? Math.round(Math.sqrt(east * east + north * north)) : null,
		answers: null,
		note: null,
		receivedAt: new Date(capturedMs + delayMinutes * minutesMs).toISOString()
	};
}

function outcomeAt(door: Door, again: boolean, random: Random): VisitOutcome {
	const chances = chancesAt(door.household);
	const roll = random.next();
	// Who comes back has asked when the family is home.
	const notHome = chances.notHome * (again ? 0.6 : 1);
	if (roll < notHome) return 'not_home';
	if (roll < notHome + chances.refused) return 'refused';
	if (roll < notHome + chances.refused + chances.postponed) return 'postponed';
	return 'completed';
}

/** Tries at one door for one plan: a first attempt near the due day, a second one days later. */
function attempts(door: Door, from: Day, random: Random): { day: Day; outcome: VisitOutcome }[] {
	const first = addDays(from, random.int(0, 5));
	const tries: { day: Day; outcome: VisitOutcome }[] = [
		{ day: first, outcome: outcomeAt(door, false, random) }
	];
	const { outcome } = tries[0]!;
	if ((outcome === 'not_home' || outcome === 'postponed') && random.chance(0.6))
		tries.push({ day: addDays(first, random.int(2, 8)), outcome: outcomeAt(door, true, random) });
	return tries;
}

class Simulation {
	readonly plans: DemoPlan[] = [];
	readonly visits: DemoVisit[] = [];
	readonly #random = new Random('visits');
	readonly #story: Story;
	readonly #accounts: Accounts;
	readonly #doors = new Map<string, Door>();

	constructor(story: Story, staffing: Staffing, accounts: Accounts) {
		this.#story = story;
		this.#accounts = accounts;
		const membersOf = new Map<string, Member[]>();
		for (const member of staffing.members) {
			const own = membersOf.get(member.householdId);
			if (own) own.push(member);
			else membersOf.set(member.householdId, [member]);
		}
		for (const territory of staffing.territories) {
			const isDemo = territory === accounts.demoTerritory;
			const diligence = isDemo ? 0.84 : this.#random.between(0.72, 0.97);
			for (const household of territory.households)
				this.#doors.set(household.id, {
					household,
					territory,
					members: membersOf.get(household.id)!,
					diligence,
					lastVisitedOn: null
				});
		}
	}

	/** Whose household it was on a day. */
	#kaderOn(door: Door, day: Day): Id<'kader'> | null {
		const { kaderId, visitor } = door.territory;
		return kaderId ?? (day < this.#story.resignedOn ? visitor.id : null);
	}

	#happened(door: Door, kaderId: Id<'kader'>, day: Day): boolean {
		const unsent = kaderId === this.#accounts.unsynced.id && day > this.#story.unsyncedAfter;
		return (
			day <= this.#story.lastVisitDay && !unsent && !unreached(this.#story, door.household, day)
		);
	}

	#schedule(period: string): void {
		const first = firstDayOf(period);
		const { plans } = scheduleMonth({
			period,
			today: first,
			rules: demoVisitRules,
			households: [...this.#doors.values()].map((door) => ({
				household: door.household,
				members: door.members,
				lastVisitedOn: door.lastVisitedOn,
				openFindings: [],
				kaderId: this.#kaderOn(door, first)
			})),
			existing: this.plans
		});
		const ms = localMidnightMs(first);
		for (const plan of plans) this.plans.push({ id: this.#random.uuid(ms), rev: 1, ...plan });
	}

	#visit(door: Door, plan: DemoPlan, from: Day): void {
		if (!this.#random.chance(door.diligence)) return;
		for (const { day, outcome } of attempts(door, from, this.#random)) {
			const kaderId = this.#kaderOn(door, day);
			if (kaderId === null || !this.#happened(door, kaderId, day)) return;
			const visit = visitRow(door, kaderId, day, outcome, this.#accounts, this.#random);
			visit.visitPlanId = plan.id;
			this.visits.push(visit);
			if (outcome !== 'completed') continue;
			plan.status = 'done';
			plan.visitId = visit.id;
			door.lastVisitedOn = day;
		}
	}

	/** Opens the month: what is left from before is tried first, then the new plans on their days. */
	month(period: string): void {
		const leftover = this.plans.filter(({ status }) => status === 'planned');
		this.#schedule(period);
		const first = firstDayOf(period);
		const length = daysBetween(first, lastDayOf(period));
		for (const plan of leftover)
			this.#visit(
				this.#doors.get(plan.householdId)!,
				plan,
				addDays(first, this.#random.int(0, length))
			);
		for (const plan of this.plans)
			if (plan.period === period && plan.status === 'planned')
				this.#visit(this.#doors.get(plan.householdId)!, plan, plan.dueOn);
	}

	/** Open plans of the kader who resigned are nobody's now. */
	leaveVacant(): void {
		for (const plan of this.plans)
			if (
				plan.status === 'planned' &&
				this.#doors.get(plan.householdId)!.territory.kaderId === null
			)
				plan.kaderId = null;
	}

	/** Neighbouring kader look in on a few families of the RW that has none. */
	sweepVacant(neighbour: Id<'kader'>): void {
		const vacant = [...this.#doors.values()].filter(
			({ territory, household }) =>
				territory.kaderId === null && household.hamlet.name === storyHamlets.vacant
		);
		for (const door of vacant)
			for (const month of this.#story.months.slice(-2)) {
				const day = addDays(firstDayOf(month), this.#random.int(0, 26));
				if (day < this.#story.resignedOn || day > this.#story.lastVisitDay) continue;
				if (!this.#random.chance(0.04)) continue;
				this.visits.push(visitRow(door, neighbour, day, 'completed', this.#accounts, this.#random));
				door.lastVisitedOn = day;
			}
	}
}

/** Plans and visits of all months of the story, visits in the order in which they were made. */
export function simulateVisits(story: Story, staffing: Staffing, accounts: Accounts): VisitHistory {
	const simulation = new Simulation(story, staffing, accounts);
	for (const month of story.months) simulation.month(month);
	const neighbour = staffing.territories.find(
		({ kaderId, village }) => kaderId !== null && village.key === 'coast'
	)!;
	simulation.sweepVacant(neighbour.kaderId!);
	simulation.leaveVacant();
	const visits = [...simulation.visits].sort((a, b) => (a.capturedAt < b.capturedAt ? -1 : 1));
	return { plans: simulation.plans, visits };
}
