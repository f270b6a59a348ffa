import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { travelModes } from './travel.ts';
import { kaderShares, type TravelPace } from './workload-shares.ts';

const who = (capacityMinutes: number | null, travelMode: 'foot' | 'motorbike' | null = null) => ({
	capacityMinutes,
	travelMode
});

describe('shares of the work', () => {
	it('are equal where nobody was asked for her hours', () => {
		expect(kaderShares([who(null), who(null), who(null)])).toEqual([1, 1, 1]);
		expect(kaderShares([])).toEqual([]);
	});

	it('are the hours, and their mean for who was not asked', () => {
		expect(kaderShares([who(600), who(null), who(1200)])).toEqual([600, 900, 1200]);
	});

	it('take no hours that are none', () => {
		expect(kaderShares([who(0), who(NaN), who(-60), who(300)])).toEqual([300, 300, 300, 300]);
	});

	it('give more to who travels faster than usual, and less to who is slower', () => {
		const minutesBy = { foot: 1000, motorbike: 800, boat: 1000 };
		const onFoot: TravelPace = { usualMode: 'foot', minutesBy };
		const team = [who(600), who(600, 'foot'), who(600, 'motorbike')];
		expect(kaderShares(team, onFoot)).toEqual([600, 600, 750]);
		expect(kaderShares(team, { ...onFoot, usualMode: 'motorbike' })).toEqual([600, 480, 600]);
	});

	it('do not break on an area without work, nor on a row without a way to travel', () => {
		const pace: TravelPace = { usualMode: 'foot', minutesBy: { foot: 0, motorbike: 0, boat: 0 } };
		expect(kaderShares([who(600, 'motorbike')], pace)).toEqual([600]);
		const old = { capacityMinutes: 60 } as Parameters<typeof kaderShares>[0][number];
		expect(kaderShares([old], pace)).toEqual([60]);
	});

	it('are always above zero and finite, one for each', () => {
		const kader = fc.record({
			capacityMinutes: fc.option(fc.integer({ min: 1, max: 12_000 })),
			travelMode: fc.option(fc.constantFrom(...travelModes))
		});
		const minutes = fc.double({ min: 0, max: 1e7, noNaN: true });
		const minutesBy = fc.record({ foot: minutes, motorbike: minutes, boat: minutes });
		fc.assert(
			fc.property(fc.array(kader), fc.constantFrom(...travelModes), minutesBy, (team, mode, by) => {
				const shares = kaderShares(team, { usualMode: mode, minutesBy: by });
				expect(shares).toHaveLength(team.length);
				for (const share of shares) expect(share > 0 && share < Infinity).toBe(true);
			})
		);
	});
});
