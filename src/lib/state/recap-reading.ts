// From the records on this device to the rows of the three official sheets. Opens only what the
// sheets of one month need: a puskesmas holds months of visits, each sealed on its own.
import type { Outline, Records } from '#lib/data/contracts.ts';
import { addDays, addMonths, daysBetween, firstDayOf, monthOf } from '#lib/domain/day.ts';
import type { Day, Month } from '#lib/domain/entity.ts';
import { currentStatus, type Finding, type FollowUp } from '#lib/domain/finding.ts';
import { followUpRows, stepsOf, type FollowUpRow } from '#lib/domain/follow-up-sheet.ts';
import type { Household } from '#lib/domain/household.ts';
import type { Member } from '#lib/domain/member.ts';
import { groupOf, seenIn, showsService } from '#lib/domain/recap-person.ts';
import { recapRows, type RecapRow } from '#lib/domain/recap.ts';
import { scheduleRows, type ScheduleRow } from '#lib/domain/schedule-sheet.ts';
import { standingVisits } from '#lib/domain/standing-visits.ts';
import type { Visit } from '#lib/domain/visit.ts';

/** Devices hold the visits of this month and the two before. */
export const monthsOnDevice = 3;
/** Days are read by their own look-ups up to this many at once; beyond it each row costs a call. */
const daysAtOnce = 20;

export interface RecapChoice {
	readonly month: Month;
	readonly today: Day;
	readonly timeZone: string;
	/** Null is everybody's. */
	readonly kaderId: string | null;
	readonly posyanduId: string | null;
}

export interface RecapSheets {
	readonly recap: readonly RecapRow[];
	readonly followUps: readonly FollowUpRow[];
	readonly schedule: readonly ScheduleRow[];
}

type VisitOutline = Outline<'visit'>;

async function visitOutlines(records: Records, today: Day): Promise<VisitOutline[]> {
	const from = firstDayOf(addMonths(monthOf(today), 1 - monthsOnDevice));
	// A phone whose clock runs ahead may be a day further.
	const days = Array.from({ length: daysBetween(from, today) + 2 }, (_, at) => addDays(from, at));
	const found: VisitOutline[][] = [];
	for (let at = 0; at < days.length; at += daysAtOnce)
		found.push(await records.outlines('visit', 'visitedOn', days.slice(at, at + daysAtOnce)));
	return found.flat();
}

/** Earlier visits of families in which somebody's cards of the month show no service. */
async function historyOf(
	records: Records,
	visits: readonly Visit[],
	members: readonly Member[],
	standing: readonly VisitOutline[]
): Promise<Visit[]> {
	const byId = new Map(members.map((member) => [member.id as string, member]));
	const wanting = visits.filter((visit) =>
		seenIn(visit, byId).some((seen) => !showsService(seen, groupOf(seen), visit.visitedOn))
	);
	const households = new Set(wanting.map(({ householdId }) => householdId));
	const known = new Set(visits.map(({ id }) => id));
	const ids = standing
		.filter(({ id, householdId, outcome }) => {
			return outcome === 'completed' && households.has(householdId) && !known.has(id);
		})
		.map(({ id }) => id);
	return records.where('visit', 'id', ids);
}

function withStatus(findings: readonly Finding[], followUps: readonly FollowUp[]): Finding[] {
	const steps = stepsOf(followUps);
	return findings.map((finding) => ({
		...finding,
		status: currentStatus(finding, steps.get(finding.id) ?? [])
	}));
}

/** Whose household, as far as a filter asks for it. */
function belongsTo(posyanduId: string | null, households: readonly Household[]) {
	const own = new Set(
		households.filter((row) => row.posyanduId === posyanduId).map(({ id }) => id as string)
	);
	return (householdId: string) => posyanduId === null || own.has(householdId);
}

export async function readRecap(records: Records, choice: RecapChoice): Promise<RecapSheets> {
	const { month, timeZone, kaderId } = choice;
	const outlines = await visitOutlines(records, choice.today);
	const [allPlans, allFindings, followUps, areas, kader, forms] = await Promise.all([
		records.where('visit_plan', 'period', month),
		records.all('finding'),
		records.all('follow_up'),
		records.all('area'),
		records.all('kader'),
		records.all('checklist_form')
	]);
	const standing = standingVisits(outlines);
	const isHers = (row: { kaderId: string | null } | undefined) =>
		kaderId === null || row?.kaderId === kaderId;
	const inMonth = standing.filter((visit) => monthOf(visit.visitedOn) === month && isHers(visit));
	const outlineOf = new Map(outlines.map((visit) => [visit.id as string, visit]));
	const plans = allPlans.filter(isHers);
	const findings = allFindings.filter(({ visitId }) => isHers(outlineOf.get(visitId)));
	const ids = [...inMonth, ...plans, ...findings].map((row) => row.householdId);
	const households = await records.where('household', 'id', ids);
	const isThere = belongsTo(choice.posyanduId, households);
	const completed = inMonth.filter(
		(visit) => visit.outcome === 'completed' && isThere(visit.householdId)
	);
	const own = findings.filter(({ householdId }) => isThere(householdId));
	const [visits, members] = await Promise.all([
		records.where(
			'visit',
			'id',
			completed.map(({ id }) => id)
		),
		records.where(
			'member',
			'householdId',
			[...completed, ...own].map(({ householdId }) => householdId)
		)
	]);
	const earlier = await historyOf(records, visits, members, standing);
	return {
		recap: recapRows({
			month,
			visits: [...visits, ...earlier.filter(({ visitedOn }) => monthOf(visitedOn) < month)],
			members,
			forms,
			findings: withStatus(allFindings, followUps)
		}),
		followUps: followUpRows({ month, timeZone, findings: own, followUps, households, members }),
		schedule: scheduleRows({
			month,
			plans: plans.filter(({ householdId }) => isThere(householdId)),
			households,
			areas,
			kader
		})
	};
}
