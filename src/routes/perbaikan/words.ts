// How refused fields, pairs and entries of the log read to who looks after the records.
import type { LogEntry } from '#lib/data/remote/review.ts';
import { isDay } from '#lib/domain/day.ts';
import type { FindingStatus } from '#lib/domain/finding.ts';
import type { VisitOutcome } from '#lib/domain/visit.ts';
import { m } from '#lib/paraglide/messages.js';
import { dayWords, outcomeWords } from '#lib/state/visit-words.ts';
import { statusWords } from '#lib/state/case-words.ts';
import { fieldWords, valueWords } from '../kirim/mend-words.ts';
import { whenWords } from '../kirim/words.ts';

export type Fact = readonly [name: string, value: string];

/** What a planner can do about a refusal; the words of /kirim are for the one who holds the phone. */
const hints: Readonly<Record<string, () => string>> = {
	forbidden: m.perbaikan_hint_forbidden,
	forbidden_field: m.perbaikan_hint_forbidden_field,
	not_found: m.perbaikan_hint_not_found,
	missing_reference: m.perbaikan_hint_not_found,
	outside_every_area: m.perbaikan_hint_outside,
	area_missing: m.perbaikan_hint_outside,
	no_territory: m.perbaikan_hint_no_territory,
	app_outdated: m.perbaikan_hint_outdated,
	departed: m.perbaikan_hint_departed,
	unknown_field: m.perbaikan_hint_unknown_field,
	payload_differs: m.perbaikan_hint_differs,
	internal: m.perbaikan_hint_internal
};

export function hintWords(code: string): string {
	return (hints[code] ?? m.perbaikan_hint_mend)();
}

const own: Readonly<Record<string, readonly [() => string, (value: unknown) => string]>> = {
	outcome: [m.perbaikan_field_outcome, (value) => known(outcomeWords, value as VisitOutcome)],
	text: [m.perbaikan_field_finding, String],
	sex: [m.visit_sex, (value) => (value === 'male' ? m.visit_male() : m.visit_female())]
};

function known<T>(words: (value: T) => string, value: T): string {
	try {
		return words(value);
	} catch {
		// A value that this app does not know is what the server refused.
		return String(value);
	}
}

/** Say nothing to a person: where a row belongs and how it was made. */
const technical = /(Id|Source|M)$|^(position|visitorRole|kind|urgency|problem)$/;

/** The refused fields that have words, and how many have none. */
export function payloadFacts(
	entity: string,
	patch: Readonly<Record<string, unknown>>,
	timeZone: string
): { readonly facts: readonly Fact[]; readonly rest: number } {
	const facts: Fact[] = [];
	let rest = 0;
	for (const [name, value] of Object.entries(patch)) {
		if (value === null || value === '' || technical.test(name)) continue;
		const mine = own[name];
		if (mine) facts.push([mine[0](), mine[1](value)]);
		else if (isInstant(name)) facts.push([m.perbaikan_field_at(), instantWords(value, timeZone)]);
		else if (entity === 'follow_up' && name === 'status')
			facts.push([fieldWords(name), known(statusWords, value as FindingStatus)]);
		else if (fieldWords(name) !== m.sync_field_other())
			facts.push([fieldWords(name), valueWords(name, value)]);
		else rest += 1;
	}
	return { facts, rest };
}

function isInstant(name: string): boolean {
	return name === 'capturedAt' || name === 'at' || name === 'foundAt';
}

function instantWords(value: unknown, timeZone: string): string {
	return Number.isNaN(Date.parse(String(value)))
		? String(value)
		: whenWords(String(value), timeZone);
}

/** A day that may be missing, or none at all. */
export function dayOrNone(value: unknown): string {
	return typeof value === 'string' && isDay(value) ? dayWords(value) : m.sync_value_none();
}

const actions: Readonly<Record<string, (inputs: { count: number }) => string>> = {
	rejected_read: m.perbaikan_did_rejected_read,
	rejected_resolved: m.perbaikan_did_rejected_resolved,
	duplicates_read: m.perbaikan_did_duplicates_read,
	duplicate_dismissed: m.perbaikan_did_duplicate_dismissed,
	duplicate_merged: m.perbaikan_did_duplicate_merged,
	audit_read: m.perbaikan_did_audit_read,
	exported: m.perbaikan_did_exported,
	queue_imported: m.perbaikan_did_queue_imported,
	queue_file_opened: m.perbaikan_did_queue_file_opened,
	wipe_ordered: m.perbaikan_did_wipe_ordered,
	wipe_cancelled: m.perbaikan_did_wipe_cancelled,
	wiped: m.perbaikan_did_wiped,
	invitation_created: m.perbaikan_did_invitation_created,
	invitation_redeemed: m.perbaikan_did_invitation_redeemed,
	photo_stored: m.perbaikan_did_photo_stored,
	photo_read: m.perbaikan_did_photo_read,
	photo_deleted: m.perbaikan_did_photo_deleted,
	low_income_read: m.lowincome_did_read,
	low_income_marked: m.lowincome_did_mark,
	low_income_unmarked: m.lowincome_did_unmark,
	mark_set: m.mark_did_set,
	mark_ended: m.mark_did_end,
	comment_added: m.perbaikan_did_comment_added,
	comment_approved: m.perbaikan_did_comment_approved,
	comment_rejected: m.perbaikan_did_comment_rejected
};

/** Of what was taken out of the app, by the kind that was noted. */
const exportsOf: Readonly<Record<string, (inputs: { count: number }) => string>> = {
	territory_sheet: m.perbaikan_did_printed_sheets,
	hand_over_sheet: m.perbaikan_did_printed_hand_over,
	visit_recap: m.perbaikan_did_visit_recap,
	territory_map: m.perbaikan_did_exported_map,
	low_income_list: m.lowincome_did_export
};

export function actionWords({
	action,
	entity,
	count
}: Pick<LogEntry, 'action' | 'entity' | 'count'>): string {
	const words = (action === 'exported' && exportsOf[entity ?? '']) || actions[action];
	return words ? words({ count: count ?? 0 }) : m.perbaikan_did_other({ action });
}

export function isKnownAction(action: string): boolean {
	return action in actions;
}
