import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActionItem } from './action-item.ts';
import {
	agree,
	agreementProblems,
	agreementsOfMeeting,
	closeAgreement,
	moveDueDate,
	reopenAgreement,
	sortAgreements,
	type AgreementEntry
} from './agreement.ts';

const today = '2026-11-23';
const entry: AgreementEntry = {
	areaId: 'area-1',
	title: ' Tunjuk kader pengganti ',
	owner: ' Lurah Muara Pandan ',
	dueOn: '2026-12-05'
};
let made = 0;
const item = (facts: Partial<ActionItem> = {}): ActionItem => ({
	id: `item-${++made}`,
	rev: 3,
	areaId: 'area-1',
	title: 'Tunjuk kader pengganti',
	owner: 'Lurah',
	agreedOn: '2026-10-05',
	dueOn: '2026-12-05',
	status: 'open',
	closedOn: null,
	...facts
});

describe('agreeing', () => {
	it('makes one open row that says when, what, who and until when', () => {
		expect(agree(entry, today, 'new')).toEqual({
			ok: true,
			value: [
				{
					entity: 'action_item',
					op: 'create',
					id: 'new',
					patch: {
						areaId: 'area-1',
						title: 'Tunjuk kader pengganti',
						owner: 'Lurah Muara Pandan',
						agreedOn: today,
						dueOn: '2026-12-05',
						status: 'open'
					}
				}
			]
		});
	});
	it('is due today at the earliest', () => {
		expect(agree({ ...entry, dueOn: today }, today, 'new').ok).toBe(true);
	});
	it.each([
		[{ areaId: '' }, 'area_missing'],
		[{ title: '  ' }, 'title_missing'],
		[{ title: 'x'.repeat(301) }, 'title_too_long'],
		[{ owner: '' }, 'owner_missing'],
		[{ owner: 'x'.repeat(201) }, 'owner_too_long'],
		[{ dueOn: '' }, 'not_a_day'],
		[{ dueOn: '2026-02-30' }, 'not_a_day'],
		[{ dueOn: '2026-11-22' }, 'day_past']
	] as const)('refuses %o and stores nothing', (wrong, error) => {
		expect(agree({ ...entry, ...wrong }, today, 'new')).toEqual({ ok: false, error });
	});
	it('names everything that is wrong at once', () => {
		const wrong = { areaId: 'area-1', title: '', owner: ' ', dueOn: 'besok' };
		expect(agreementProblems(wrong, today)).toEqual([
			'title_missing',
			'owner_missing',
			'not_a_day'
		]);
	});
});

describe('an agreement', () => {
	it('is done or dropped on a day, once', () => {
		const open = item();
		expect(closeAgreement(open, 'done', today)).toMatchObject({
			ok: true,
			value: [{ op: 'update', id: open.id, baseRev: 3, patch: { status: 'done', closedOn: today } }]
		});
		const done = item({ status: 'done', closedOn: today });
		expect(closeAgreement(done, 'dropped', today)).toEqual({ ok: false, error: 'not_open' });
	});
	it('comes back as open, with no day on which it was closed', () => {
		expect(reopenAgreement(item({ status: 'dropped', closedOn: today }))).toMatchObject({
			value: [{ patch: { status: 'open', closedOn: null } }]
		});
		expect(reopenAgreement(item())).toEqual({ ok: false, error: 'not_closed' });
	});
	it('is put off to a day to come, and keeps its day without a change', () => {
		expect(moveDueDate(item(), '2026-12-12', today)).toMatchObject({
			value: [{ patch: { dueOn: '2026-12-12' } }]
		});
		expect(moveDueDate(item(), '2026-12-05', today)).toEqual({ ok: true, value: [] });
		expect(moveDueDate(item(), '2026-11-01', today)).toEqual({ ok: false, error: 'day_past' });
		expect(moveDueDate(item({ status: 'done' }), '2026-12-12', today).ok).toBe(false);
	});
	it('waits for its own row, when that is not sent yet', () => {
		const fresh = item({ rev: 0 });
		expect(closeAgreement(fresh, 'done', today)).toMatchObject({
			value: [{ after: [fresh.id] }]
		});
	});
});

