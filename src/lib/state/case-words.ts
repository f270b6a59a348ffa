// Where a case stands, in words.
import type { StepStatus } from '#lib/domain/finding.ts';
import { m } from '#lib/paraglide/messages.js';

const statuses: Readonly<Record<StepStatus, () => string>> = {
	new: m.case_status_new,
	seen: m.case_status_seen,
	contacted: m.case_status_contacted,
	scheduled: m.case_status_scheduled,
	visited: m.case_status_visited,
	referred: m.case_status_referred,
	waiting: m.case_status_waiting,
	closed: m.case_status_closed,
	unresolvable: m.case_status_unresolvable,
	reopened: m.followup_status_reopened,
	note: m.followup_status_note
};

export function statusWords(status: StepStatus): string {
	return statuses[status]();
}
