import { describe, expect, it } from 'vitest';
import { at, road } from '../../../../tests/support/routing-cases.ts';
import { roadsAround } from './roads-around.ts';

const near = road([0, 0], [100, 0]);
const through = road([-9_000, 500], [9_000, 500]);
const far = road([9_000, 0], [9_100, 0]);

describe('the roads of a day', () => {
	it('are those within two kilometres of its places, and those that run through', () => {
		expect(roadsAround([near, through, far], [at(1_000, 0), at(1_500, 800)])).toEqual([
			near,
			through
		]);
		expect(roadsAround([near, through, far], [at(0, 0), at(8_000, 0)])).toHaveLength(3);
	});
	it('are none without a place', () => {
		expect(roadsAround([near], [])).toEqual([]);
	});
	it('leave out a line without a position', () => {
		const empty = {
			class: 'path' as const,
			line: { type: 'LineString' as const, coordinates: [] }
		};
		expect(roadsAround([empty, near], [at(0, 0)])).toEqual([near]);
	});
});
