import { describe, expect, it } from 'vitest';
import type { ReviewFailure } from '#lib/data/remote/review.ts';
import { err, ok } from '#lib/domain/result.ts';
import { ReviewList } from './review-list.svelte.ts';

const pages: Record<string, { items: string[]; next: string | null }> = {
	start: { items: ['a', 'b'], next: 'b' },
	b: { items: ['c'], next: null }
};

function serverWith(failing: { now: ReviewFailure | null } = { now: null }) {
	return (before: string | number | null) =>
		Promise.resolve(failing.now ? err(failing.now) : ok(pages[before ?? 'start']!));
}

describe('a list on the server', () => {
	it('is unknown at first, then shows a page, then the next one below it', async () => {
		const list = new ReviewList(serverWith());
		expect(list.items).toBeNull();
		await list.load();
		expect([list.items, list.hasMore]).toEqual([['a', 'b'], true]);
		await list.more();
		expect([list.items, list.hasMore]).toEqual([['a', 'b', 'c'], false]);
	});

	it('keeps what it shows when the next page does not come, and goes on from there', async () => {
		const failing: { now: ReviewFailure | null } = { now: null };
		const list = new ReviewList(serverWith(failing));
		await list.load();
		failing.now = 'offline';
		await list.more();
		expect([list.items, list.failure, list.busy]).toEqual([['a', 'b'], 'offline', false]);
		expect(await list.all()).toBe(false);
		failing.now = null;
		expect(await list.all()).toBe(true);
		expect([list.items, list.failure]).toEqual([['a', 'b', 'c'], null]);
	});

	it('fetches what comes next once all that is shown was dealt with', async () => {
		const list = new ReviewList(serverWith());
		await list.load();
		await list.drop('a');
		expect(list.items).toEqual(['b']);
		await list.drop('b');
		expect(list.items).toEqual(['c']);
	});

	it('passes over an answer that a later question has overtaken', async () => {
		const answers: ((items: string[]) => void)[] = [];
		const list = new ReviewList<string>(
			() =>
				new Promise((resolve) => {
					answers.push((items) => resolve(ok({ items, next: null })));
				})
		);
		const both = [list.load(), list.load()];
		answers[1]!(['new']);
		answers[0]!(['old']);
		await Promise.all(both);
		expect(list.items).toEqual(['new']);
	});
});
