// What each check before a trip is called, and what to do where it is not ready.
import type { ReadinessCheck, ReadinessReason } from '#lib/domain/readiness.ts';
import { m } from '#lib/paraglide/messages.js';

const checks: Readonly<Record<ReadinessCheck, () => string>> = {
	records: m.sync_check_records,
	map: m.sync_check_map,
	form: m.sync_check_form,
	app: m.sync_check_app,
	kept: m.sync_check_kept,
	space: m.sync_check_space,
	battery: m.sync_check_battery,
	clock: m.sync_check_clock,
	sent: m.sync_check_sent
};

const todos: Readonly<Record<ReadinessReason, () => string>> = {
	records_missing: m.sync_unready_records_missing,
	records_old: m.sync_unready_records_old,
	map_missing: m.sync_unready_map_missing,
	form_missing: m.sync_unready_form_missing,
	app_missing: m.sync_unready_app_missing,
	may_be_cleared: m.sync_unready_may_be_cleared,
	little_space: m.sync_unready_little_space,
	battery_low: m.sync_unready_battery_low,
	clock_wrong: m.sync_unready_clock_wrong,
	mending: m.sync_unready_mending,
	unsent: m.sync_unready_unsent
};

export function checkWords(check: ReadinessCheck): string {
	return checks[check]();
}

export function todoWords(reason: ReadinessReason): string {
	return todos[reason]();
}
