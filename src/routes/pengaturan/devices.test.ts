import { describe, expect, it } from 'vitest';
import { err, ok } from '#lib/domain/result.ts';
import { listDevices, orderWipe } from './devices.ts';

/** A server that answers one thing and remembers what it was asked. */
function answering(answer: unknown) {
	const asked: unknown[] = [];
	const call = <T>(name: string, p: unknown) => {
		asked.push([name, p]);
		return Promise.resolve(answer === 'offline' ? err('offline' as const) : ok(answer as T));
	};
	return { call, asked };
}

describe('the phones of a team', () => {
	it('are listed with what they had not sent', async () => {
		const remote = answering({
			ok: true,
			devices: [
				{
					id: 'd1',
					display_name: 'Kader Contoh',
					active: true,
					app_version: '1',
					last_seen_at: '2026-11-01T00:00:00Z',
					unsent: 3,
					wipe_at: null,
					wiped_at: null
				}
			]
		});
		expect(await listDevices(remote)).toMatchObject({
			ok: true,
			value: [{ id: 'd1', name: 'Kader Contoh', unsent: 3 }]
		});
	});
	it('cannot be listed without a network or the right', async () => {
		expect(await listDevices(answering('offline'))).toEqual(err('offline'));
		const refused = answering({ ok: false, code: 'no_membership' });
		expect(await listDevices(refused)).toEqual(err('unknown'));
	});
});

describe('an order to empty a phone', () => {
	it('is stored only when the server says so', async () => {
		const remote = answering({ ok: true });
		expect(await orderWipe(remote, 'd1')).toBe(true);
		expect(await orderWipe(remote, 'd1', true)).toBe(true);
		expect(remote.asked).toEqual([
			['order_wipe', { device: 'd1' }],
			['order_wipe', { device: 'd1', cancel: true }]
		]);
		expect(await orderWipe(answering({ ok: false }), 'd1')).toBe(false);
		expect(await orderWipe(answering('offline'), 'd1')).toBe(false);
	});
});
