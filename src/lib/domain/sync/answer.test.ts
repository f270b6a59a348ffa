import { describe, expect, it } from 'vitest';
import { pullResponseFrom, pushResponseFrom, refusalFrom } from './answer.ts';
import { retryDelayMs } from './backoff.ts';
import { overlaid } from './overlay.ts';
import { outcomeOf, revAfter } from './verdict.ts';
import { fromWire, patchToWire, toWire } from './wire.ts';

const applied = { mid: 'm1', verdict: 'applied' };
const push = { results: [applied], epoch: 'e', server_time: '2026-11-01T00:00:00.000Z' };
const pull = {
	rows: { visit: [{ id: 'v', rev: 1 }] },
	tombstones: [{ entity: 'visit', id: 'w' }],
	revoked_scopes: [],
	cursor: 'c',
	scope_hash: 'h',
	epoch: 'e',
	more: false,
	server_time: ''
};

describe('an answer', () => {
	it('to a push names every change that was sent, once, and nothing else', () => {
		expect(pushResponseFrom(push, ['m1'])).not.toBeNull();
		expect(pushResponseFrom(push, ['m1', 'm2'])).toBeNull();
		expect(pushResponseFrom(push, ['m2'])).toBeNull();
		expect(pushResponseFrom({ ...push, results: [applied, applied] }, ['m1', 'm2'])).toBeNull();
	});

	it.each([
		'<html></html>',
		null,
		[],
		{},
		{ ...push, epoch: undefined },
		{ ...push, ok: false, code: 'busy' }
	])('is not what a portal or a broken server sends: %j', (body) => {
		expect(pushResponseFrom(body, ['m1'])).toBeNull();
		expect(pullResponseFrom(body)).toBeNull();
	});

	it('to a pull has rows, what is gone, and a cursor', () => {
		expect(pullResponseFrom(pull)).toMatchObject({ cursor: 'c', more: false });
		for (const field of ['rows', 'tombstones', 'revoked_scopes', 'cursor', 'epoch', 'more']) {
			expect(pullResponseFrom({ ...pull, [field]: undefined })).toBeNull();
		}
		expect(pullResponseFrom({ ...pull, rows: { visit: [{ rev: 1 }] } })).toBeNull();
	});

	it('that touched nothing says why', () => {
		expect(refusalFrom({ ok: false, code: 'busy', results: [] })).toBe('busy');
		expect(refusalFrom(push)).toBeNull();
	});
});

describe('a verdict', () => {
	it('is stored, to be mended, or waits; never thrown away', () => {
		expect(outcomeOf({ verdict: 'applied' })).toBe('stored');
		expect(outcomeOf({ verdict: 'merged' })).toBe('stored');
		expect(outcomeOf({ verdict: 'duplicate' })).toBe('stored');
		expect(outcomeOf({ verdict: 'rejected', code: 'forbidden' })).toBe('rejected');
		expect(outcomeOf({ verdict: 'retry' })).toBe('waiting');
		expect(outcomeOf({ verdict: 'unheard-of' as 'retry' })).toBe('waiting');
	});

	it('tells of a conflict whose first answer was lost', () => {
		expect(outcomeOf({ verdict: 'duplicate', code: 'conflict' })).toBe('conflict');
		expect(outcomeOf({ verdict: 'duplicate', code: 'payload_differs' })).toBe('rejected');
	});

	it('gives the row its next rev', () => {
		expect(revAfter('create', null)).toBe(1);
		expect(revAfter('update', 4)).toBe(5);
	});
});

describe('the next attempt', () => {
	it('comes later after each failure, with jitter, and within five minutes', () => {
		expect(retryDelayMs(1, 0)).toBe(500);
		expect(retryDelayMs(1, 1)).toBe(2_000);
		expect(retryDelayMs(4, 1)).toBe(16_000);
		expect(retryDelayMs(1_000, 1)).toBe(300_000);
	});
});

describe('unsent changes', () => {
	it('lie on the server’s row field by field, the later one on top', () => {
		const base = { id: 'h', rev: 3, headName: 'Siti', address: 'Gang 1' };
		const changes = [{ headName: 'A' }, { headName: 'B' }].map((patch) => ({
			op: 'update' as const,
			patch
		}));
		expect(overlaid('h', base, changes)).toEqual({ ...base, headName: 'B' });
		expect(overlaid('h', undefined, [{ op: 'create', patch: { headName: 'C' } }])).toEqual({
			id: 'h',
			rev: 0,
			headName: 'C'
		});
	});

	it('show a published plan before the server has it', () => {
		const patch = { areaId: 'a', validFrom: '2026-11-01', territories: [{ id: 't' }] };
		const plan = overlaid('p', undefined, [{ op: 'publish', patch }]);
		expect(plan).toMatchObject({ areaId: 'a', status: 'published' });
		expect(plan).not.toHaveProperty('territories');
	});
});

describe('field names', () => {
	it('go over the wire in snake case and come back, columns only', () => {
		const fields = { areaId: 'a', accuracyM: 3, nikLast4: '1234', facts: { innerField: 1 } };
		const wire = { area_id: 'a', accuracy_m: 3, nik_last4: '1234', facts: { innerField: 1 } };
		expect(toWire(fields)).toEqual(wire);
		expect(fromWire(wire)).toEqual(fields);
	});

	it('change inside the territories of a published plan too', () => {
		const territories = [{ id: 't', kaderId: 'k' }];
		expect(patchToWire('publish', { areaId: 'a', territories })).toEqual({
			area_id: 'a',
			territories: [{ id: 't', kader_id: 'k' }]
		});
	});
});
