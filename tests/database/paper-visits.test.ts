// A sheet that somebody else copies: whose visit it is, of which day, and who may say so; and what those
// who look after kader hear of their phones.
import { beforeEach, expect, it, describe } from 'vitest';
import { describeOnDatabase } from '../support/database.ts';
import { clearAndArrange, newId, place, push, user, verdicts, visitAt } from './sync-place.ts';

const sheet = { copied_from_paper: true, captured_at: '2026-11-03T04:00:00Z' };

describeOnDatabase('a paper sheet', (db) => {
	beforeEach(() => clearAndArrange(db));
	const stored = async (id: string) =>
		(
			await db.query(
				`select kader_id, membership_id, copied_from_paper, visitor_role, visited_on::text
				from jangkau.visit where id = $1`,
				[id]
			)
		)[0];

	it('copied by the health worker is the visit of the kader who wrote it, on the day that is written', async () => {
		const visit = visitAt(place.house2, { ...sheet, kader_id: place.kader2 });
		expect(await verdicts(db, user.midwife, visit)).toEqual(['applied']);
		expect(await stored(visit.id)).toMatchObject({
			kader_id: place.kader2,
			copied_from_paper: true,
			visitor_role: 'kader',
			visited_on: '2026-11-03'
		});
	});

	it('keeps its day whatever the clock of the device that copies it', async () => {
		const visit = { ...visitAt(place.house2, sheet), clock_offset_ms: 40 * 86_400_000 };
		await push(db, user.midwife, visit);
		expect(await stored(visit.id)).toMatchObject({ visited_on: '2026-11-03' });
	});

	it('is nobody’s where the kader is not hers to see', async () => {
		const stranger = newId();
		await db.query(
			`insert into jangkau.kader (id, puskesmas_id, area_id, name)
			values ($1, $2, $3, 'Kader lain')`,
			[stranger, place.foreignPuskesmas, place.foreignVillage]
		);
		const visit = visitAt(place.house2, { ...sheet, kader_id: stranger });
		expect(await verdicts(db, user.midwife, visit)).toEqual(['applied']);
		expect(await stored(visit.id)).toMatchObject({ kader_id: null });
	});

	it('copied by a kader is her own, whatever name she gives', async () => {
		const visit = visitAt(place.house1, { ...sheet, kader_id: place.kader2 });
		await push(db, user.kader1, visit);
		expect(await stored(visit.id)).toMatchObject({
			kader_id: place.kader1,
			copied_from_paper: true
		});
	});

	it('is needed to name another kader: a visit recorded as it happens has none', async () => {
		const visit = visitAt(place.house2, { kader_id: place.kader2 });
		await push(db, user.midwife, visit);
		expect(await stored(visit.id)).toMatchObject({ kader_id: null, copied_from_paper: false });
	});

	it('fulfils the plan of its own month', async () => {
		const plan = newId();
		await db.query(
			`insert into jangkau.visit_plan (id, household_id, area_id, territory_id, period, kind, from_on, due_on, reasons)
			values ($1, $2, $3, $4, '2026-11', 'routine', '2026-11-01', '2026-11-10', '[]')`,
			[plan, place.house2, place.rw2, place.territory2]
		);
		await push(db, user.midwife, visitAt(place.house2, { ...sheet, kader_id: place.kader2 }));
		const [row] = await db.query('select status from jangkau.visit_plan where id = $1', [plan]);
		expect(row).toMatchObject({ status: 'done' });
	});
});

interface Contacts {
	readonly ok: boolean;
	readonly code?: string;
	readonly contacts?: readonly { kader_id: string; last_seen_at: string; unsent: number }[];
}

describeOnDatabase('when the phones of kader were heard of', (db) => {
	beforeEach(async () => {
		await clearAndArrange(db);
		for (const [who, unsent] of [
			[user.kader1, 4],
			[user.kader2, 0]
		] as const)
			await db.rpc(who, 'sync_push', {
				device: newId(),
				app_version: '7',
				mutations: [],
				unsent
			});
	});
	const ask = (who: string) => db.rpc<Contacts>(who, 'kader_contacts', {});

	describe('is told', () => {
		it.each([
			['the planner', user.planner],
			['the health worker', user.midwife]
		])('to %s, with what was not sent', async (_, who) => {
			const { contacts } = await ask(who);
			expect(contacts).toMatchObject([
				{ kader_id: place.kader1, unsent: 4 },
				{ kader_id: place.kader2, unsent: 0 }
			]);
		});
	});

	it('is the newest word where she has two phones', async () => {
		await db.query(`update jangkau.device set last_seen_at = now() - interval '3 days'`);
		await db.rpc(user.kader1, 'sync_push', {
			device: newId(),
			app_version: '7',
			mutations: [],
			unsent: 1
		});
		const { contacts } = await ask(user.planner);
		expect(contacts?.[0]).toMatchObject({ kader_id: place.kader1, unsent: 1 });
	});

	it.each([
		['a kader', user.kader1, 'forbidden'],
		['who sees aggregates only', user.viewer, 'forbidden'],
		['a stranger', user.nobody, 'no_membership']
	])('is refused to %s', async (_, who, code) => {
		expect(await ask(who)).toEqual({ ok: false, code });
	});

	it('shows the neighbouring puskesmas nobody', async () => {
		expect(await ask(user.foreignPlanner)).toEqual({ ok: true, contacts: [] });
	});
});
