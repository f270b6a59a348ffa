import { describe, expect, it } from 'vitest';
import type { Records } from '#lib/data/contracts.ts';
import { aHousehold, aMember } from '../../../tests/support/visit-world.ts';
import { readPrintedAreas, readPrintedPlan } from './printed-plan.ts';

type AnyRow = Readonly<Record<string, unknown>>;

const area = {
	rev: 1,
	kind: 'village',
	name: 'Contoh',
	parentId: null,
	boundary: null,
	validTo: null
};
const rows: Readonly<Record<string, readonly AnyRow[]>> = {
	area: [
		{ ...area, id: 'a1' },
		{ ...area, id: 'a2', name: 'Belum' }
	],
	territory_plan: [
		{ id: 'p0', areaId: 'a1', version: 1, status: 'retired' },
		{ id: 'p1', areaId: 'a1', version: 2, status: 'published' },
		{ id: 'p2', areaId: 'a2', version: 0, status: 'published' }
	],
	territory: [
		{ id: 't2', planId: 'p1', number: 2, kaderId: null, active: true },
		{ id: 't1', planId: 'p1', number: 1, kaderId: 'k1', active: true },
		{ id: 't0', planId: 'p0', number: 1, kaderId: 'k1', active: false }
	],
	kader: [{ id: 'k1', name: 'Sari', posyanduId: 'f1' }],
	facility: [{ id: 'f1', kind: 'posyandu', name: 'Melati 1' }],
	road: [
		{ id: 'r1', areaId: 'a1' },
		{ id: 'r2', areaId: 'a2' }
	],
	household: [
		aHousehold(),
		aHousehold({ id: 'h2', status: 'moved' }),
		aHousehold({ id: 'h3', territoryId: 't2' }),
		aHousehold({ id: 'h4', territoryId: 't0' })
	].map((row) => ({ ...row })),
	member: [aMember(), aMember({ id: 'm2' }), aMember({ id: 'm3', status: 'died' })].map((row) => ({
		...row
	}))
};

/** Answers from `rows`; nothing else of the records is asked for. */
function recordsOf(): Records {
	const where = (entity: string, field: string, value: string | readonly string[]) =>
		Promise.resolve(
			(rows[entity] ?? []).filter((row) => [value].flat().includes(row[field] as string))
		);
	return {
		all: (entity: string) => Promise.resolve([...(rows[entity] ?? [])]),
		where,
		outlines: where
	} as unknown as Records;
}

describe('the plan that is printed', () => {
	it('is the one in force, with the houses that each territory holds today', async () => {
		const printed = await readPrintedPlan(recordsOf(), 'a1');
		expect(printed?.plan.id).toBe('p1');
		expect(printed?.territories.map(({ posyandu }) => posyandu)).toEqual(['Melati 1', null]);
		expect(
			printed?.territories.map(({ territory, kader, households }) => [
				territory.id,
				kader,
				households.map(({ id }) => id)
			])
		).toEqual([
			['t1', 'Sari', ['h1']],
			['t2', null, ['h3']]
		]);
		expect(printed?.roads.map(({ id }) => id)).toEqual(['r1']);
	});

	it('counts who lives in a house, not who has died', async () => {
		const printed = await readPrintedPlan(recordsOf(), 'a1');
		expect([...printed!.people]).toEqual([['h1', 2]]);
	});

	it('is offered only where the server has given it a number', async () => {
		expect((await readPrintedAreas(recordsOf())).map(({ id }) => id)).toEqual(['a1']);
		expect(await readPrintedPlan(recordsOf(), 'a2')).toBeUndefined();
	});
});
