// How pressing a house of today is, in a word and a tone.
import type { Day } from '#lib/domain/entity.ts';
import { m } from '#lib/paraglide/messages.js';
import type { TodayHouse } from './today-order.ts';
import { dueWords } from './visit-words.ts';

export interface HouseBadge {
	readonly tone: 'success' | 'info' | 'danger' | 'warn' | 'neutral';
	readonly words: string;
}

export function houseBadge(house: Pick<TodayHouse, 'state' | 'dueOn'>, today: Day): HouseBadge {
	if (house.state === 'done') return { tone: 'success', words: m.visit_state_done() };
	if (house.state === 'new') return { tone: 'info', words: m.visit_state_new() };
	const tone = house.state === 'overdue' ? 'danger' : house.state === 'due' ? 'warn' : 'neutral';
	return { tone, words: dueWords(house.dueOn, today) };
}
