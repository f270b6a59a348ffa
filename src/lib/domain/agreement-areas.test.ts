import { describe, expect, it } from 'vitest';
import type { AreaKind } from './area.ts';
import { agreementAreas } from './agreement-areas.ts';

const area = (id: string, kind: AreaKind, parentId: string | null, name = id) => ({
	id,
	kind,
	parentId,
	name
});
const areas = [
	area('kab', 'regency', null),
	area('kec', 'district', 'kab'),
	area('desa b', 'village', 'kec'),
	area('desa a', 'village', 'kec'),
	area('rw 10', 'rw', 'desa a'),
	area('rw 2', 'rw', 'desa a'),
	area('rt 1', 'rt', 'rw 2'),
	area('far', 'village', 'kab')
];

describe('the areas to agree for', () => {
	it('are hers and all below, each under its own, in the order that a person counts', () => {
		expect(agreementAreas(areas, ['kec'])).toEqual([
			{ id: 'kec', path: ['kec'] },
			{ id: 'desa a', path: ['kec', 'desa a'] },
			{ id: 'rw 2', path: ['kec', 'desa a', 'rw 2'] },
			{ id: 'rt 1', path: ['kec', 'desa a', 'rw 2', 'rt 1'] },
			{ id: 'rw 10', path: ['kec', 'desa a', 'rw 10'] },
			{ id: 'desa b', path: ['kec', 'desa b'] }
		]);
	});
	it('end one level higher where there are too many', () => {
		const ids = agreementAreas(areas, ['kec'], 5).map(({ id }) => id);
		expect(ids).toEqual(['kec', 'desa a', 'rw 2', 'rw 10', 'desa b']);
		expect(agreementAreas(areas, ['kec'], 3)).toHaveLength(3);
	});
	it('are all there when even the highest level is too long', () => {
		expect(agreementAreas(areas, ['kec'], 0)).toHaveLength(6);
	});
	it('are none without a scope, and end in a tree that bites its tail', () => {
		expect(agreementAreas(areas, [])).toEqual([]);
		const circle = [area('x', 'village', 'y'), area('y', 'village', 'x')];
		expect(agreementAreas(circle, ['x']).map(({ id }) => id)).toContain('x');
	});
});
