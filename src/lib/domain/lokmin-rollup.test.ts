import { describe, expect, it } from 'vitest';
import { noneMissed, type AreaCoverage } from './coverage.ts';
import { areasAbove, rolledUp, rootsOf } from './lokmin-rollup.ts';

const areas = new Map(
	Object.entries({
		kab: null,
		kec: 'kab',
		'kec 2': 'kab',
		a: 'kec',
		b: 'kec',
		rw: 'a',
		far: 'kec 2'
	}).map(([id, parentId]) => [id, { parentId }])
);
const figure = (areaId: string, numerator: number, denominator: number): [string, AreaCoverage] => [
	areaId,
	{
		areaId,
		numerator,
		denominator,
		suppressed: false,
		missed: { ...noneMissed, not_home: denominator - numerator }
	}
];
const hidden = (areaId: string): [string, AreaCoverage] => [
	areaId,
	{ areaId, numerator: null, denominator: null, suppressed: true, missed: { ...noneMissed } }
];

describe('what somebody is told of', () => {
	it('begins where nothing above it is known, however deep', () => {
		expect(rootsOf(['a', 'rw', 'b'], areas)).toEqual(['a', 'b']);
		expect(rootsOf(['kab', 'rw'], areas)).toEqual(['kab']);
	});
	it('is held by the nearest area above all of it', () => {
		expect([...areasAbove(['a', 'rw', 'b'], areas)]).toEqual([['kec', ['a', 'b']]]);
		expect([...areasAbove(['a', 'b', 'far'], areas).keys()]).toEqual(['kec', 'kab', 'kec 2']);
		expect(areasAbove(['a', 'rw'], areas).size).toBe(0);
		expect(areasAbove([], areas).size).toBe(0);
	});
});

describe('the sum above', () => {
	it('adds what its parts have, and leaves them as they are', () => {
		const parts = new Map([figure('a', 30, 40), figure('b', 5, 60), figure('rw', 30, 40)]);
		const all = rolledUp(parts, areas);
		expect(all.get('kec')).toEqual({
			areaId: 'kec',
			numerator: 35,
			denominator: 100,
			suppressed: false,
			missed: { ...noneMissed, not_home: 65 }
		});
		expect(all.get('a')).toBe(parts.get('a'));
	});
	it('is hidden where one part is hidden: what is hidden must not be had by subtracting', () => {
		const all = rolledUp(new Map([figure('a', 30, 40), hidden('b')]), areas);
		expect(all.get('kec')).toMatchObject({
			numerator: null,
			denominator: null,
			suppressed: true
		});
	});
	it('is not made where the area itself is known', () => {
		const known = new Map([figure('kec', 90, 100), figure('a', 30, 40), figure('b', 60, 60)]);
		expect(rolledUp(known, areas)).toBe(known);
	});
});
