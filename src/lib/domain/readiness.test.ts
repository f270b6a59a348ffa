import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	isReady,
	readinessOf,
	type ReadinessCheck,
	type ReadinessFacts,
	type ReadinessReason
} from './readiness.ts';

const ready: ReadinessFacts = {
	complete: true,
	pulledAgoMs: 60_000,
	unsent: 0,
	needsMending: 0,
	tiles: { wanted: 24, kept: 24 },
	form: true,
	appKept: true,
	persisted: true,
	freeBytes: 2_000_000_000,
	battery: { level: 0.9, charging: false },
	clockOffsetMs: 1_200
};
const day = 86_400_000;

const facts: fc.Arbitrary<ReadinessFacts> = fc.record({
	complete: fc.boolean(),
	pulledAgoMs: fc.option(fc.integer({ min: -day, max: 60 * day })),
	unsent: fc.nat(500),
	needsMending: fc.nat(20),
	tiles: fc.option(fc.record({ wanted: fc.nat(600), kept: fc.nat(600) })),
	form: fc.boolean(),
	appKept: fc.boolean(),
	persisted: fc.option(fc.boolean()),
	freeBytes: fc.option(fc.nat(2_000_000_000)),
	battery: fc.option(
		fc.record({ level: fc.double({ min: 0, max: 1, noNaN: true }), charging: fc.boolean() })
	),
	clockOffsetMs: fc.option(fc.integer({ min: -400 * day, max: 400 * day }))
});

/** One thing wrong at a time. */
const wrongs: readonly [Partial<ReadinessFacts>, ReadinessCheck, ReadinessReason][] = [
	[{ complete: false }, 'records', 'records_missing'],
	[{ pulledAgoMs: null }, 'records', 'records_missing'],
	[{ pulledAgoMs: 8 * day }, 'records', 'records_old'],
	[{ tiles: { wanted: 24, kept: 23 } }, 'map', 'map_missing'],
	[{ form: false }, 'form', 'form_missing'],
	[{ appKept: false }, 'app', 'app_missing'],
	[{ persisted: false }, 'kept', 'may_be_cleared'],
	[{ freeBytes: 40_000_000 }, 'space', 'little_space'],
	[{ freeBytes: 0 }, 'space', 'little_space'],
	[{ battery: { level: 0.2, charging: false } }, 'battery', 'battery_low'],
	[{ clockOffsetMs: -day }, 'clock', 'clock_wrong'],
	[{ clockOffsetMs: day }, 'clock', 'clock_wrong']
];

describe('being ready for a trip', () => {
	it('is green when everything is here', () => {
		const lines = readinessOf(ready);
		expect(isReady(lines)).toBe(true);
		expect(lines.every(({ standing }) => standing === 'good')).toBe(true);
	});
	it.each(wrongs)('is not green with %j, and says why', (wrong, check, reason) => {
		const lines = readinessOf({ ...ready, ...wrong });
		expect(isReady(lines)).toBe(false);
		expect(lines.filter(({ standing }) => standing === 'not_ready')).toEqual([
			{ check, standing: 'not_ready', reason }
		]);
	});
	it('is green whatever the browser cannot tell, and does not call that good', () => {
		const unknown = { tiles: null, persisted: null, freeBytes: null, battery: null };
		const lines = readinessOf({ ...ready, ...unknown, clockOffsetMs: null });
		expect(isReady(lines)).toBe(true);
		expect(lines.filter(({ standing }) => standing === 'unknown')).toHaveLength(5);
	});
	it('is green with unsent work, and still says to send it or put it right first', () => {
		const reasonOf = (more: Partial<ReadinessFacts>) => {
			const lines = readinessOf({ ...ready, ...more });
			expect(isReady(lines)).toBe(true);
			return lines.find(({ check }) => check === 'sent');
		};
		expect(reasonOf({ unsent: 3 })).toMatchObject({ standing: 'advice', reason: 'unsent' });
		expect(reasonOf({ unsent: 3, needsMending: 1 })).toMatchObject({ reason: 'mending' });
	});
	it('takes a charging phone with an empty battery', () =>
		expect(isReady(readinessOf({ ...ready, battery: { level: 0.1, charging: true } }))).toBe(true));

	it('has each check once, a reason exactly where something is to be done, and never greens over one', () => {
		fc.assert(
			fc.property(facts, (known) => {
				const lines = readinessOf(known);
				expect(new Set(lines.map(({ check }) => check)).size).toBe(9);
				expect(lines).toHaveLength(9);
				for (const { standing, reason } of lines)
					expect(reason !== null).toBe(standing === 'not_ready' || standing === 'advice');
				expect(isReady(lines)).toBe(!lines.some(({ standing }) => standing === 'not_ready'));
				if (isReady(lines)) expect(known.complete && known.form && known.appKept).toBe(true);
			})
		);
	});
	it('never turns from green to not ready when one more thing gets better', () => {
		const better: Partial<ReadinessFacts>[] = wrongs.map(([wrong]) => {
			const name = Object.keys(wrong)[0] as keyof ReadinessFacts;
			return { [name]: ready[name] };
		});
		fc.assert(
			fc.property(facts, fc.constantFrom(...better), (known, mended) => {
				if (isReady(readinessOf(known)))
					expect(isReady(readinessOf({ ...known, ...mended }))).toBe(true);
			})
		);
	});
});
