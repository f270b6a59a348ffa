// Areas that cannot be reached, as they go over the wire: who may say so, who decides, and what it counts for.
import { beforeEach, expect, it } from 'vitest';
import { describeOnDatabase } from '../support/database.ts';
import {
	clearAndArrange,
	edit,
	mutation,
	newId,
	place,
	square,
	user,
	verdicts
} from './sync-place.ts';

describeOnDatabase('areas out of reach', (db) => {
	beforeEach(() => clearAndArrange(db));

	const noted = (state: string, own: Record<string, unknown> = {}, key?: string) => {
		const id = newId();
		const value = { shape: square(117), fromOn: '2026-10-05', untilOn: null, state, ...own };
		return mutation({
			...{ entity: 'setting', id },
			patch: { puskesmas_id: place.puskesmas, key: key ?? `unreachable.${id}`, value }
		});
	};
	const reasons = () =>
		db.query(
			`select missed_because from private.household_coverage(
				array(select id from jangkau.area), '2026-10-01', '2026-10-31', '2026-11-20', '{}')
			where household_id in ('${place.house1}', '${place.house2}') order by household_id`
		);
	const because = async () => (await reasons()).map((row) => row.missed_because);

	it('are proposed by kader and midwife, and confirmed by nobody but the planner', async () => {
		expect(await verdicts(db, user.kader1, noted('proposed'))).toEqual(['applied']);
		expect(await verdicts(db, user.midwife, noted('proposed'))).toEqual(['applied']);
		expect(await verdicts(db, user.planner, noted('confirmed'))).toEqual(['applied']);
		for (const refused of [
			noted('confirmed'),
			noted('rejected'),
			noted('proposed', {}, 'visit_rules')
		])
			expect(await verdicts(db, user.kader1, refused)).toEqual(['rejected forbidden']);
		expect(await verdicts(db, user.viewer, noted('proposed'))).toEqual(['rejected forbidden']);
		expect(await verdicts(db, user.foreignPlanner, noted('proposed'))).toEqual([
			'rejected forbidden'
		]);
		const long = noted('proposed', { note: 'x'.repeat(60_000) });
		expect(await verdicts(db, user.midwife, long)).toEqual(['rejected forbidden']);
	});

	it('cannot be changed by who proposed them, not even by proposing them anew', async () => {
		const proposal = noted('proposed');
		await verdicts(db, user.kader1, proposal);
		const patch = { value: { ...(proposal.patch.value as object), state: 'confirmed' } };
		const change = () => edit('setting', proposal.id, 1, patch);
		expect((await verdicts(db, user.kader1, change()))[0]).toContain('rejected');
		expect(
			await verdicts(db, user.kader1, noted('proposed', {}, String(proposal.patch.key)))
		).toEqual(['rejected duplicate_value']);
		expect(await because()).toEqual(['unplanned', 'unplanned']);
		expect(await verdicts(db, user.planner, change())).toEqual(['applied']);
		expect(await because()).toEqual(['unreachable', 'unplanned']);
	});

	it('count for nothing before and after their days, nor among the families of another puskesmas', async () => {
		await verdicts(db, user.planner, noted('confirmed', { untilOn: '2026-10-05' }));
		expect(await because()).toEqual(['unreachable', 'unplanned']);
		await db.query(
			`update jangkau.setting set value = value || '{"fromOn":"2026-11-01","untilOn":null}'`
		);
		expect(await because()).toEqual(['unplanned', 'unplanned']);
		await db.query(
			`update jangkau.setting set value = value || '{"fromOn":"2026-10-01"}', puskesmas_id = '${place.foreignPuskesmas}'`
		);
		expect(await because()).toEqual(['unplanned', 'unplanned']);
	});

	it('break no report where a device sent nonsense', async () => {
		for (const own of [
			{ shape: null },
			{ shape: 'here' },
			{ shape: { type: 'Polygon', coordinates: [[[1]]] } },
			{ shape: { type: 'Point', coordinates: [117.005, 0.005] } },
			{ fromOn: 'soon' },
			{ fromOn: null },
			{ untilOn: '2026-13-01', fromOn: '2027-01-01' }
		])
			expect(await verdicts(db, user.planner, noted('confirmed', own))).toEqual(['applied']);
		expect(await because()).toEqual(['unplanned', 'unplanned']);
		await db.query(`update jangkau.coverage_state set horizon = '0', day = null, took = null`);
		expect(await db.rpc(user.viewer, 'coverage_refresh', {})).toEqual({ ok: true });
	});
});
