// How queued changes, instants and the server's codes read in the language chosen.
import type { OutboxItem, OutboxState } from '#lib/data/contracts.ts';
import type { EntityName, Instant } from '#lib/domain/entity.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { Captured, ClockError, OutboxKind } from '#lib/state/outbox-view.ts';

/** An instant at the puskesmas: day, time and the zone's own name. */
export function whenWords(instant: Instant, timeZone: string): string {
	return new Intl.DateTimeFormat(getLocale(), {
		day: 'numeric',
		month: 'short',
		hour: '2-digit',
		minute: '2-digit',
		timeZoneName: 'short',
		timeZone
	}).format(new Date(instant));
}

export function capturedWords({ at, corrected }: Captured, timeZone: string): string {
	const when = whenWords(at, timeZone);
	return corrected ? m.sync_when_corrected({ when }) : when;
}

export function numberWords(value: number): string {
	return value.toLocaleString(getLocale());
}

const kinds: Record<OutboxKind, () => string> = {
	visit: m.sync_kind_visit,
	household: m.sync_kind_household,
	member: m.sync_kind_member,
	case: m.sync_kind_case,
	area: m.sync_kind_area,
	schedule: m.sync_kind_schedule,
	posyandu: m.session_kind,
	other: m.sync_kind_other
};

export function kindWords(kind: OutboxKind): string {
	return kinds[kind]();
}

const things: Partial<Record<EntityName, () => string>> = {
	visit: m.sync_one_visit,
	household: m.sync_one_household,
	member: m.sync_one_member,
	finding: m.sync_one_finding,
	follow_up: m.sync_one_follow_up,
	area: m.sync_one_area,
	road: m.sync_one_road,
	facility: m.sync_one_facility,
	facility_area: m.sync_one_facility,
	territory: m.sync_one_territory,
	territory_plan: m.sync_one_territory_plan,
	visit_plan: m.sync_one_visit_plan,
	kader: m.sync_one_kader,
	setting: m.sync_one_setting,
	target: m.sync_one_target,
	action_item: m.sync_one_action_item,
	posyandu_session: m.session_one_day,
	attendance: m.session_one_mark
};

/** "Kunjungan", or "Rumah, perubahan" for a change of something that was there. */
export function thingWords({ entity, op }: Pick<OutboxItem, 'entity' | 'op'>): string {
	const what = (things[entity] ?? m.sync_one_other)();
	return op === 'update' ? m.sync_changed({ what }) : what;
}

export function nameWords({ label }: Pick<OutboxItem, 'label'>): string {
	return label ?? m.sync_no_name();
}

const states: Record<OutboxState, () => string> = {
	waiting: m.sync_state_waiting,
	sending: m.sync_state_sending,
	sent: m.sync_state_sent,
	needs_mending: m.sync_state_needs_mending,
	blocked: m.sync_state_blocked
};

export function stateWords(state: OutboxState): string {
	return states[state]();
}

export interface CodeWords {
	readonly what: string;
	readonly todo: string;
}

type Entry = readonly [what: () => string, todo: () => string];

/** Every code of docs/sync.md, and those that the device gives itself. */
const codes: Readonly<Record<string, Entry>> = {
	bad_mutation: [m.sync_code_bad_mutation, m.sync_todo_update],
	bad_patch: [m.sync_code_bad_patch, m.sync_todo_redo],
	unknown_entity: [m.sync_code_unknown_entity, m.sync_todo_update],
	unknown_op: [m.sync_code_unknown_op, m.sync_todo_update],
	unknown_field: [m.sync_code_unknown_field, m.sync_todo_none],
	forbidden: [m.sync_code_forbidden, m.sync_todo_planner],
	forbidden_field: [m.sync_code_forbidden_field, m.sync_todo_planner],
	not_found: [m.sync_code_not_found, m.sync_todo_planner],
	id_taken: [m.sync_code_id_taken, m.sync_todo_redo],
	missing_reference: [m.sync_code_missing_reference, m.sync_todo_resend],
	missing_field: [m.sync_code_missing_field, m.sync_todo_redo],
	invalid_value: [m.sync_code_invalid_value, m.sync_todo_redo],
	invalid_date: [m.sync_code_invalid_date, m.sync_todo_redo],
	invalid_geometry: [m.sync_code_invalid_geometry, m.sync_todo_redo],
	duplicate_value: [m.sync_code_duplicate_value, m.sync_todo_redo],
	invalid_correction: [m.sync_code_invalid_correction, m.sync_todo_redo],
	outside_every_area: [m.sync_code_outside_every_area, m.sync_todo_planner],
	area_missing: [m.sync_code_area_missing, m.sync_todo_planner],
	no_territory: [m.sync_code_no_territory, m.sync_todo_planner],
	households_incomplete: [m.sync_code_households_incomplete, m.sync_todo_divide],
	household_twice: [m.sync_code_household_twice, m.sync_todo_divide],
	household_foreign: [m.sync_code_household_foreign, m.sync_todo_divide],
	kader_foreign: [m.sync_code_kader_foreign, m.sync_todo_divide],
	payload_differs: [m.sync_code_payload_differs, m.sync_todo_discard],
	clock_implausible: [m.sync_code_clock_implausible, m.sync_todo_none],
	internal: [m.sync_code_internal, m.sync_todo_resend],
	conflict: [m.sync_code_conflict, m.sync_todo_choose],
	exists: [m.sync_code_exists, m.sync_todo_none],
	dependency: [m.sync_code_dependency, m.sync_todo_wait],
	busy: [m.sync_code_busy, m.sync_todo_wait],
	too_large: [m.sync_code_too_large, m.sync_todo_redo],
	bad_request: [m.sync_code_bad_request, m.sync_todo_update],
	app_outdated: [m.sync_code_app_outdated, m.sync_todo_update],
	server_outdated: [m.sync_code_server_outdated, m.sync_todo_wait],
	restoring: [m.sync_code_restoring, m.sync_todo_wait],
	unreadable: [m.sync_code_unreadable, m.sync_todo_unreadable],
	departed: [m.sync_code_departed, m.sync_todo_account],
	no_membership: [m.sync_code_no_membership, m.sync_todo_account]
};

/**
 * What a code means and what to do about it; null where nothing went wrong.
 *
 * @param mendable whether the refused values can be put right on this page
 */
export function codeWords(code: string | null, mendable = false): CodeWords | null {
	if (code === null) return null;
	const entry = codes[code];
	if (!entry) return { what: m.sync_code_other({ code }), todo: m.sync_todo_resend() };
	const [what, todo] = entry;
	const isMended = mendable && todo === m.sync_todo_redo;
	return { what: what(), todo: isMended ? m.sync_todo_mend() : todo() };
}

export function isKnownCode(code: string): boolean {
	return code in codes;
}

const spans = { minutes: m.sync_minutes, hours: m.sync_hours, days: m.sync_days };

export function clockWords({ slow, amount, unit }: ClockError): string {
	const span = spans[unit]({ count: numberWords(amount) });
	return slow ? m.sync_clock_slow({ span }) : m.sync_clock_fast({ span });
}
