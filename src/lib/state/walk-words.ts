// A walk in words: how far, how long, from where, and which of it nobody has mapped.
import type { TravelMode } from '#lib/domain/travel.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Leg } from './today-order.ts';
import type { StartKind, Walk } from './walk-start.ts';
import { distanceWords } from './visit-words.ts';

/** Whole minutes, at least one. */
export function timeWords(seconds: number): string {
	const minutes = Math.max(1, Math.round(seconds / 60));
	return minutes < 60
		? m.walk_minutes({ minutes })
		: m.walk_hours({ hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** Less than a few steps is the same place: two families under one roof. */
const samePlaceM = 5;

export function legWords({ metres, seconds, isGuess }: Leg): string {
	if (metres < samePlaceM) return m.walk_leg_same();
	const figures = { distance: distanceWords(metres), time: timeWords(seconds) };
	return isGuess ? m.walk_leg_guess(figures) : m.walk_leg(figures);
}

const totals: Readonly<Record<TravelMode, typeof m.walk_total_foot>> = {
	foot: m.walk_total_foot,
	motorbike: m.walk_total_motorbike,
	boat: m.walk_total_boat
};

/** "± 2,3 km · 45 menit jalan kaki"; null where no ways were found. */
export function totalWords({ legs, metres, seconds }: Walk, mode: TravelMode): string | null {
	if (!legs) return null;
	return totals[mode]({ distance: distanceWords(metres), time: timeWords(seconds) });
}

/** How many of its ways are guesses; null where none is. */
export function guessWords({ legs }: Walk): string | null {
	const count = legs?.filter(({ isGuess }) => isGuess).length ?? 0;
	return count === 0 ? null : m.walk_guesses({ count, total: legs!.length });
}

const starts: Readonly<Record<StartKind, () => string>> = {
	gps: m.walk_from_gps,
	chosen: m.walk_from_chosen,
	last_house: m.walk_from_last,
	home: m.walk_from_home,
	first_house: m.walk_from_first
};

export function startWords(kind: StartKind): string {
	return starts[kind]();
}
