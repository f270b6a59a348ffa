import type { MultiPolygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import type { Records } from '#lib/data/contracts.ts';
import type { Membership } from '#lib/domain/access.ts';
import { readPackAreas } from './map-pack-areas.ts';

const square = (west: number): MultiPolygon => ({
	type: 'MultiPolygon',
	coordinates: [
		[
			[
				[west, 0],
				[west + 0.1, 0],
				[west + 0.1, 0.1],
				[west, 0.1],
				[west, 0]
			]
		]
	]
});
const area = (
	id: string,
	kind: string,
	parentId: string | null,
	boundary: MultiPolygon | null
) => ({
	...{ id, kind, parentId, boundary, name: id, validTo: null }
});
const district = area('Pantai', 'district', null, null);
const ulin = area('Ulin', 'village', 'Pantai', square(117));
const mekar = area('Mekar', 'village', 'Pantai', square(117.1));
const hamlet = area('Dusun 1', 'hamlet', 'Ulin', null);
const territory = {
	...{ id: 't', number: 3, kaderId: 'k', areaId: 'Dusun 1', active: true, boundary: square(117) }
};

function read(tables: Record<string, unknown[]>, kaderId: string | null) {
	const rows = (entity: string) => tables[entity] ?? [];
	const records = {
		all: (entity: string) => Promise.resolve(rows(entity)),
		where: (entity: string, field: string, value: unknown) =>
			Promise.resolve(
				rows(entity).filter((row) => (row as Record<string, unknown>)[field] === value)
			)
	};
	return readPackAreas(records as unknown as Records, { kaderId } as unknown as Membership);
}

const areas = [district, ulin, mekar, hamlet];

describe('the areas whose map one may want', () => {
	it('begin with her territory and offer her village with it', async () => {
		const { areas: found } = await read({ area: areas, territory: [territory] }, 'k');
		expect(found.map(({ id, scope, own }) => [id, scope, own])).toEqual([
			['t', 'territory', true],
			['Mekar', 'village', false],
			['Ulin', 'village', true],
			['Pantai', 'district', false]
		]);
		expect(found[0]).toMatchObject({ name: 'Dusun 1', number: 3 });
	});

	it('make a district that has no border out of its villages', async () => {
		const { areas: found } = await read({ area: areas }, null);
		const pantai = found.find(({ id }) => id === 'Pantai');
		expect(pantai?.outline.coordinates).toHaveLength(2);
	});

	it('are around her houses where no territory is drawn', async () => {
		const household = { areaId: 'Ulin', location: { type: 'Point', coordinates: [117.05, 0.05] } };
		const undrawn = { ...territory, boundary: null };
		const tables = { area: areas, territory: [undrawn], household: [household] };
		const { areas: found } = await read(tables, 'k');
		expect(found[0]).toMatchObject({ scope: 'territory', name: null, own: true });
		expect(found.find(({ id }) => id === 'Ulin')?.own).toBe(true);
	});

	it('leave out what has ended, and tell where she works', async () => {
		const gone = { ...mekar, validTo: '2025-01-01' };
		const { areas: found, home } = await read({ area: [district, ulin, gone] }, null);
		expect(found.map(({ id }) => id)).toEqual(['Ulin', 'Pantai']);
		expect(home![0]).toBeCloseTo(116.95);
		expect(home![2]).toBeCloseTo(117.15);
	});

	it('are none where nothing is drawn, and then nothing is known of where she works', async () => {
		expect(await read({ area: [district, hamlet] }, 'k')).toEqual({ areas: [], home: null });
	});
});
