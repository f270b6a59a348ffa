import { describe, expect, it } from 'vitest';
import type { OutboxItem, SyncState } from '#lib/data/contracts.ts';
import {
	capturedAt,
	clockError,
	headlineOf,
	outboxView,
	situationOf,
	waitingFor,
	type Situation
} from './outbox-view.ts';

function anItem(mid: string, over: Partial<OutboxItem> = {}): OutboxItem {
	return {
		mid,
		seq: 1,
		entity: 'visit',
		op: 'create',
		entityId: mid,
		state: 'waiting',
		capturedAt: '2026-11-20T02:00:00Z',
		clockOffsetMs: null,
		attempts: 0,
		code: null,
		label: 'Ibu Contoh',
		waitsFor: null,
		...over
	};
}

describe('what is only on this phone', () => {
	const items = [
		anItem('a'),
		anItem('b', { entity: 'finding', state: 'blocked', waitsFor: 'e' }),
		anItem('c', { entity: 'household', state: 'sending' }),
		anItem('d', { state: 'sent' }),
		anItem('e', { entity: 'member', state: 'needs_mending', code: 'invalid_date' }),
		anItem('f', { entity: 'setting' })
	];
	const view = outboxView(items);

	it('counts everything that the server has not confirmed, also what needs mending', () => {
		expect(view.unsent).toBe(5);
		expect(view.unsentVisits).toBe(1);
	});
	it('groups by kind in one order, and leaves no change out', () => {
		expect(view.groups.map(({ kind, items }) => [kind, items.map(({ mid }) => mid)])).toEqual([
			['visit', ['a']],
			['household', ['c']],
			['case', ['b']],
			['other', ['f']]
		]);
		const shown = view.groups.flatMap((group) => group.items).length + view.mending.length;
		expect(shown + view.stored.length).toBe(items.length);
	});
	it('holds apart what waits for a person', () => {
		expect(view.mending.map(({ mid }) => mid)).toEqual(['e']);
	});
});

describe('the headline', () => {
	const stored = [anItem('a', { state: 'sent' })];
	const pushed = '2026-11-20T02:00:00Z';

	it('says that everything is stored only when nothing waits and the server has confirmed', () => {
		expect(headlineOf({ unsent: 0, stored: [] }, pushed)).toBe('all_stored');
		expect(headlineOf({ unsent: 0, stored }, null)).toBe('all_stored');
	});
	it('never says so while one change waits', () => {
		expect(headlineOf({ unsent: 1, stored }, pushed)).toBe('only_here');
	});
	it('claims nothing on a phone that the server has never heard of', () => {
		expect(headlineOf({ unsent: 0, stored: [] }, null)).toBe('nothing_waiting');
	});
});

describe('why records move or rest', () => {
	it.each<[SyncState['phase'], string | null, Situation]>([
		['idle', null, 'resting'],
		['pushing', null, 'sending'],
		['pulling', null, 'receiving'],
		['offline', 'offline', 'offline'],
		['offline', 'portal', 'portal'],
		['offline', 'timeout', 'no_answer'],
		['offline', 'not_an_answer', 'no_answer'],
		['signed_out', 'signed_out', 'signed_out'],
		['failed', 'forbidden', 'refused'],
		['failed', 'server', 'server_trouble'],
		['failed', 'too_large', 'server_trouble']
	])('%s after %s', (phase, failure, situation) => {
		expect(situationOf({ phase, failure }, outboxView([anItem('a')]))).toBe(situation);
	});
});

describe('when the engine rests', () => {
	const idle = { phase: 'idle', failure: null } as const;
	const refused = anItem('a', { state: 'needs_mending' });
	const held = anItem('b', { state: 'blocked', waitsFor: 'a' });

	it('asks for a decision when nothing can go by itself', () => {
		expect(situationOf(idle, outboxView([refused, held]))).toBe('undecided');
	});
	it('rests while something still goes by itself, or nothing waits', () => {
		expect(situationOf(idle, outboxView([refused, anItem('c')]))).toBe('resting');
		expect(situationOf(idle, outboxView([]))).toBe('resting');
	});
});

describe('what a discarded change takes along', () => {
	it('counts changes that wait for it, also through others', () => {
		const items = [
			anItem('a', { state: 'needs_mending' }),
			anItem('c', { waitsFor: 'b' }),
			anItem('b', { waitsFor: 'a' }),
			anItem('d', { waitsFor: 'x' })
		];
		expect(waitingFor(items, 'a')).toBe(2);
		expect(waitingFor(items, 'd')).toBe(0);
	});
});

describe('the clock', () => {
	const minute = 60_000;
	it('is left alone up to five minutes', () => {
		expect(clockError(null)).toBeNull();
		expect(clockError(5 * minute)).toBeNull();
		expect(clockError(-5 * minute)).toBeNull();
	});
	it.each([
		[6 * minute, { slow: true, amount: 6, unit: 'minutes' }],
		[-119 * minute, { slow: false, amount: 119, unit: 'minutes' }],
		[180 * minute, { slow: true, amount: 3, unit: 'hours' }],
		[-3 * 24 * 60 * minute, { slow: false, amount: 3, unit: 'days' }]
	])('is %d ms off', (offset, error) => expect(clockError(offset)).toEqual(error));
	it('that is wrong corrects what is shown, and one that is right or unknown does not', () => {
		const item = anItem('a', { capturedAt: '2026-11-21T02:00:00.000Z' });
		expect(capturedAt(item, -24 * 60 * minute)).toEqual({
			at: '2026-11-20T02:00:00.000Z',
			corrected: true
		});
		for (const offset of [null, 0, 4 * minute])
			expect(capturedAt(item, offset)).toEqual({ at: item.capturedAt, corrected: false });
	});
	it('counts as it was when the change was made, whatever it is now', () => {
		const day = 24 * 60 * minute;
		const ahead = anItem('a', { capturedAt: '2026-11-21T02:00:00.000Z', clockOffsetMs: -day });
		for (const now of [null, 0, 3 * day])
			expect(capturedAt(ahead, now)).toEqual({ at: '2026-11-20T02:00:00.000Z', corrected: true });
		const right = anItem('b', { capturedAt: '2026-11-21T02:00:00.000Z', clockOffsetMs: 900 });
		expect(capturedAt(right, -day)).toEqual({ at: right.capturedAt, corrected: false });
	});
});
