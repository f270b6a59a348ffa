// Cases on the server: who may take which step, what state follows from them in whatever order they come,
// who answers for a case, and what a wrong clock does to its age.
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import {
	currentStatus,
	findingStatuses,
	isOpen,
	type StepStatus
} from '../../src/lib/domain/finding.ts';
import { describeOnDatabase } from '../support/database.ts';
import {
	arrange,
	membership,
	mutation,
	newId,
	place,
	push,
	user,
	verdicts,
	visitAt
} from './sync-place.ts';

const steps = [...findingStatuses.filter((status) => status !== 'new'), 'note'] as const;
const hours = (n: number): number => n * 3_600_000;
/** Early enough that no clock of the test runs into it. */
const start = Date.parse('2026-10-05T01:00:00Z');
const minute = (n: number) => new Date(start + n * 60_000).toISOString();

describeOnDatabase('cases', (db) => {
	beforeAll(() => arrange(db));

	let problems = 0;
	const found = (visit: string, patch: Record<string, unknown> = {}) =>
		mutation({
			entity: 'finding',
			patch: {
				household_id: place.house1,
				visit_id: visit,
				kind: 'danger_sign',
				urgency: 'red',
				problem: `adult.sign_${String(++problems)}`,
				text: 'Tanda',
				found_at: minute(0),
				...patch
			}
		});
	const step = (finding: string, status: StepStatus, at: string, id = newId()) => ({
		...mutation({ entity: 'follow_up', patch: { finding_id: finding, status, at, note: 'x' } }),
		id,
		clock_offset_ms: 0
	});
	const stored = async (id: string) =>
		(
			await db.query(
				`select status, closed_at, puskesmas_id,
					extract(epoch from found_at) * 1000 as found, extract(epoch from received_at) * 1000 as came
				from jangkau.finding where id = $1`,
				[id]
			)
		)[0] as Record<string, unknown>;
	/** A new case of a problem of its own, opened by the kader. */
	async function opened(patch: Record<string, unknown> = {}, house: string = place.house1) {
		const visit = visitAt(house);
		const finding = found(visit.id, { household_id: house, ...patch });
		await push(db, user.kader1, visit, finding);
		return finding;
	}

	it.each(steps.filter((status) => status !== 'note'))(
		'are not taken to "%s" by a kader, hers or not',
		async (status) => {
			const finding = await opened();
			expect(await verdicts(db, user.kader1, step(finding.id, status, minute(1)))).toEqual([
				'rejected forbidden'
			]);
			expect(await stored(finding.id)).toMatchObject({ status: 'new' });
		}
	);

	it('take the note of the kader who holds the house, which changes nothing', async () => {
		const finding = await opened();
		expect(await verdicts(db, user.kader1, step(finding.id, 'note', minute(1)))).toEqual([
			'applied'
		]);
		expect(await stored(finding.id)).toMatchObject({ status: 'new', closed_at: null });
	});

	it.each(['kader2', 'viewer', 'foreignPlanner', 'nobody'] as const)(
		'take nothing from %s, who does not see them',
		async (who) => {
			const finding = await opened();
			for (const status of ['note', 'seen', 'closed'] as const) {
				const [verdict = 'no_membership'] = await verdicts(
					db,
					user[who],
					step(finding.id, status, minute(1))
				);
				expect(verdict).toMatch(/^rejected|no_membership/);
			}
			expect(await stored(finding.id)).toMatchObject({ status: 'new' });
		}
	);

	it.each(['midwife', 'planner'] as const)('are closed by the %s, with words', async (who) => {
		const finding = await opened();
		const wordless = step(finding.id, 'closed', minute(1));
		const silent = { ...wordless, patch: { ...wordless.patch, note: null } };
		expect(await verdicts(db, user[who], silent)).toEqual(['rejected invalid_value']);
		expect(await verdicts(db, user[who], step(finding.id, 'closed', minute(2)))).toEqual([
			'applied'
		]);
		expect(await stored(finding.id)).toMatchObject({ status: 'closed' });
	});

	it('end in the same state in whatever order the steps of two people arrive, as phones see it', async () => {
		const some = fc.array(
			fc.record({ status: fc.constantFrom(...steps), at: fc.integer({ min: 0, max: 5 }) }),
			{ minLength: 1, maxLength: 6 }
		);
		await fc.assert(
			fc.asyncProperty(
				some.chain((all) =>
					fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))
				),
				async ([all, shuffled]) => {
					const [first, second] = [await opened(), await opened()];
					// Ids of one order in both cases: what happened in the same minute goes by id.
					const ids = all.map(() => [newId(), newId()] as const);
					const made = all.map(({ status, at }, n) =>
						step(first.id, status, minute(at), ids[n]![0])
					);
					await push(db, user.midwife, ...made);
					for (const one of shuffled) {
						const n = all.indexOf(one);
						const who = n % 2 === 0 ? user.planner : user.midwife;
						await push(db, who, step(second.id, one.status, minute(one.at), ids[n]![1]));
					}
					const state = currentStatus(
						{ id: first.id, status: 'new' },
						all.map(({ status, at }, n) => ({
							...{ id: ids[n]![0], findingId: first.id, status, at: minute(at) }
						}))
					);
					const [one, other] = [await stored(first.id), await stored(second.id)];
					expect(one['status']).toBe(state);
					expect(other['status']).toBe(state);
					expect(one['closed_at'] === null).toBe(isOpen(state));
					expect(other['closed_at']).toEqual(one['closed_at']);
				}
			),
			{ numRuns: 40 }
		);
	});

	it('stay closed when the same problem has a new case, and the step is refused in words', async () => {
		const problem = 'adult.twice';
		const finding = await opened({ problem });
		await push(db, user.midwife, step(finding.id, 'closed', minute(1)));
		const again = await opened({ problem });
		expect(await verdicts(db, user.midwife, step(finding.id, 'reopened', minute(2)))).toEqual([
			'rejected duplicate_value'
		]);
		expect(await stored(finding.id)).toMatchObject({ status: 'closed' });
		expect(await stored(again.id)).toMatchObject({ status: 'new' });
		// What a colleague adds late to the closed one is history, and disturbs nobody.
		expect(await verdicts(db, user.midwife, step(finding.id, 'visited', minute(3)))).toEqual([
			'applied'
		]);
		expect(await stored(finding.id)).toMatchObject({ status: 'closed' });
	});

	it('found on a phone that lives tomorrow are as old as they are', async () => {
		const now = Date.now();
		const visit = visitAt(place.house1);
		const ahead = {
			...found(visit.id, { found_at: new Date(now + hours(24) - hours(30)).toISOString() }),
			clock_offset_ms: -hours(24)
		};
		const future = {
			...found(visit.id, { found_at: new Date(now + hours(90)).toISOString() }),
			clock_offset_ms: 0
		};
		const never = { ...found(visit.id, { found_at: '1970-01-02T00:00:00Z' }), clock_offset_ms: 0 };
		await push(db, user.kader1, visit, ahead, future, never);
		const ageOf = async (id: string) =>
			(Date.now() - Number((await stored(id))['found'])) / hours(1);
		expect(await ageOf(ahead.id)).toBeCloseTo(30, 0);
		expect(await ageOf(future.id)).toBeCloseTo(0, 0);
		expect(await ageOf(never.id)).toBeCloseTo(0, 0);
	});

	it('tell phones when they came, and steps by the clock of the server', async () => {
		const finding = await opened();
		const at = new Date(Date.now() + hours(9)).toISOString();
		const ahead = { ...step(finding.id, 'seen', at), clock_offset_ms: -hours(10) };
		await push(db, user.midwife, ahead);
		const [wire] = await db.query(
			`select private.wire_row('finding', $1, 'kader') as finding, private.wire_row('follow_up', $2, 'kader') as step`,
			[finding.id, ahead.id]
		);
		const { finding: told, step: taken } = wire as Record<string, Record<string, string>>;
		expect(Math.abs(Date.parse(told!['received_at']!) - Date.now())).toBeLessThan(hours(0.5));
		expect(told!['puskesmas_id']).toBe(place.puskesmas);
		expect(Date.parse(taken!['at']!)).toBe(Date.parse(at) - hours(10));
		expect(taken).not.toHaveProperty('received_at');
		expect(taken).not.toHaveProperty('clock_offset_ms');
	});

	it('belong to the puskesmas of the smallest area, and of two to that of who was there', async () => {
		const other = newId();
		const added = newId();
		await db.query(
			`insert into jangkau.facility (id, kind, name, area_id, time_zone)
			values ($1, 'puskesmas', 'Puskesmas kedua', $2, 'Asia/Makassar')`,
			[other, place.village]
		);
		await db.query(
			'insert into jangkau.facility_area (id, facility_id, area_id) values ($1, $2, $3)',
			[added, other, place.village]
		);
		expect(await stored((await opened()).id)).toMatchObject({ puskesmas_id: place.puskesmas });
		await db.query('update jangkau.kader set puskesmas_id = $1 where id = $2', [
			other,
			place.kader1
		]);
		await db.query('update jangkau.membership set puskesmas_id = $1 where id = $2', [
			other,
			membership.kader1
		]);
		expect(await stored((await opened()).id)).toMatchObject({ puskesmas_id: other });
		await db.query('update jangkau.facility_area set area_id = $1 where id = $2', [
			place.rw2,
			added
		]);
		expect(await stored((await opened()).id)).toMatchObject({ puskesmas_id: place.puskesmas });
	});
});
