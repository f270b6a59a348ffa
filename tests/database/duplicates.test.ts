// The same family or person recorded twice: who is shown the pair, what becomes of it, and that nothing
// which either phone recorded is lost, before or after.
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeOnDatabase, describeOnPostgres, type TestDatabase } from '../support/database.ts';
import { ServerPhone } from '../support/server-phone.ts';
import {
	clearAndArrange,
	edit,
	membership,
	mutation,
	newHouse,
	newId,
	OpenPush,
	place,
	point,
	push,
	user,
	verdicts,
	visitAt
} from './sync-place.ts';

interface Side {
	readonly row: Record<string, unknown> & { readonly id: string };
	readonly head_name: string;
	readonly visits: number;
	readonly members: number;
	readonly recorded_by: string | null;
}
interface Pair {
	readonly one: Side;
	readonly other: Side;
	readonly distance_m: number | null;
	readonly same_name: boolean;
}
interface Answer {
	readonly ok: boolean;
	readonly code?: string;
	readonly pairs?: Pair[];
	readonly more?: boolean;
	readonly next?: string | null;
}

/** Metres east of a place in RW 1, as degrees at the equator. */
const east = (metres: number): number => 117.004 + metres / 111_320;
const houseAt = (metres: number, patch: Record<string, unknown> = {}) =>
	newHouse({ head_name: 'Siti Aminah', location: point(east(metres)), ...patch });
const memberOf = (household: string, patch: Record<string, unknown> = {}) =>
	mutation({
		entity: 'member',
		patch: { household_id: household, name: 'Siti Aminah', sex: 'female', ...patch }
	});

const asked = (db: TestDatabase, who: string, p: unknown = {}) =>
	db.rpc<Answer>(who, 'list_duplicates', p);
const merge = (db: TestDatabase, who: string, keep: string, gone: string, entity = 'household') =>
	db.rpc<Answer>(who, 'merge_duplicate', { entity, keep, gone });
const idsOf = ({ one, other }: Pair): string[] => [one.row.id, other.row.id].sort();

/** Until some connection waits for a lock that another holds. */
async function someoneWaits(db: TestDatabase): Promise<void> {
	for (;;) {
		const [waiting] = await db.query('select pid from pg_locks where not granted');
		if (waiting) return;
	}
}

async function stored(db: TestDatabase, table: string, household: string): Promise<string[]> {
	const rows = await db.query(
		`select id from jangkau.${table} where household_id = $1 order by id`,
		[household]
	);
	return rows.map(({ id }) => String(id));
}

describeOnPostgres('a name', (db) => {
	it.each([
		['Siti  AMINAH', 'siti aminah'],
		['Hj. Siti Aminah, S.Pd', 'Sitti Aminah'],
		['St. Aminah', 'Ibu Siti Aminah'],
		['Muh. Yusuf', 'Mohammad Yusuf'],
		['H. Moch. Yusuf (Alm.)', 'Muhamad Yusuf'],
		['Abd. Rahman', 'Bpk Abdul Rahman'],
		['Soekarno', 'Sukarno'],
		['Djoko Tjahyo', 'Joko Cahyo']
	])('%s is read like %s', async (one, other) => {
		const [row] = await db.query(
			'select private.plain_name($1) as one, private.plain_name($2) as other',
			[one, other]
		);
		expect(row!.one).toBe(row!.other);
	});

	it.each([
		['Siti Aminah', 'Siti Rohani'],
		['Muhammad', 'Abdul'],
		['Hasan', 'Hasanah']
	])('%s is not read like %s', async (one, other) => {
		const [row] = await db.query(
			'select private.plain_name($1) as one, private.plain_name($2) as other',
			[one, other]
		);
		expect(row!.one).not.toBe(row!.other);
	});

	it('of whatever letters is read without an error', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
				async (text) => {
					const [row] = await db.query('select private.plain_name($1) as name', [text]);
					expect(row!.name).not.toMatch(/\s/);
				}
			),
			{ numRuns: 50, seed: 3 }
		);
	});
});

