// How the red screen words what to do, and whether a place of care is open.
import { dangerAdvice, adviceFor, type DangerAdvice } from '#lib/domain/danger-advice.ts';
import type { CarePlace } from '#lib/domain/nearest-care.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { DangerSign } from '#lib/state/visit-draft.ts';
import { distanceWords } from '#lib/state/visit-words.ts';

interface AdviceWords {
	readonly act: () => string;
	readonly mind: () => string;
}
const words: Readonly<Record<DangerAdvice, AdviceWords>> = {
	at_once: { act: m.followup_advice_at_once, mind: m.followup_advice_at_once_mind },
	not_alone: { act: m.followup_advice_not_alone, mind: m.followup_advice_not_alone_mind },
	cough: { act: m.followup_advice_cough, mind: m.followup_advice_cough_mind },
	today: { act: m.followup_advice_today, mind: m.followup_advice_today_mind }
};

export interface Advice {
	readonly act: string;
	readonly mind: string;
	readonly signs: readonly DangerSign[];
}

/** What to do, the most pressing first, each with the signs that ask for it. */
export function adviceOf(dangers: readonly DangerSign[]): Advice[] {
	return dangerAdvice.flatMap((advice) => {
		const signs = dangers.filter(({ problem }) => adviceFor(problem) === advice);
		return signs.length === 0
			? []
			: [{ act: words[advice].act(), mind: words[advice].mind(), signs }];
	});
}

/** `08:00`, or `08.00` as Indonesian writes it. */
export function timeWords(clock: string): string {
	return getLocale() === 'id' ? clock.replace(':', '.') : clock;
}

export function openWords({ open }: Pick<CarePlace, 'open'>): string {
	switch (open.state) {
		case 'always':
			return m.followup_always_open();
		case 'open':
			return m.followup_open_until({ time: timeWords(open.until) });
		case 'unknown':
			return m.followup_hours_unknown();
		case 'closed': {
			if (open.opens === null) return m.followup_closed();
			const time = timeWords(open.opens);
			if (open.inDays === 0) return m.followup_closed_today({ time });
			return open.inDays === 1
				? m.followup_closed_tomorrow({ time })
				: m.followup_closed_days({ days: open.inDays, time });
		}
	}
}

export const isOpenNow = ({ open }: Pick<CarePlace, 'open'>): boolean =>
	open.state === 'always' || open.state === 'open';

export function farWords({ distanceM }: Pick<CarePlace, 'distanceM'>): string {
	return distanceM === null
		? m.followup_no_distance()
		: m.followup_straight({ distance: distanceWords(distanceM) });
}
