import { describe, expect, it } from 'vitest';
import type { Records } from '#lib/data/contracts.ts';
import type { EntityMap, EntityName } from '#lib/domain/entity.ts';
import { pointsOfCells, readCoveragePoints } from './coverage-points.ts';

type Rows = { readonly [E in EntityName]?: readonly Partial<EntityMap[E]>[] };

function recordsOf(rows: Rows): Records {
	const where = (entity: EntityName, field: string, wanted: readonly string[]) => {
		const found = (rows[entity] ?? []) as readonly Record<string, unknown>[];
		return Promise.resolve(found.filter((row) => wanted.includes(String(row[field]))));
	};
	return { where } as unknown as Records;
}

const house = (id: string, more: Partial<EntityMap['household']> = {}) => ({
	...{ id, areaId: 'a', status: 'active' as const, registeredOn: '2026-01-01', territoryId: null },
	location: { type: 'Point' as const, coordinates: [117.5, 0.5] },
	...more
});
const visit = (householdId: string, visitedOn: string, outcome: 'completed' | 'not_home') => ({
	...{ id: `v-${householdId}`, areaId: 'a', householdId, visitedOn, outcome, correctsId: null }
});

const read = (rows: Rows) => readCoveragePoints(recordsOf(rows), ['a'], '2026-10', 'month');

describe('the points of the coverage map', () => {
	it('are the registered households of the areas that have a position', async () => {
		const points = await read({
			household: [
				house('here'),
				house('elsewhere', { areaId: 'b' }),
				house('nowhere', { location: null }),
				house('gone', { status: 'moved' }),
				house('later', { registeredOn: '2026-11-02' })
			]
		});
		expect(points).toEqual([{ id: 'here', position: [117.5, 0.5], target: 1, visited: 0 }]);
	});

	it('are visited by a completed visit of the period, and by no other', async () => {
		const points = await read({
			household: [house('met'), house('away'), house('before')],
			visit: [
				visit('met', '2026-10-31', 'completed'),
				visit('away', '2026-10-05', 'not_home'),
				visit('before', '2026-09-30', 'completed')
			]
		});
		expect(points.map(({ visited }) => visited)).toEqual([1, 0, 0]);
	});

	it('stand for the households of a cell where only cells may be seen', () => {
		const cell = { lng: 117.5, lat: 0.5, size_deg: 0.001, households: 20, weight: 0.25 };
		expect(pointsOfCells([cell])).toEqual([{ position: [117.5, 0.5], target: 20, visited: 15 }]);
	});
});
