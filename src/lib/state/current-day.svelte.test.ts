import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CurrentDay } from './current-day.svelte.ts';

let now: number;

beforeEach(() => {
	vi.useFakeTimers();
	// 23.59 on the 22nd in WITA.
	now = Date.parse('2026-11-22T15:59:00Z');
});
afterEach(() => vi.useRealTimers());

function shown(offsetMs: number) {
	const days: string[] = [];
	const day = new CurrentDay('Asia/Makassar', () => offsetMs, { now: () => now, document });
	const stop = $effect.root(() => {
		$effect(() => {
			days.push(day.today);
		});
	});
	flushSync();
	return { days, stop };
}

it('turns the day at midnight of the place while the page stays open', () => {
	const { days, stop } = shown(0);
	now += 60_000;
	vi.advanceTimersByTime(60_000);
	flushSync();
	stop();
	expect(days).toEqual(['2026-11-22', '2026-11-23']);
});

it('turns the day as soon as a phone that slept over night is looked at', () => {
	const { days, stop } = shown(0);
	now += 8 * 3_600_000;
	document.dispatchEvent(new Event('visibilitychange'));
	flushSync();
	stop();
	expect(days).toEqual(['2026-11-22', '2026-11-23']);
});

it('shows the day of the server where the clock is known to be wrong', () => {
	const { days, stop } = shown(-86_400_000);
	stop();
	expect(days).toEqual(['2026-11-21']);
});