describeOnPostgres('a possible duplicate', (db) => {
	beforeEach(() => clearAndArrange(db));

	it('is two houses of one name that stand together, listed once', async () => {
		const [one, other] = [houseAt(0), houseAt(10, { head_name: 'Ibu Sitti Aminah' })];
		await push(db, user.kader1, one);
		await push(db, user.midwife, other, visitAt(other.id));
		const { pairs } = await asked(db, user.planner);
		expect(pairs!.map(idsOf)).toEqual([[one.id, other.id].sort()]);
		expect(pairs![0]).toMatchObject({
			same_name: true,
			one: { row: { head_name: 'Siti Aminah' }, recorded_by: 'Kader satu', visits: 0 },
			other: { head_name: 'Ibu Sitti Aminah', recorded_by: 'Bidan', visits: 1 }
		});
		expect(pairs![0]!.distance_m).toBeCloseTo(10, 0);
	});

	it('is no neighbour of the same name, unless the puskesmas looks further', async () => {
		await push(db, user.kader1, houseAt(0), houseAt(25));
		expect((await asked(db, user.planner)).pairs).toEqual([]);
		const wider = mutation({
			entity: 'setting',
			patch: { puskesmas_id: place.puskesmas, key: 'duplicate_distance_m', value: 30 }
		});
		expect(await verdicts(db, user.planner, wider)).toEqual(['applied']);
		expect((await asked(db, user.planner)).pairs).toHaveLength(1);
	});

	it('is no other family under the same roof, unless they share a person', async () => {
		const [one, other] = [houseAt(0), houseAt(0, { head_name: 'Rohani' })];
		await push(db, user.kader1, one, other);
		expect((await asked(db, user.planner)).pairs).toEqual([]);
		const born = { birth_date: '1990-05-04' };
		await push(db, user.kader1, memberOf(one.id, born), memberOf(other.id, born));
		expect((await asked(db, user.planner)).pairs).toMatchObject([{ same_name: false }]);
	});

	it('is also found by name and address where nobody knows where the house stands', async () => {
		const nowhere = { location: null, location_source: 'none' };
		await push(
			db,
			user.kader1,
			houseAt(0, { address: 'Jl. Mawar No. 7' }),
			houseAt(0, { ...nowhere, address: 'jalan mawar 7', area_id: place.rw1 }),
			houseAt(0, { ...nowhere, address: 'Jl. Melati 7', area_id: place.rw1 })
		);
		expect((await asked(db, user.planner)).pairs).toHaveLength(1);
	});

	it('is shown to the planner and to the health worker of the desa, and to nobody else', async () => {
		await push(db, user.kader1, houseAt(0), houseAt(5));
		for (const who of [user.planner, user.midwife]) {
			expect((await asked(db, who)).pairs).toHaveLength(1);
		}
		for (const who of [user.kader1, user.viewer, user.nobody]) {
			expect(await asked(db, who)).toMatchObject({ ok: false, code: 'forbidden' });
		}
		expect((await asked(db, user.foreignPlanner)).pairs).toEqual([]);
		const read = await db.query(
			`select membership_id, detail from jangkau.audit_log
			where action = 'duplicates_read' and (detail ->> 'count')::int = 1`
		);
		expect(read.map(({ membership_id }) => membership_id).sort()).toEqual(
			[membership.planner, membership.midwife].sort()
		);
	});

	it('comes in pages, each pair once', async () => {
		await push(db, user.kader1, ...[0, 1, 2, 3].map((metres) => houseAt(metres)));
		const seen: string[] = [];
		for (let before: string | null | undefined; before !== null;) {
			const answer: Answer = await asked(db, user.planner, { limit: 2, before });
			seen.push(...answer.pairs!.map((pair) => idsOf(pair).join()));
			expect(answer.more).toBe(answer.next !== null);
			before = answer.next ?? null;
		}
		expect(seen).toHaveLength(6);
		expect(new Set(seen).size).toBe(6);
	});

	it('that is told apart does not come back, and only who works there may say so', async () => {
		const [one, other] = [houseAt(0), houseAt(5)];
		await push(db, user.kader1, one, other);
		const apart = { entity: 'household', one: other.id, other: one.id };
		for (const who of [user.kader1, user.viewer]) {
			expect(await db.rpc(who, 'dismiss_duplicate', apart)).toMatchObject({ code: 'forbidden' });
		}
		expect(await db.rpc(user.foreignPlanner, 'dismiss_duplicate', apart)).toMatchObject({
			code: 'not_found'
		});
		expect(await db.rpc(user.midwife, 'dismiss_duplicate', apart)).toEqual({ ok: true });
		expect((await asked(db, user.planner)).pairs).toEqual([]);
	});
});

