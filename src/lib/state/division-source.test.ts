import { describe, expect, it } from 'vitest';
import type { Records } from '#lib/data/contracts.ts';
import type { EntityMap, EntityName } from '#lib/domain/entity.ts';
import { box, houseIn } from '../../../tests/support/plan-world.ts';
import { readDivisionSource } from './division-source.ts';

const today = '2026-11-20';

type Rows = { readonly [E in EntityName]?: readonly Partial<EntityMap[E]>[] };

/** Reads what is given, by any field; nothing else of the records is asked for. */
function recordsOf(rows: Rows): Records {
	const all = (entity: EntityName) => Promise.resolve([...(rows[entity] ?? [])]);
	const where = async (entity: EntityName, field: string, value: string | readonly string[]) => {
		const wanted = new Set(typeof value === 'string' ? [value] : value);
		const found = (await all(entity)) as readonly Record<string, unknown>[];
		return found.filter((row) => wanted.has(String(row[field])));
	};
	return { all, where } as unknown as Records;
}

const area = { id: 'v1', rev: 1, parentId: null, kind: 'village' as const, boundary: box(0) };
const houses = [0.1, 0.12, 0.14, 0.9].map((north, i) => ({
	...houseIn(`h${String(i)}`, 0, north),
	areaId: 'v1'
}));
const rows: Rows = { area: [area], household: houses };
const read = async (more: Rows = {}) =>
	(await readDivisionSource(recordsOf({ ...rows, ...more }), 'v1', today))!;

describe('the households of a division', () => {
	it('weigh more where the kader comes from farther', async () => {
		const { minutes } = await read();
		expect(minutes.get('h3')).toBeGreaterThan(minutes.get('h1')!);
	});

	it('weigh what the settings of the puskesmas say', async () => {
		const value = { travel: { usualMode: 'motorbike' } };
		const riding = await read({ setting: [{ key: 'workload_rules', value }] });
		expect(riding.minutes.get('h3')).toBeLessThan((await read()).minutes.get('h3')!);
		expect(riding.pace.usualMode).toBe('motorbike');
	});

	it('add up to what the usual way to travel takes', async () => {
		const { minutes, pace } = await read();
		const sum = [...minutes.values()].reduce((all, one) => all + one, 0);
		expect(pace.minutesBy.foot).toBeCloseTo(sum, 6);
		expect(pace.minutesBy.motorbike).toBeLessThan(pace.minutesBy.foot);
	});

	it('go by the rivers among the roads of the area', async () => {
		const coordinates = [
			[116.9, 0.005],
			[117.1, 0.005]
		];
		const river = { areaId: 'v1', class: 'river_boat' as const };
		const parted = await read({ road: [{ ...river, line: { type: 'LineString', coordinates } }] });
		// Its only neighbours stand on the other bank, and no bridge is known: the mean of the others.
		expect(parted.minutes.get('h3')).toBeLessThan((await read()).minutes.get('h3')!);
	});
});
