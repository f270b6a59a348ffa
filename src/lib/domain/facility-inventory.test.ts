import { describe, expect, it } from 'vitest';
import type { Area } from './area.ts';
import type { Facility } from './facility.ts';
import {
	inventoryByVillage,
	isListed,
	noteFacilityState,
	posyanduWork
} from './facility-inventory.ts';

const facility = (given: Partial<Facility> = {}): Facility => ({
	id: 'p',
	rev: 3,
	kind: 'posyandu',
	parentId: null,
	name: 'Posyandu Melati',
	code: null,
	areaId: 'rw',
	location: null,
	condition: null,
	phone: null,
	timeZone: null,
	...given
});
const area = (id: string, kind: Area['kind'], parentId: string | null, name = id): Area => ({
	id,
	rev: 1,
	parentId,
	kind,
	villageKind: null,
	code: null,
	bpsCode: null,
	name,
	boundary: null,
	boundaryStatus: 'none',
	source: null,
	validFrom: '2020-01-01',
	validTo: null
});

describe('noting the state of a facility', () => {
	const today = '2026-11-20';
	const state = { condition: 'light', conditionOn: '2026-11-02', stage: 'madya' } as const;

	it('changes the condition with its day, and the stage where it is another', () => {
		const made = noteFacilityState(facility(), state, today);
		expect(made).toMatchObject({ ok: true, value: [{ op: 'update', baseRev: 3, patch: state }] });
		const looked = noteFacilityState(facility({ stage: 'madya' }), state, today);
		expect(looked.ok && looked.value[0]!.patch).toEqual({
			condition: 'light',
			conditionOn: '2026-11-02'
		});
	});

	it('changes nothing that is so already, and takes a day away with its condition', () => {
		const noted = facility(state);
		expect(noteFacilityState(noted, state, today)).toEqual({ ok: true, value: [] });
		const gone = noteFacilityState(noted, { ...state, condition: null }, today);
		expect(gone.ok && gone.value[0]!.patch).toEqual({ condition: null, conditionOn: null });
	});

	it('refuses a day that is none or to come, and a stage of what is no posyandu', () => {
		const refused = (given: object, of = facility()) =>
			noteFacilityState(of, { ...state, ...given }, today);
		expect(refused({ conditionOn: '' })).toMatchObject({ error: 'not_a_day' });
		expect(refused({ conditionOn: '2026-11-21' })).toMatchObject({ error: 'day_in_future' });
		expect(refused({}, facility({ kind: 'pustu' }))).toMatchObject({ error: 'not_a_posyandu' });
	});
});

describe('the work of a posyandu', () => {
	const day = (id: string, heldOn: string, status: 'planned' | 'held' | 'cancelled') => ({
		id,
		posyanduId: 'p',
		heldOn,
		status
	});

	it('counts held days against those that have passed, months once, and who was marked on held days', () => {
		const work = posyanduWork(
			[
				day('a', '2026-10-05', 'held'),
				day('b', '2026-10-19', 'held'),
				day('c', '2026-09-05', 'cancelled'),
				day('d', '2026-08-05', 'planned'),
				day('e', '2026-11-20', 'planned'),
				day('f', '2026-12-05', 'planned'),
				day('g', '2025-11-01', 'held')
			],
			[
				{ sessionId: 'a', present: true },
				{ sessionId: 'b', present: true },
				{ sessionId: 'b', present: false },
				{ sessionId: 'd', present: true },
				{ sessionId: 'unknown', present: true }
			],
			'2026-11-20'
		);
		expect(work.get('p')).toEqual({ planned: 4, held: 2, activeMonths: 1, present: 2, marked: 3 });
		expect(work.get('other')).toBeUndefined();
	});
});

describe('the inventory', () => {
	const areas = [
		area('district', 'district', null),
		area('v2', 'village', 'district', 'Desa B'),
		area('v1', 'village', 'district', 'Desa A'),
		area('rw', 'rw', 'v1')
	];

	it('counts facilities of each desa by condition, also below it, and names a desa without any', () => {
		const rows = inventoryByVillage(areas, [
			facility({ condition: 'good' }),
			facility({ id: 'q' }),
			facility({ id: 'r', areaId: 'district', condition: 'heavy' })
		]);
		expect(rows.map(({ village, all }) => [village.name, all])).toEqual([
			['Desa A', 2],
			['Desa B', 0]
		]);
		expect(rows[0]!.byCondition).toMatchObject({ good: 1, none: 1, heavy: 0 });
	});

	it('is narrowed by kind and condition, of which one is that nobody has looked', () => {
		const heavy = facility({ condition: 'heavy' });
		expect(isListed(heavy, { kind: 'posyandu', condition: 'heavy' })).toBe(true);
		expect(isListed(heavy, { kind: 'pustu', condition: null })).toBe(false);
		expect(isListed(heavy, { kind: null, condition: 'none' })).toBe(false);
		expect(isListed(facility(), { kind: null, condition: 'none' })).toBe(true);
	});
});
