import { expect, it } from 'vitest';
import type { Area } from '#lib/domain/area.ts';
import type { Facility } from '#lib/domain/facility.ts';
import type { Kader } from '#lib/domain/kader.ts';
import { kaderNamed, posyanduIn } from './people.ts';

const kader = (name: string, active = true) => ({ id: name, name, active }) as Kader;
const area = (id: string, parentId: string | null) => ({ id, parentId }) as Area;
const facility = (name: string, areaId: string, kind = 'posyandu') =>
	({ id: name, name, areaId, kind }) as Facility;

it('finds kader by a part of the name, whatever its case, in order', () => {
	const all = [kader('Siti Aminah'), kader('Aminah'), kader('Budi'), kader('Amin', false)];
	const named = (active: boolean, typed: string) =>
		kaderNamed(all, active, typed, new Intl.Collator('id')).map(({ name }) => name);
	expect(named(true, ' amin')).toEqual(['Aminah', 'Siti Aminah']);
	expect(named(false, '')).toEqual(['Amin']);
	expect(named(true, 'zz')).toEqual([]);
});

it('offers the posyandu of a village and of its hamlets, in whatever order the areas come', () => {
	const areas = [area('rt', 'rw'), area('rw', 'v1'), area('v1', 'd'), area('v2', 'd')];
	const facilities = [
		facility('Melati', 'rt'),
		facility('Anggrek', 'v1'),
		facility('Other village', 'v2'),
		facility('Pustu', 'v1', 'pustu')
	];
	expect(posyanduIn('v1', areas, facilities).map(({ name }) => name)).toEqual([
		'Anggrek',
		'Melati'
	]);
});
