import { describe, expect, it } from 'vitest';
import { guessWords, legWords, timeWords, totalWords } from './walk-words.ts';
import type { Walk } from './walk-start.ts';

const leg = (metres: number, isGuess = false) => ({
	...{ metres, seconds: metres, isGuess, guessM: 0, parts: [] }
});
const walk = (...legs: ReturnType<typeof leg>[]): Walk => ({
	start: { kind: 'gps', at: [117.5, 0.5] },
	ids: legs.map((_, i) => String(i)),
	legs,
	metres: 2_340,
	seconds: 2_700
});

describe('a walk in words', () => {
	it('tells minutes, and hours from sixty on', () => {
		expect(timeWords(20)).toBe('1 menit');
		expect(timeWords(2_700)).toBe('45 menit');
		expect(timeWords(3_570)).toBe('1 jam 0 menit');
		expect(timeWords(7_500)).toBe('2 jam 5 menit');
	});
	it('says of a way that it is a guess, and of two families under one roof that they are', () => {
		expect(legWords(leg(180))).toBe('180 m · 3 menit');
		expect(legWords(leg(180, true))).toContain('belum ada jalan di peta');
		expect(legWords(leg(2))).toBe('Di tempat yang sama');
	});
	it('adds up, by how she travels', () => {
		expect(totalWords(walk(leg(1)), 'foot')).toBe('± 2,3 km · 45 menit jalan kaki');
		expect(totalWords(walk(leg(1)), 'boat')).toContain('naik perahu');
		expect(totalWords({ ...walk(), legs: null }, 'foot')).toBeNull();
	});
	it('counts the guesses, and is silent without any', () => {
		expect(guessWords(walk(leg(9, true), leg(9), leg(9, true)))).toMatch(/^2 dari 3 /);
		expect(guessWords(walk(leg(9)))).toBeNull();
	});
});