describe('the list', () => {
	it('has the longest overdue first, then the soonest due, and what has no day last', () => {
		const late = item({ dueOn: '2026-11-01' });
		const later = item({ dueOn: '2026-11-22' });
		const dueToday = item({ dueOn: today });
		const soon = item({ dueOn: '2026-12-01' });
		const someday = item({ dueOn: null });
		expect(sortAgreements([someday, soon, later, dueToday, late], today, '2026-11-01')).toEqual({
			overdue: [late, later],
			open: [dueToday, soon, someday],
			closed: []
		});
	});
	it('tells what was closed since a day, the last first, and forgets what was before', () => {
		const old = item({ status: 'done', closedOn: '2026-10-31' });
		const first = item({ status: 'dropped', closedOn: '2026-11-01' });
		const last = item({ status: 'done', closedOn: '2026-11-20' });
		expect(sortAgreements([old, first, last], today, '2026-11-01').closed).toEqual([last, first]);
	});
	it('is never overdue once it is closed', () => {
		const done = item({ status: 'done', dueOn: '2026-01-01', closedOn: today });
		expect(sortAgreements([done], today, '2026-11-01').overdue).toEqual([]);
	});
});

describe('the paper of a meeting', () => {
	const october = { from: '2026-10-01', to: '2026-10-31' };

	it('carries what was agreed before and is open, however old', () => {
		const old = item({ agreedOn: '2026-03-02', dueOn: '2026-04-01' });
		const { followUp, agreed } = agreementsOfMeeting([old], october, today);
		expect(followUp.overdue).toEqual([old]);
		expect(agreed).toEqual([]);
	});
	it('tells what was closed since the meeting before, not what was closed earlier', () => {
		const since = item({ agreedOn: '2026-09-03', status: 'done', closedOn: '2026-10-01' });
		const earlier = item({ agreedOn: '2026-08-03', status: 'done', closedOn: '2026-09-30' });
		expect(agreementsOfMeeting([since, earlier], october, today).followUp.closed).toEqual([since]);
	});
	it('has what was agreed in the last week among the new, and what is older to follow up', () => {
		const before = item({ agreedOn: '2026-11-16' });
		const week = item({ agreedOn: '2026-11-17' });
		const meeting = agreementsOfMeeting([before, week], october, today);
		expect(meeting.followUp.open).toEqual([before]);
		expect(meeting.agreed).toEqual([week]);
	});
	it('takes nothing of the period itself for new, however lately it was agreed', () => {
		const eve = item({ agreedOn: '2026-10-31' });
		const day = item({ agreedOn: '2026-11-01' });
		const meeting = agreementsOfMeeting([eve, day], october, '2026-11-02');
		expect(meeting.followUp.open).toEqual([eve]);
		expect(meeting.agreed).toEqual([day]);
	});
	it('takes place today while the period runs', () => {
		const november = { from: '2026-11-01', to: '2026-11-30' };
		const yesterday = item({ agreedOn: '2026-11-22' });
		const now = item({ agreedOn: today });
		const meeting = agreementsOfMeeting([yesterday, now], november, today);
		expect(meeting.followUp.open).toEqual([yesterday]);
		expect(meeting.agreed).toEqual([now]);
	});
	it('loses no open agreement and shows none twice', () => {
		const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-11-${String(n).padStart(2, '0')}`);
		const some = fc.record({
			agreedOn: day,
			dueOn: fc.option(day),
			closed: fc.option(day),
			dropped: fc.boolean()
		});
		fc.assert(
			fc.property(fc.array(some), day, (facts, at) => {
				const items = facts.map(({ agreedOn, dueOn, closed, dropped }) =>
					closed === null
						? item({ agreedOn, dueOn })
						: item({ agreedOn, dueOn, closedOn: closed, status: dropped ? 'dropped' : 'done' })
				);
				const { followUp, agreed } = agreementsOfMeeting(items, october, at);
				const shown = [...followUp.overdue, ...followUp.open, ...followUp.closed, ...agreed];
				expect(new Set(shown).size).toBe(shown.length);
				for (const one of items) if (one.status === 'open') expect(shown).toContain(one);
			})
		);
	});
});