describeOnPostgres('two that are one', (db) => {
	beforeEach(() => clearAndArrange(db));

	it('keep every visit, member and case, what one of them did not know, and leave one entry in the log', async () => {
		const [keep, gone] = [houseAt(0), houseAt(5, { phone: '0812', registered_on: '2026-10-01' })];
		const visits = [visitAt(keep.id), visitAt(gone.id), visitAt(gone.id)];
		const members = [memberOf(keep.id, { name: 'Ana' }), memberOf(gone.id, { name: 'Budi' })];
		const caseOf = (household: string, visit: string) =>
			mutation({
				entity: 'finding',
				patch: {
					household_id: household,
					visit_id: visit,
					kind: 'danger_sign',
					urgency: 'red',
					problem: 'air',
					text: 'Air',
					found_at: new Date().toISOString()
				}
			});
		const cases = [caseOf(keep.id, visits[0]!.id), caseOf(gone.id, visits[1]!.id)];
		const followUp = mutation({
			entity: 'follow_up',
			patch: { finding_id: cases[1]!.id, status: 'seen', at: new Date().toISOString() }
		});
		await push(db, user.kader1, keep, gone, ...visits, ...members, ...cases);
		await push(db, user.midwife, followUp);
		expect(await merge(db, user.planner, keep.id, gone.id)).toEqual({ ok: true });

		expect(await stored(db, 'visit', keep.id)).toEqual(visits.map(({ id }) => id).sort());
		expect(await stored(db, 'member', keep.id)).toEqual(members.map(({ id }) => id).sort());
		expect(await stored(db, 'finding', keep.id)).toEqual([cases[0]!.id]);
		const [open] = await db.query(
			`select f.status, count(u.id)::int as steps from jangkau.finding f
			join jangkau.follow_up u on u.finding_id = f.id group by f.id`
		);
		expect(open).toEqual({ status: 'seen', steps: 1 });
		const [house] = await db.query(
			`select phone, registered_on::text as since from jangkau.household where id = $1`,
			[keep.id]
		);
		expect(house).toEqual({ phone: '0812', since: '2026-10-01' });
		const log = await db.query(
			`select membership_id, row_id, detail from jangkau.audit_log where action = 'duplicate_merged'`
		);
		expect(log).toEqual([
			{ membership_id: membership.planner, row_id: keep.id, detail: { gone: gone.id } }
		]);
		// A phone that knew only the other case goes on with it.
		const late = mutation({
			entity: 'follow_up',
			patch: {
				finding_id: cases[1]!.id,
				status: 'closed',
				note: 'selesai',
				at: new Date().toISOString()
			}
		});
		expect(await verdicts(db, user.midwife, late)).toEqual(['applied']);
		const [closed] = await db.query('select id, status from jangkau.finding');
		expect(closed).toEqual({ id: cases[0]!.id, status: 'closed' });
	});

	it('are one plan a month, done when either house was visited', async () => {
		const [keep, gone] = [houseAt(0), houseAt(5)];
		await push(db, user.kader1, keep, gone);
		const month = new Date().toISOString().slice(0, 7);
		const planOf = (household: string) =>
			mutation({
				entity: 'visit_plan',
				patch: { household_id: household, period: month, kind: 'routine', due_on: `${month}-28` }
			});
		await push(db, user.planner, planOf(keep.id), planOf(gone.id));
		const visit = visitAt(gone.id);
		await push(db, user.kader1, visit);
		await merge(db, user.planner, keep.id, gone.id);
		const plans = await db.query('select household_id, status, visit_id from jangkau.visit_plan');
		expect(plans).toEqual([{ household_id: keep.id, status: 'done', visit_id: visit.id }]);
	});

	it('lead late work of either to the house that stays, through one merge after another', async () => {
		const [first, second, third] = [houseAt(0), houseAt(4), houseAt(8)];
		await push(db, user.kader1, first, second, third);
		await merge(db, user.planner, second.id, first.id);
		await merge(db, user.midwife, third.id, second.id);
		const late = [visitAt(first.id), visitAt(second.id)];
		const person = memberOf(first.id);
		expect(await verdicts(db, user.kader1, ...late, person)).toEqual([
			'applied',
			'applied',
			'applied'
		]);
		expect(await stored(db, 'visit', third.id)).toEqual(late.map(({ id }) => id).sort());
		expect(await stored(db, 'member', third.id)).toEqual([person.id]);
		// Sent again, as after a lost answer.
		expect(await verdicts(db, user.kader1, ...late)).toEqual(['duplicate', 'duplicate']);
		const change = edit('household', first.id, 1, { landmark: 'dekat surau' });
		expect(await verdicts(db, user.kader1, change)).toEqual(['merged']);
		const [house] = await db.query('select landmark from jangkau.household where id = $1', [
			third.id
		]);
		expect(house).toEqual({ landmark: 'dekat surau' });
	});

	it('take late visits of who held the other house, though the one that stays is not hers', async () => {
		// Either side of the border between the territories.
		const keep = newHouse({ location: point(117.00996) });
		const gone = newHouse({ location: point(117.01004) });
		await push(db, user.kader1, keep);
		await push(db, user.kader2, gone);
		expect((await asked(db, user.planner)).pairs).toHaveLength(1);
		await merge(db, user.planner, keep.id, gone.id);
		const late = visitAt(gone.id);
		expect(await verdicts(db, user.kader2, late)).toEqual(['applied']);
		expect(await stored(db, 'visit', keep.id)).toEqual([late.id]);
	});

	it('are made one only by who works there, and only where both are hers', async () => {
		const [keep, gone] = [houseAt(0), houseAt(5)];
		await push(db, user.kader1, keep, gone);
		for (const who of [user.kader1, user.viewer, user.nobody]) {
			expect(await merge(db, who, keep.id, gone.id)).toMatchObject({ code: 'forbidden' });
		}
		for (const [who, one, other] of [
			[user.foreignPlanner, keep.id, gone.id],
			[user.planner, keep.id, place.foreignHouse],
			[user.planner, place.foreignHouse, keep.id],
			[user.planner, keep.id, keep.id],
			[user.planner, keep.id, newId()]
		] as const) {
			expect(await merge(db, who, one, other)).toMatchObject({ code: 'not_found' });
		}
		const [houses] = await db.query('select count(*)::int as n from jangkau.household');
		expect(houses).toEqual({ n: 5 });
	});

	it('persons of one household become one, in cases and in the cards of visits', async () => {
		const keep = memberOf(place.house1, { birth_date: '2020-02-03' });
		const gone = memberOf(place.house1, { name: 'siti aminah', birth_date: '2020-02-03' });
		const brother = memberOf(place.house1, { sex: 'male', birth_date: '2020-02-03' });
		const answers = { cards: [{ card: 'B', member: gone.id, answers: { q1: true } }] };
		const visit = visitAt(place.house1, { answers });
		const sick = mutation({
			entity: 'finding',
			patch: {
				household_id: place.house1,
				member_id: gone.id,
				visit_id: visit.id,
				kind: 'danger_sign',
				urgency: 'red',
				problem: 'demam',
				text: 'Demam',
				found_at: new Date().toISOString()
			}
		});
		await push(db, user.kader1, keep, gone, brother, visit, sick);
		const { pairs } = await asked(db, user.planner, { entity: 'member' });
		expect(pairs!.map(idsOf)).toEqual([[keep.id, gone.id].sort()]);
		expect(await merge(db, user.planner, keep.id, gone.id, 'member')).toEqual({ ok: true });
		const [found] = await db.query('select member_id from jangkau.finding');
		expect(found).toEqual({ member_id: keep.id });
		const [card] = await db.query(
			`select answers #>> '{cards,0,member}' as member from jangkau.visit`
		);
		expect(card).toEqual({ member: keep.id });
		const change = edit('member', gone.id, 1, { jkn_status: 'active' });
		expect(await verdicts(db, user.kader1, change)).toEqual(['merged']);
		expect((await asked(db, user.planner, { entity: 'member' })).pairs).toEqual([]);
	});

	it('persons of two households are not made one before their houses are', async () => {
		const [one, other] = [houseAt(0), houseAt(5)];
		const born = { birth_date: '1990-05-04' };
		const [keep, gone] = [memberOf(one.id, born), memberOf(other.id, born)];
		await push(db, user.kader1, one, other, keep, gone);
		expect(await merge(db, user.planner, keep.id, gone.id, 'member')).toMatchObject({
			code: 'other_household'
		});
		await merge(db, user.planner, one.id, other.id);
		const { pairs } = await asked(db, user.planner, { entity: 'member' });
		expect(pairs!.map(idsOf)).toEqual([[keep.id, gone.id].sort()]);
	});

	it('lose nothing in any order of merging, whatever hangs on them', async () => {
		const step = fc.record({ keep: fc.nat(3), gone: fc.nat(3) });
		const work = fc.record({ at: fc.nat(3), what: fc.constantFrom('visit', 'member') });
		await fc.assert(
			fc.asyncProperty(
				fc.array(work, { maxLength: 6 }),
				fc.array(step, { minLength: 1, maxLength: 4 }),
				fc.array(work, { maxLength: 4 }),
				async (before, merges, late) => {
					await clearAndArrange(db);
					const houses = [0, 3, 6, 9].map((metres) => houseAt(metres));
					const made = ({ at, what }: { at: number; what: string }) =>
						what === 'visit' ? visitAt(houses[at]!.id) : memberOf(houses[at]!.id);
					const early = before.map(made);
					await push(db, user.kader1, ...houses, ...early);
					for (const { keep, gone } of merges)
						await merge(db, user.planner, houses[keep]!.id, houses[gone]!.id);
					const after = late.map(made);
					const answers = await verdicts(db, user.kader1, ...after);
					expect(answers).toEqual(after.map(() => 'applied'));
					for (const table of ['visit', 'member'] as const) {
						const wanted = [...early, ...after].filter(({ entity }) => entity === table);
						const there = await db.query(`select id from jangkau.${table} order by id`);
						expect(there.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id).sort());
					}
				}
			),
			{ numRuns: 25, seed: 11 }
		);
	});
});

