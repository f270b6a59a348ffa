// The text that a planner or health worker may send to a kader: her counts of the week, no family's name,
// no house, no illness.
import type { KaderWeek } from '#lib/domain/kader-week.ts';
import { m } from '#lib/paraglide/messages.js';

/** Always Indonesian: the kader reads it, whatever language the sender's screen has. */
const inIndonesian = { locale: 'id' } as const;

export function weekMessage(week: KaderWeek): string {
	const left = week.planned - week.done;
	const isWaiting = left > 0 || week.overdue > 0;
	return [
		m.monday_msg_hello({ name: week.name }, inIndonesian),
		...(week.metBefore > 0 ? [m.monday_msg_thanks({ count: week.metBefore }, inIndonesian)] : []),
		...(left > 0 ? [m.monday_msg_planned({ count: left }, inIndonesian)] : []),
		...(week.overdue > 0 ? [m.monday_msg_overdue({ count: week.overdue }, inIndonesian)] : []),
		...(isWaiting ? [] : [m.monday_msg_nothing({}, inIndonesian)]),
		...(week.openCases > 0 ? [m.monday_msg_cases({ count: week.openCases }, inIndonesian)] : []),
		m.monday_msg_sync({}, inIndonesian),
		m.monday_msg_help({}, inIndonesian)
	].join(' ');
}
