import { describe, expect, it } from 'vitest';
import type { Area } from './area.ts';
import type { Id } from './entity.ts';
import type { FacilityKind } from './facility.ts';
import { commonestPosyandu, knowsPosyandu, posyanduCatchments } from './posyandu-catchment.ts';

const areas = new Map(
	[
		['desa', null],
		['rw1', 'desa'],
		['rt1', 'rw1'],
		['rw2', 'desa']
	].map(([id, parentId]) => [id!, { id, parentId } as unknown as Area])
);
const house = (id: string, areaId: string, posyanduId: string | null = null) => ({
	id: id as Id<'household'>,
	areaId: areaId as Id<'area'>,
	posyanduId: posyanduId as Id<'facility'> | null
});
const facility = (id: string, kind: FacilityKind = 'posyandu') => ({
	id: id as Id<'facility'>,
	kind
});
const serves = (facilityId: string, areaId: string) => ({
	facilityId: facilityId as Id<'facility'>,
	areaId: areaId as Id<'area'>
});
const facilities = [facility('melati'), facility('mawar'), facility('pustu', 'pustu')];
const found = (houses: ReturnType<typeof house>[], served: ReturnType<typeof serves>[]) =>
	Object.fromEntries(posyanduCatchments(houses, areas, facilities, served));

describe('whose posyandu a household belongs to', () => {
	it('is what is recorded, whoever serves the place', () => {
		expect(found([house('a', 'rw1', 'mawar')], [serves('melati', 'rw1')])).toEqual({ a: 'mawar' });
	});

	it('is else who serves the smallest place that any posyandu serves', () => {
		const served = [serves('melati', 'rw1'), serves('mawar', 'desa'), serves('pustu', 'rt1')];
		const houses = [house('a', 'rt1'), house('b', 'rw1'), house('c', 'rw2')];
		expect(found(houses, served)).toEqual({ a: 'melati', b: 'melati', c: 'mawar' });
	});

	it('is not known where several serve the place, or none', () => {
		const served = [serves('melati', 'rw1'), serves('mawar', 'rw1')];
		expect(found([house('a', 'rw1'), house('b', 'rw2')], served)).toEqual({});
	});
});

describe('whether a plan can keep to posyandu', () => {
	const houses = [...'abcde'].map((id) => house(id, 'rw1'));
	const of = (text: string) =>
		new Map(
			[...text].flatMap((posyandu, i) =>
				posyandu === '-' ? [] : [[houses[i]!.id, posyandu as Id<'facility'>] as const]
			)
		);

	it('needs two posyandu and that most households have theirs', () => {
		expect(knowsPosyandu(houses, of('mmmnn'))).toBe(true);
		expect(knowsPosyandu(houses, of('mn-n-'))).toBe(true);
		expect(knowsPosyandu(houses, of('mn---'))).toBe(false);
		expect(knowsPosyandu(houses, of('mmmmm'))).toBe(false);
		expect(knowsPosyandu([], new Map())).toBe(false);
	});

	it('takes a territory for that of most of its households', () => {
		const ids = houses.map(({ id }) => id);
		expect(commonestPosyandu(ids, of('mn-n-'))).toBe('n');
		expect(commonestPosyandu(ids, of('-----'))).toBeNull();
		expect(commonestPosyandu(ids, of('nm---'))).toBe('m');
	});
});
