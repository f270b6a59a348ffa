import { describe, expect, it } from 'vitest';
import type { Drafts } from '#lib/data/contracts.ts';
import { DraftKeeper } from './draft-keeper.ts';

/** Each save waits until it is let through. */
class SlowDrafts implements Drafts {
	readonly log: string[] = [];
	readonly #gates: (() => void)[] = [];
	broken = false;

	load(): Promise<unknown> {
		return Promise.reject(new Error('sealed with another key'));
	}
	async save(key: string, value: unknown): Promise<void> {
		if (this.broken) throw new Error('disk full');
		await new Promise<void>((resolve) => this.#gates.push(resolve));
		this.log.push(`${key}=${String(value)}`);
	}
	remove(key: string): Promise<void> {
		this.log.push(`${key} removed`);
		return Promise.resolve();
	}
	async release(): Promise<void> {
		this.#gates.shift()?.();
		for (let turn = 0; turn < 8; turn++) await Promise.resolve();
	}
}

describe('the keeper of a draft', () => {
	it('stores the newest state and skips those between', async () => {
		const drafts = new SlowDrafts();
		const keeper = new DraftKeeper(drafts, 'k', () => undefined);
		for (const state of ['1', '2', '3']) keeper.keep(state);
		await drafts.release();
		await drafts.release();
		expect(drafts.log).toEqual(['k=1', 'k=3']);
	});
	it('removes after the last write, so that no draft comes back', async () => {
		const drafts = new SlowDrafts();
		const keeper = new DraftKeeper(drafts, 'k', () => undefined);
		keeper.keep('1');
		keeper.keep('2');
		const cleared = keeper.clear();
		await drafts.release();
		await cleared;
		expect(drafts.log).toEqual(['k=1', 'k removed']);
	});
	it('says when a draft cannot be stored, and counts an unreadable one as none', async () => {
		const drafts = new SlowDrafts();
		drafts.broken = true;
		let failures = 0;
		const keeper = new DraftKeeper(drafts, 'k', () => failures++);
		keeper.keep('1');
		await keeper.clear();
		expect(failures).toBe(1);
		expect(await keeper.load()).toBeNull();
	});
});