describeOnPostgres('at the same moment', (db) => {
	beforeEach(() => clearAndArrange(db));

	it('two who merge the same two in opposite ways leave one house and one refusal', async () => {
		const [one, other] = [houseAt(0), houseAt(5)];
		await push(db, user.kader1, one, other, visitAt(one.id), visitAt(other.id));
		const second = await db.connect();
		const answers = await Promise.all([
			merge(db, user.planner, one.id, other.id),
			merge(second, user.midwife, other.id, one.id)
		]);
		await second.close();
		expect(answers.map(({ ok, code }) => code ?? ok).sort()).toEqual(['not_found', true]);
		const [left] = await db.query(
			`select count(distinct h.id)::int as houses, count(v.id)::int as visits
			from jangkau.household h join jangkau.visit v on v.household_id = h.id
			where h.id in ($1, $2)`,
			[one.id, other.id]
		);
		expect(left).toEqual({ houses: 1, visits: 2 });
	});

	it('a visit that waits for a house while it is merged away lands on the one that stays', async () => {
		const [keep, gone] = [houseAt(0), houseAt(5)];
		await push(db, user.kader1, keep, gone);
		const [merging, watching] = [await db.connect(), await db.connect()];
		const open = new OpenPush(merging);
		await open.begin(user.planner, []);
		await merging.query(`select public.merge_duplicate($1::text)`, [
			JSON.stringify({ entity: 'household', keep: keep.id, gone: gone.id })
		]);
		const late = visitAt(gone.id);
		const answered = verdicts(db, user.kader1, late);
		await someoneWaits(watching);
		await open.end('commit');
		expect(await answered).toEqual(['applied']);
		expect(await stored(db, 'visit', keep.id)).toEqual([late.id]);
		await merging.close();
		await watching.close();
	});
});

