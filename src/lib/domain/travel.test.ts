import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	defaultTravelRules,
	kmhFromMps,
	mpsFromKmh,
	speedMps,
	travelRanges,
	travelRulesFrom
} from './travel.ts';

describe('travel rules', () => {
	it('are the defaults where nothing is set', () => {
		expect(travelRulesFrom(undefined)).toEqual(defaultTravelRules);
		expect(travelRulesFrom('cepat')).toEqual(defaultTravelRules);
		expect(travelRulesFrom({})).toEqual(defaultTravelRules);
	});

	it('take what is set and put the default in the place of what is absurd', () => {
		const rules = travelRulesFrom({
			usualMode: 'boat',
			boatMps: mpsFromKmh(12),
			footMps: { main: 1.1, local: 40, path: 'pelan' },
			detourFactor: 0.5
		});
		expect(rules).toEqual({
			...defaultTravelRules,
			usualMode: 'boat',
			boatMps: mpsFromKmh(12),
			footMps: { ...defaultTravelRules.footMps, main: 1.1 }
		});
		expect(travelRulesFrom({ usualMode: 'kuda' }).usualMode).toBe('foot');
	});

	it('come back as they were kept, whatever kilometres an hour were typed', () => {
		const [least, most] = travelRanges.motorbike;
		fc.assert(
			fc.property(fc.double({ min: least, max: most, noNaN: true }), (kmh) => {
				const motorbikeMps = {
					main: mpsFromKmh(kmh),
					local: mpsFromKmh(kmh),
					path: mpsFromKmh(kmh)
				};
				const kept: unknown = JSON.parse(JSON.stringify({ ...defaultTravelRules, motorbikeMps }));
				expect(travelRulesFrom(kept).motorbikeMps).toEqual(motorbikeMps);
				expect(kmhFromMps(mpsFromKmh(kmh))).toBeCloseTo(kmh, 9);
			})
		);
	});
});

describe('speed', () => {
	it('on a river is the boat’s, and ashore who comes by boat walks', () => {
		expect(speedMps(defaultTravelRules, 'boat', 'river_boat')).toBe(defaultTravelRules.boatMps);
		expect(speedMps(defaultTravelRules, 'boat', 'local')).toBe(defaultTravelRules.footMps.local);
	});

	it('where no road is known is that on a footpath', () => {
		const { motorbikeMps, footMps } = defaultTravelRules;
		expect(speedMps(defaultTravelRules, 'motorbike', null)).toBe(motorbikeMps.path);
		expect(speedMps(defaultTravelRules, 'foot', null)).toBe(footMps.path);
		expect(speedMps(defaultTravelRules, 'motorbike', 'main')).toBe(motorbikeMps.main);
	});
});
