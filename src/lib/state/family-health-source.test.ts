import { describe, expect, it, vi } from 'vitest';
import { aMember } from '../../../tests/support/visit-world.ts';
import type { Records } from '#lib/data/contracts.ts';
import { areaIndex, knownFamilies } from '#lib/domain/area-family-health.ts';
import type { Area } from '#lib/domain/area.ts';
import type { Household } from '#lib/domain/household.ts';
import type { Member } from '#lib/domain/member.ts';
import type { Visit } from '#lib/domain/visit.ts';
import { healthOf } from '#lib/domain/known-family.ts';
import { sumFamilyHealth, type FamilyJudge } from './family-health-source.ts';

const on = '2026-11-22';
const areas = [
	{ id: 'desa', parentId: null },
	{ id: 'rt', parentId: 'desa' }
] as Area[];
const goodHouse = {
	...{ clean_water: true, protected_water: true, latrine: true, sanitary_latrine: true },
	odgj: false
};
const house = (id: string, own: Partial<Household> = {}) =>
	({
		...{ id, areaId: 'rt', status: 'active', registeredOn: '2026-01-01', facts: {} },
		...own
	}) as Household;
const man = (householdId: string, own = {}) =>
	aMember({
		id: `m-${householdId}`,
		householdId,
		birthDate: '1970-01-01',
		jknStatus: 'active',
		...own
	});
const visit = (householdId: string, smoking: string, visitedOn = '2026-11-01', id = '') =>
	({
		...{
			id: `v-${householdId}${id}`,
			householdId,
			visitedOn,
			capturedAt: `${visitedOn}T03:00:00Z`
		},
		...{ correctsId: null, outcome: 'completed' },
		answers: {
			household: goodHouse,
			cards: [{ memberId: `m-${householdId}`, card: 'adult', answers: { smoking } }]
		}
	}) as unknown as Visit;

function recordsOf(rows: Record<string, readonly object[]>) {
	const where = vi.fn((entity: string, field: string, ids: readonly string[]) =>
		Promise.resolve(
			(rows[entity] ?? []).filter((row) => ids.includes((row as Record<string, string>)[field]!))
		)
	);
	return { records: { where } as unknown as Records, where };
}
const judge: FamilyJudge = ({ families, on: day }) =>
	Promise.resolve(families.map((family) => healthOf(family, day)));
const asked = {
	judge,
	areas,
	on,
	onProgress: () => undefined,
	signal: new AbortController().signal
};

describe('the index of the families on a device', () => {
	it('is added up by area from what visits recorded, registered families only', async () => {
		const { records } = recordsOf({
			household: [
				house('a'),
				house('b'),
				house('c'),
				house('moved', { status: 'moved' }),
				house('later', { registeredOn: '2026-11-23' })
			],
			member: [man('a'), man('b'), man('c'), man('moved'), man('later')],
			visit: [visit('a', 'no'), visit('b', 'active')]
		});
		const sum = (await sumFamilyHealth(records, asked))!;
		const desa = sum.of('desa')!;
		// Of c nobody asked.
		expect(desa).toMatchObject({ families: 3, healthy: 1, nearly: 1, unhealthy: 0 });
		expect(knownFamilies(desa)).toBe(2);
		expect(areaIndex(desa)).toBe(0.5);
		expect(desa.indicators.smoke_free).toEqual({ yes: 1, no: 1, na: 0, unknown: 1 });
	});

	it('is as of the day: the newest answer before it counts, a later one does not', () => {
		const visits = [visit('a', 'active', '2026-10-01', '1'), visit('a', 'no', '2026-11-01', '2')];
		const at = (day: string) =>
			healthOf({ household: house('a'), members: [man('a')], visits }, day).verdicts.smoke_free;
		expect(at('2026-10-15')).toBe('no');
		expect(at(on)).toBe('yes');
		expect(at('2026-09-01')).toBe('unknown');
	});

	it('does not call a family healthy of which only the house is known', () => {
		const household = house('a', { facts: goodHouse });
		const of = (members: Member[]) => healthOf({ household, members, visits: [] }, on);
		expect(of([])).toMatchObject({
			...{ index: null, level: null }
		});
		const gone = man('a', { status: 'moved' });
		expect(of([gone]).index).toBeNull();
	});

	it('reads in portions, tells how far it is, and stops when told', async () => {
		const households = Array.from({ length: 450 }, (_, at) => house(`h${at}`));
		const { records, where } = recordsOf({ household: households });
		const onProgress = vi.fn();
		await sumFamilyHealth(records, { ...asked, onProgress });
		expect(onProgress.mock.calls).toEqual([
			[0, 450],
			[200, 450],
			[400, 450]
		]);
		where.mockClear();
		const stop = new AbortController();
		const ended = sumFamilyHealth(records, {
			...{ ...asked, signal: stop.signal },
			onProgress: () => stop.abort()
		});
		expect(await ended).toBeNull();
		expect(where).toHaveBeenCalledTimes(3);
	});
});
