import { describe, expect, it } from 'vitest';
import type { Drafts, Remote } from '#lib/data/contracts.ts';
import { AreaComments } from './area-comments.svelte.ts';

const here = { areaId: 'a', month: '2026-11', span: 'month' } as const;
const there = { ...here, areaId: 'b' };

/** A server that keeps what it is sent, and a device that keeps what is typed. */
function arrange() {
	const kept = new Map<string, unknown>();
	const drafts: Drafts = {
		load: (key) => Promise.resolve(kept.get(key)),
		save: (key, value) => Promise.resolve(void kept.set(key, value)),
		remove: (key) => Promise.resolve(void kept.delete(key))
	};
	const server = { isUp: true, sent: [] as Record<string, unknown>[] };
	const call = (name: string, p: unknown) => {
		if (!server.isUp) return Promise.resolve({ ok: false, error: 'offline' });
		if (name === 'add_comment') server.sent.push(p as Record<string, unknown>);
		const value = name === 'list_comments' ? { ok: true, comments: server.sent } : { ok: true };
		return Promise.resolve({ ok: true, value });
	};
	let n = 0;
	const open = () =>
		new AreaComments({
			remote: { call: call as Remote['call'] },
			drafts,
			newId: () => `id ${String((n += 1))}`
		});
	return { open, server };
}

describe('a remark that is being written', () => {
	it('stays with its area, also when the page is left, until the server has it', async () => {
		const { open, server } = arrange();
		const page = open();
		await page.show(here);
		server.isUp = false;
		page.write('Jalan putus');
		expect(await page.send()).toEqual({ ok: false, error: 'offline' });
		expect(page.body).toBe('Jalan putus');
		await page.show(there);
		expect(page.body).toBe('');

		server.isUp = true;
		const later = open();
		await later.show(here);
		expect(later.body).toBe('Jalan putus');
		expect((await later.send()).ok).toBe(true);
		expect(later.body).toBe('');
		expect(server.sent).toMatchObject([{ area_id: 'a', body: 'Jalan putus' }]);
		await later.show(there);
		await later.show(here);
		expect(later.body).toBe('');
	});

	it('is the same remark when it is sent again after no answer came', async () => {
		const { open, server } = arrange();
		const page = open();
		await page.show(here);
		page.write('Jalan putus');
		server.isUp = false;
		await page.send();
		server.isUp = true;
		const later = open();
		await later.show(here);
		await later.send();
		later.write('Lain');
		await later.send();
		const ids = server.sent.map(({ id }) => id);
		expect(new Set(ids).size).toBe(2);
		expect(ids[0]).toBe('id 1');
	});

	it('does not leave the device with a number in it', async () => {
		const { open, server } = arrange();
		const page = open();
		await page.show(here);
		page.write('Telepon 081234567890');
		expect(await page.send()).toEqual({ ok: false, error: 'number' });
		expect(server.sent).toEqual([]);
	});
});
