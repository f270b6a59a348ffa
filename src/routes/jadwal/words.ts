// How days, months and the state of a planned visit read in the language chosen.
import type { Day, Month } from '#lib/domain/entity.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { Tone } from '#lib/ui/nav-item.ts';
import type { PlanState } from '#lib/state/schedule-view.ts';

function format(day: Day, options: Intl.DateTimeFormatOptions): string {
	return new Intl.DateTimeFormat(getLocale(), { ...options, timeZone: 'UTC' }).format(
		new Date(`${day}T00:00:00Z`)
	);
}

export function monthWords(month: Month): string {
	return format(`${month}-01`, { month: 'long', year: 'numeric' });
}

export function dayWords(day: Day): string {
	return format(day, { weekday: 'long', day: 'numeric', month: 'long' });
}

export function shortDayWords(day: Day): string {
	return format(day, { weekday: 'short', day: 'numeric', month: 'short' });
}

/** Monday to Sunday; 5 January 2026 was a Monday. */
export function weekdayNames(): { readonly short: string; readonly long: string }[] {
	return Array.from({ length: 7 }, (_, index) => {
		const day = `2026-01-${String(5 + index).padStart(2, '0')}`;
		return { short: format(day, { weekday: 'short' }), long: format(day, { weekday: 'long' }) };
	});
}

export function numberWords(value: number): string {
	return value.toLocaleString(getLocale());
}

const states: Record<PlanState, { words: () => string; tone: Tone }> = {
	planned: { words: m.schedule_planned, tone: 'info' },
	late: { words: m.schedule_late, tone: 'danger' },
	done: { words: m.schedule_done, tone: 'success' },
	skipped: { words: m.schedule_skipped, tone: 'neutral' }
};

export function stateWords(state: PlanState): string {
	return states[state].words();
}

export function stateTone(state: PlanState): Tone {
	return states[state].tone;
}
