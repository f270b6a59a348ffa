import { describe, expect, it } from 'vitest';
import { ok, err } from '#lib/domain/result.ts';
import { readContacts } from './kader-contacts.ts';

const answering = (value: unknown) => ({ call: () => Promise.resolve(ok(value as never)) });

describe('when phones were last heard of', () => {
	it('is read for each kader', async () => {
		const contacts = [{ kader_id: 'k1', last_seen_at: '2026-11-22T01:00:00Z', unsent: 3 }];
		const read = await readContacts(answering({ ok: true, contacts }));
		expect(read.ok && read.value.get('k1')).toEqual({
			lastSeenAt: '2026-11-22T01:00:00Z',
			unsent: 3
		});
	});

	it('is unknown without a network, and where the server refuses', async () => {
		const offline = { call: () => Promise.resolve(err('offline' as const)) };
		expect((await readContacts(offline)).ok).toBe(false);
		expect((await readContacts(answering({ ok: false, code: 'forbidden' }))).ok).toBe(false);
	});
});
