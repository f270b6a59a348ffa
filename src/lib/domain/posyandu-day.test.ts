import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './day.ts';
import {
	cancelPosyanduDay,
	closePosyanduDay,
	markAll,
	markAttendance,
	movePosyanduDay,
	oldestDayDays,
	planPosyanduDays,
	type PosyanduSession
} from './posyandu-day.ts';

const today = '2026-11-12';
const posyandu = { id: 'p', areaId: 'a' };
const entry = { heldOn: '2026-11-20', startsAt: '08:30', place: ' Balai  RW ' };
const ids = () => {
	let next = 0;
	return () => `new-${++next}`;
};
const aDay = (over: Partial<PosyanduSession> = {}): PosyanduSession => ({
	id: 's',
	rev: 2,
	posyanduId: 'p',
	areaId: 'a',
	heldOn: today,
	startsAt: null,
	place: null,
	status: 'planned',
	reason: null,
	...over
});
const person = (id: string) => ({ id, areaId: 'a', territoryId: 't' });
const marking = (over: Partial<PosyanduSession> = {}, on = today) => ({
	session: aDay(over),
	today: on,
	newId: ids()
});

describe('planning the days of a posyandu', () => {
	const plan = (over = {}, also: string[] = [], known: PosyanduSession[] = []) =>
		planPosyanduDays(posyandu, { ...entry, ...over }, also, known, today, ids());

	it('makes a day with its hour and place, and the others that were offered', () => {
		const planned = plan({}, ['2026-12-20']);
		expect(planned.ok && planned.value.map(({ patch }) => patch)).toEqual([
			expect.objectContaining({ heldOn: '2026-11-20', startsAt: '08:30', place: 'Balai  RW' }),
			expect.objectContaining({ heldOn: '2026-12-20', status: 'planned', posyanduId: 'p' })
		]);
	});

	it.each([
		[{ heldOn: '2026-11-31' }, 'not_a_day'],
		[{ heldOn: '' }, 'not_a_day'],
		[{ heldOn: addDays(today, -oldestDayDays - 1) }, 'day_too_old'],
		[{ startsAt: '24:00' }, 'time_wrong'],
		[{ startsAt: '8.30' }, 'time_wrong'],
		[{ place: 'x'.repeat(201) }, 'place_too_long']
	])('says what is wrong with %j', (over, problem) => {
		expect(plan(over)).toEqual({ ok: false, error: problem });
	});

	it('wants a posyandu', () => {
		expect(planPosyanduDays(null, entry, [], [], today, ids())).toEqual({
			ok: false,
			error: 'posyandu_missing'
		});
	});

	it('plans no day twice, and again one that was called off', () => {
		const there = aDay({ heldOn: '2026-11-20' });
		expect(plan({}, [], [there])).toEqual({ ok: false, error: 'day_taken' });
		const off = aDay({ heldOn: '2026-12-20', status: 'cancelled', reason: 'Banjir' });
		const planned = plan({}, ['2026-12-20', '2026-12-20'], [off]);
		expect(planned.ok && planned.value.map(({ op, id }) => [op, id])).toEqual([
			['create', 'new-1'],
			['update', 's']
		]);
		expect(planned.ok && planned.value[1]!.patch).toMatchObject({
			status: 'planned',
			reason: null
		});
	});
});

describe('changing a day', () => {
	it('moves it to a free day, and changes only what differs', () => {
		const moved = movePosyanduDay(aDay(), { ...entry, startsAt: '', place: '' }, [aDay()], today);
		expect(moved.ok && moved.value[0]!.patch).toEqual({ heldOn: '2026-11-20' });
		const other = aDay({ id: 'o', heldOn: '2026-11-20' });
		expect(movePosyanduDay(aDay(), entry, [other], today)).toEqual({
			ok: false,
			error: 'day_taken'
		});
	});

	it('leaves a day that was held as it was, and wants a reason to call one off', () => {
		const held = aDay({ status: 'held' });
		expect(movePosyanduDay(held, entry, [], today).ok).toBe(false);
		expect(cancelPosyanduDay(held, 'Banjir').ok).toBe(false);
		expect(cancelPosyanduDay(aDay(), '  ')).toEqual({ ok: false, error: 'reason_missing' });
		const off = cancelPosyanduDay(aDay(), ' Banjir ');
		expect(off.ok && off.value[0]!.patch).toEqual({ status: 'cancelled', reason: 'Banjir' });
	});
});

describe('the list of who came', () => {
	it('marks once, changes a mark, and does nothing where nothing changes', () => {
		const first = markAttendance(marking(), person('m'), true, undefined);
		expect(first.ok && first.value).toMatchObject([
			{ op: 'create', patch: { sessionId: 's', memberId: 'm', present: true } }
		]);
		const mark = { id: 'x', rev: 3, present: true };
		const changed = markAttendance(marking(), person('m'), false, mark);
		expect(changed.ok && changed.value).toMatchObject([
			{ op: 'update', id: 'x', baseRev: 3, patch: { present: false } }
		]);
		expect(markAttendance(marking(), person('m'), true, mark)).toEqual({ ok: true, value: [] });
	});

	it('is not kept before the day, nor of a day that was called off, but long after it', () => {
		const may = (over: Partial<PosyanduSession>, on = today) => {
			const marked = markAttendance(marking(over, on), person('m'), true, undefined);
			return marked.ok ? 'ok' : marked.error;
		};
		expect(may({ heldOn: '2026-11-13' })).toBe('too_early');
		expect(may({ status: 'cancelled', reason: 'x' })).toBe('cancelled');
		expect(may({ status: 'held' }, '2027-01-20')).toBe('ok');
	});

	it('closed: whoever was expected has a mark, no mark is touched, and the day was held', () => {
		fc.assert(
			fc.property(
				fc.uniqueArray(fc.integer({ min: 0, max: 40 })),
				fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.boolean())),
				fc.constantFrom('planned' as const, 'held' as const),
				fc.boolean(),
				(expected, marked, status, mayHold) => {
					const marks = new Map(
						marked.map(([n, present]) => [`m${n}`, { id: `x${n}`, rev: 1, present }])
					);
					const list = expected.map((n) => person(`m${n}`));
					const closed = closePosyanduDay(marking({ status }), list, marks, mayHold);
					if (!closed.ok) throw new Error(closed.error);
					const made = closed.value.filter(({ entity }) => entity === 'attendance');
					expect(made.every(({ op, patch }) => op === 'create' && patch.present === false)).toBe(
						true
					);
					const seen = made.map(({ patch }) => String(patch.memberId));
					expect(seen.filter((id) => marks.has(id))).toEqual([]);
					expect(list.every(({ id }) => marks.has(id) || seen.includes(id))).toBe(true);
					const held = closed.value.filter(({ entity }) => entity === 'posyandu_session');
					expect(held).toHaveLength(mayHold && status === 'planned' ? 1 : 0);
				}
			)
		);
	});

	it('everybody came but those who are marked already', () => {
		const marks = new Map([['b', { id: 'x', rev: 1, present: false }]]);
		const all = markAll(marking(), [person('a'), person('b')], true, marks);
		expect(all.ok && all.value.map(({ patch }) => patch.memberId)).toEqual(['a']);
	});
});