describeOnDatabase('two phones that make the same house offline', (db) => {
	let phones: ServerPhone[] = [];
	beforeEach(async () => {
		await clearAndArrange(db);
		phones = [
			await ServerPhone.start(db, {
				userId: user.kader1,
				membershipId: membership.kader1,
				role: 'kader'
			}),
			await ServerPhone.start(db, {
				userId: user.midwife,
				membershipId: membership.midwife,
				role: 'health_worker'
			})
		];
		for (const phone of phones) await phone.sync();
	});
	afterEach(() => {
		for (const phone of phones) phone.close();
	});

	/** A server that has much to do takes a call in parts. */
	async function sendAll(phone: ServerPhone): Promise<void> {
		for (let round = 0; round < 10; round++) {
			await phone.sync();
			if ((await phone.unsent()).length === 0) return;
		}
	}

	const made = (phone: ServerPhone, metres: number) =>
		phone.create('household', {
			areaId: place.rw1,
			code: 'B-1',
			headName: 'Siti Aminah',
			location: point(east(metres)),
			locationSource: 'gps',
			facts: {},
			status: 'active',
			registeredOn: '2026-11-01'
		});

	it('end with one house that has the visits of both, also one that was still on its way', async () => {
		const [kader, midwife] = phones as [ServerPhone, ServerPhone];
		const keep = await made(kader, 0);
		const gone = await made(midwife, 8);
		const visits = [await kader.visit(keep), await midwife.visit(gone)];
		for (const phone of phones) await sendAll(phone);
		expect(await stored(db, 'visit', keep)).toHaveLength(1);
		expect(await stored(db, 'visit', gone)).toHaveLength(1);
		expect((await asked(db, user.planner)).pairs!.map(idsOf)).toEqual([[keep, gone].sort()]);

		// Offline again while the puskesmas decides.
		await kader.sync();
		visits.push(await kader.visit(gone), await midwife.visit(gone));
		expect(await merge(db, user.planner, keep, gone)).toEqual({ ok: true });
		for (const phone of phones) await sendAll(phone);
		for (const phone of phones) await phone.sync();

		expect(await stored(db, 'visit', keep)).toEqual([...visits].sort());
		expect((await asked(db, user.planner)).pairs).toEqual([]);
		for (const phone of phones) {
			expect(await phone.unsent()).toEqual([]);
			const houses = await phone.ids('household');
			expect(houses).toContain(keep);
			expect(houses).not.toContain(gone);
			const here = await phone.records.where('visit', 'householdId', keep);
			expect(here.map(({ id }) => id).sort()).toEqual([...visits].sort());
		}
	});
});
