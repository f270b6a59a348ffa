// What a meeting agrees, and what becomes of it until the next one: commands of whoever sits at the table.
import type { ActionItem } from './action-item.ts';
import type { Role } from './access.ts';
import { addDays, isDay } from './day.ts';
import type { Day, Id } from './entity.ts';
import { err, ok, type Result } from './result.ts';
import type { Change } from './sync/change.ts';

/** The server's rule is the one that counts (`private.sync_rule`); this one hides buttons. */
export const agreeingRoles: readonly Role[] = ['planner', 'viewer', 'health_office'];

export const longestTitle = 300;
export const longestOwner = 200;

export interface AgreementEntry {
	readonly areaId: Id<'area'>;
	readonly title: string;
	readonly owner: string;
	/** `YYYY-MM-DD`, as typed. */
	readonly dueOn: string;
}

export type AgreementProblem =
	| 'area_missing'
	| 'title_missing'
	| 'title_too_long'
	| 'owner_missing'
	| 'owner_too_long'
	| 'not_a_day'
	| 'day_past'
	| 'not_open'
	| 'not_closed';

const edit = (item: ActionItem, patch: Partial<ActionItem>): Change => ({
	entity: 'action_item',
	op: 'update',
	id: item.id,
	patch,
	baseRev: item.rev,
	after: [item.id]
});

/** Everything that is wrong with the entry, so that it can be put right at once. */
export function agreementProblems(entry: AgreementEntry, today: Day): AgreementProblem[] {
	const title = entry.title.trim();
	const owner = entry.owner.trim();
	const problems: (AgreementProblem | false)[] = [
		entry.areaId === '' && 'area_missing',
		title === '' && 'title_missing',
		title.length > longestTitle && 'title_too_long',
		owner === '' && 'owner_missing',
		owner.length > longestOwner && 'owner_too_long',
		dayProblem(entry.dueOn, today)
	];
	return problems.filter((problem) => problem !== false);
}

function dayProblem(day: string, today: Day): 'not_a_day' | 'day_past' | false {
	if (!isDay(day)) return 'not_a_day';
	return day < today && 'day_past';
}

export function agree(
	entry: AgreementEntry,
	today: Day,
	id: string
): Result<Change[], AgreementProblem> {
	const [problem] = agreementProblems(entry, today);
	if (problem) return err(problem);
	const patch: Partial<ActionItem> = {
		areaId: entry.areaId,
		title: entry.title.trim(),
		owner: entry.owner.trim(),
		agreedOn: today,
		dueOn: entry.dueOn,
		status: 'open'
	};
	return ok([{ entity: 'action_item', op: 'create', id, patch }]);
}

export function closeAgreement(
	item: ActionItem,
	as: 'done' | 'dropped',
	today: Day
): Result<Change[], AgreementProblem> {
	if (item.status !== 'open') return err('not_open');
	return ok([edit(item, { status: as, closedOn: today })]);
}

export function reopenAgreement(item: ActionItem): Result<Change[], AgreementProblem> {
	if (item.status === 'open') return err('not_closed');
	return ok([edit(item, { status: 'open', closedOn: null })]);
}

/** @param day as typed */
export function moveDueDate(
	item: ActionItem,
	day: string,
	today: Day
): Result<Change[], AgreementProblem> {
	if (item.status !== 'open') return err('not_open');
	const problem = dayProblem(day, today);
	if (problem) return err(problem);
	return ok(day === item.dueOn ? [] : [edit(item, { dueOn: day })]);
}

export function isOverdue({ status, dueOn }: Pick<ActionItem, 'status' | 'dueOn'>, today: Day) {
	return status === 'open' && dueOn !== null && dueOn < today;
}

export interface SortedAgreements {
	/** The longest overdue first. */
	readonly overdue: readonly ActionItem[];
	/** The soonest due first; those without a day last. */
	readonly open: readonly ActionItem[];
	/** Done or dropped since a day; the last closed first. */
	readonly closed: readonly ActionItem[];
}

/** @param since closed before this day is history that nobody asks for */
export function sortAgreements(
	items: readonly ActionItem[],
	today: Day,
	since: Day
): SortedAgreements {
	const lastDay = '9999-12-31';
	const byDue = (a: ActionItem, b: ActionItem) =>
		compare(a.dueOn ?? lastDay, b.dueOn ?? lastDay) || compare(a.id, b.id);
	const open = items.filter(({ status }) => status === 'open').sort(byDue);
	return {
		overdue: open.filter((item) => isOverdue(item, today)),
		open: open.filter((item) => !isOverdue(item, today)),
		closed: items
			.filter(({ status, closedOn }) => status !== 'open' && (closedOn ?? lastDay) >= since)
			.sort((a, b) => compare(b.closedOn ?? lastDay, a.closedOn ?? lastDay) || compare(a.id, b.id))
	};
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const daysToWriteUp = 7;

export interface MeetingAgreements {
	/** Agreed before this meeting and still open, or closed since the last one. */
	readonly followUp: SortedAgreements;
	/** Agreed at this meeting; the soonest due first. */
	readonly agreed: readonly ActionItem[];
}

/**
 * What the meeting about a period has on its paper. What was agreed in the last week, after the period, counts
 * as agreed there: the paper is written up after the meeting. Everything older is followed up.
 */
export function agreementsOfMeeting(
	items: readonly ActionItem[],
	period: { readonly from: Day; readonly to: Day },
	today: Day
): MeetingAgreements {
	const after = [addDays(period.to, 1), addDays(today, 1 - daysToWriteUp)].sort()[1]!;
	const meetingOn = after < today ? after : today;
	const before = items.filter(({ agreedOn }) => agreedOn < meetingOn);
	const { overdue, open, closed } = sortAgreements(
		items.filter(({ agreedOn }) => agreedOn >= meetingOn),
		today,
		meetingOn
	);
	return {
		followUp: sortAgreements(before, today, period.from),
		agreed: [...overdue, ...open, ...closed]
	};
}
