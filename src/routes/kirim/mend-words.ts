// Names of the fields that can be put right, and how two values of a clash read side by side.
import { isDay } from '#lib/domain/day.ts';
import { m } from '#lib/paraglide/messages.js';
import { dayWords } from '#lib/state/visit-words.ts';
import type { MendProblem } from './mend-fields.ts';
import { numberWords } from './words.ts';

const names: Readonly<Record<string, () => string>> = {
	headName: m.sync_field_head_name,
	name: m.sync_field_name,
	title: m.sync_field_title,
	owner: m.sync_field_owner,
	address: m.sync_field_address,
	rw: m.sync_field_rw,
	rt: m.sync_field_rt,
	phone: m.sync_field_phone,
	landmark: m.sync_field_landmark,
	location: m.sync_field_location,
	status: m.sync_field_status,
	lentTo: m.loan_field,
	registeredOn: m.sync_field_registered_on,
	birthDate: m.sync_field_birth_date,
	pregnantSince: m.sync_field_pregnant_since,
	deliveredOn: m.sync_field_delivered_on,
	note: m.sync_field_note,
	dueOn: m.sync_field_due_on,
	decreeNo: m.sync_field_decree_no,
	capacityMinutes: m.sync_field_capacity,
	travelMode: m.workload_kader_travel,
	code: m.sync_field_code,
	validFrom: m.sync_field_valid_from,
	percent: m.sync_field_percent,
	denominator: m.sync_field_denominator
};

export function fieldWords(name: string): string {
	return (names[name] ?? m.sync_field_other)();
}

const problems: Readonly<Record<MendProblem, () => string>> = {
	missing: m.sync_entry_missing,
	too_long: m.sync_entry_too_long,
	not_a_day: m.sync_entry_not_a_day,
	not_a_number: m.sync_entry_not_a_number
};

export function problemWords(problem: MendProblem | undefined): string | null {
	return problem ? problems[problem]() : null;
}

const statuses: Readonly<Record<string, () => string>> = {
	active: m.sync_value_active,
	moved: m.sync_value_moved,
	empty: m.sync_value_empty_house,
	died: m.sync_value_died
};

export function valueWords(name: string, value: unknown): string {
	if (value === null || value === '') return m.sync_value_none();
	if (typeof value === 'number') return numberWords(value);
	if (typeof value === 'boolean') return value ? m.sync_value_yes() : m.sync_value_no();
	if (name === 'lentTo') return m.loan_field_lent();
	if (typeof value === 'string') {
		const status = name === 'status' ? statuses[value] : undefined;
		if (status) return status();
		return isDay(value) ? dayWords(value) : value;
	}
	const at = pointOf(value);
	return at ? at.map((degrees) => degrees.toFixed(5)).join(', ') : m.sync_value_other();
}

/** Latitude first, as maps for people print it. */
function pointOf(value: unknown): [number, number] | null {
	if (typeof value !== 'object' || value === null || !('coordinates' in value)) return null;
	const { coordinates } = value;
	if (!Array.isArray(coordinates)) return null;
	const [lng, lat]: unknown[] = coordinates;
	return typeof lng === 'number' && typeof lat === 'number' ? [lat, lng] : null;
}
