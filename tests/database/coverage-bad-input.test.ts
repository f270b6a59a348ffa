import { describe, expect, it } from 'vitest';
import { spanDays } from '../../src/lib/domain/area-coverage.ts';
import { areaFigures } from '../../src/lib/domain/coverage-figures.ts';
import { describeOnDatabase, type TestDatabase } from '../support/database.ts';
import { idOf, rootId, type District } from '../support/coverage-district.ts';
import { storeDistrict } from '../support/coverage-store.ts';

const village = idOf(2, 0);
const other = idOf(2, 1);
const today = '2026-11-15';

const home = (n: number, over: object = {}): District['households'][number] => ({
	id: idOf(4, n),
	areaId: village,
	territoryId: idOf(6, 0),
	status: 'active',
	registeredOn: '2025-01-01',
	locationSource: 'none',
	...over
});
const visit = (n: number, household: number, visitedOn: string, areaId = village) =>
	({
		id: idOf(5, n),
		rev: 1,
		householdId: idOf(4, household),
		areaId,
		territoryId: null,
		visitPlanId: null,
		correctsId: null,
		membershipId: idOf(9, 0),
		kaderId: null,
		visitorRole: 'kader',
		copiedFromPaper: false,
		outcome: 'completed',
		capturedAt: `${visitedOn}T02:00:00Z`,
		visitedOn,
		formId: null
	}) satisfies District['visits'][number];

const districtWith = (over: Partial<District>): District => ({
	closures: [],
	areas: [
		{ id: rootId, parentId: null },
		{ id: village, parentId: rootId },
		{ id: other, parentId: rootId }
	],
	households: [],
	visits: [],
	plans: [],
	members: [],
	findings: [],
	sessions: [],
	attendance: [],
	territories: [{ id: idOf(6, 0), kaderId: idOf(7, 0), active: true }],
	kader: [{ id: idOf(7, 0), active: true, areaId: village }],
	silentKader: new Set(),
	today,
	...over
});

const suite = (db: TestDatabase): void => {
	/** `[numerator, denominator]` of an area on the device and in SQL, which must agree; null where there is none. */
	async function both(district: District, area: string, month = '2026-11') {
		const days = spanDays(month, 'month');
		const own = areaFigures({ ...district, ...days }, 'household_visited').get(area);
		await storeDistrict(db, district);
		const [row] = await db.query(
			`select numerator, denominator from private.coverage_figures(
				(select array_agg(id) from jangkau.area), $1, $2, $3, $4)
			where area_id = $5 and indicator = 'household_visited'`,
			[days.from, days.to, district.today, [...district.silentKader], area]
		);
		const device = own ? [own.numerator, own.denominator] : null;
		expect(row ? [row.numerator, row.denominator] : null).toEqual(device);
		return device;
	}

	it('a month without data has nobody visited, and before the first household no figure', async () => {
		const district = districtWith({ households: [home(0, { registeredOn: '2026-10-05' })] });
		expect(await both(district, village)).toEqual([0, 1]);
		expect(await both(district, village, '2026-09')).toBe(null);
	});

	it('an area without households has no figure', async () => {
		expect(await both(districtWith({ households: [home(0)] }), other)).toBe(null);
	});

	it('a visit dated before the household was registered counts in its month once it is registered', async () => {
		const district = districtWith({
			households: [home(0, { registeredOn: '2026-11-10' })],
			visits: [visit(0, 0, '2026-11-02')]
		});
		expect(await both(district, village)).toEqual([1, 1]);
		const earlier = districtWith({
			households: [home(0, { registeredOn: '2026-11-10' })],
			visits: [visit(0, 0, '2026-10-30')]
		});
		expect(await both(earlier, village, '2026-10')).toBe(null);
	});

	it('a household that moved takes its visits along to the area it belongs to now', async () => {
		// A move places the visits of a household anew (place_visit), wherever they were made.
		const district = districtWith({
			households: [home(0, { areaId: other }), home(1)],
			visits: [visit(0, 0, '2026-11-02', other)]
		});
		expect(await both(district, other)).toEqual([1, 1]);
		expect(await both(district, village)).toEqual([0, 1]);
		expect(await both(district, rootId)).toEqual([1, 2]);
	});

	it('a kader who never synchronised leaves her households unsynced, not badly covered', async () => {
		const district = districtWith({
			households: [home(0)],
			silentKader: new Set([idOf(7, 0)])
		});
		await storeDistrict(db, district);
		const silent = await db.query(`select unnest(private.silent_kader()) as id`);
		expect(silent).toEqual([{ id: idOf(7, 0) }]);
		const missedIn = (month: string) =>
			areaFigures({ ...district, ...spanDays(month, 'month') }, 'household_visited').get(village)!
				.missed;
		expect(missedIn('2026-11')).toMatchObject({ unsynced: 1, unplanned: 0 });
		// Of a month that is long over nothing more is awaited.
		expect(missedIn('2026-10')).toMatchObject({ unsynced: 0, unplanned: 1 });
	});

	it('two puskesmas in one kecamatan: each its villages, and the kecamatan both', async () => {
		const district = districtWith({
			households: [home(0), home(1, { areaId: other })],
			visits: [visit(0, 0, '2026-11-02')]
		});
		await both(district, rootId);
		await db.query(`delete from jangkau.facility_area`);
		await db.query(
			`insert into jangkau.facility (id, kind, name, area_id, time_zone) values ($1, 'puskesmas', 'Q', $2, 'Asia/Makassar')`,
			[idOf(8, 9), rootId]
		);
		await db.query(
			`insert into jangkau.facility_area (id, facility_id, area_id) values ($1, $2, $3), ($4, $5, $6)`,
			[idOf(8, 10), idOf(8, 0), village, idOf(8, 11), idOf(8, 9), other]
		);
		const ask = (area_id: string) =>
			db.rpc<{ ok: boolean; figures: { numerator: number; denominator: number }[] }>(
				idOf(10, 2),
				'coverage_report',
				{ area_id, months: ['2026-11'], indicators: ['household_visited'], depth: 0 }
			);
		expect((await ask(village)).figures[0]).toMatchObject({ numerator: 1, denominator: 1 });
		// The other half of the kecamatan is not hers to see family by family.
		expect((await ask(other)).ok).toBe(false);
		expect((await ask(rootId)).ok).toBe(false);
		await db.query(`select private.count_months(2026, 11, 11)`);
		const [whole] = await db.query(
			`select numerator, denominator from jangkau.coverage_count
			where area_id = $1 and month = '2026-11' and span = 'month' and indicator = 'household_visited'`,
			[rootId]
		);
		expect(whole).toEqual({ numerator: 1, denominator: 2 });
	});

	it('a village that was split counts in the new one whatever belongs to it now, in every month', async () => {
		const district = districtWith({
			households: [home(0, { areaId: other }), home(1, { areaId: other }), home(2)],
			visits: [visit(0, 0, '2026-10-02', other), visit(1, 2, '2026-10-03')]
		});
		await both(district, other, '2026-10');
		await db.query(`update jangkau.area set valid_to = '2026-11-01' where id = $1`, [village]);
		await db.query(`update jangkau.area set valid_from = '2026-11-01' where id = $1`, [other]);
		expect(await both(district, other, '2026-10')).toEqual([1, 2]);
		expect(await both(district, village, '2026-10')).toEqual([1, 1]);
	});
};

describeOnDatabase('coverage of what does not fit', (db) => {
	describe('has one answer', () => suite(db));
});
