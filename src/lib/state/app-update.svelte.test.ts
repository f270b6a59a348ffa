import { describe, expect, it, vi } from 'vitest';
import { AppUpdate } from './app-update.svelte.ts';

describe('a new version', () => {
	it('is loaded when she says so, and not while a form holds what it would lose', () => {
		const update = new AppUpdate();
		const load = vi.fn();
		expect(update.apply()).toBe(false);
		update.offer(load);
		const release = update.holdForUnsavedWork();
		expect(update.apply()).toBe(false);
		release();
		release();
		expect(update.apply()).toBe(true);
		expect(load).toHaveBeenCalledOnce();
		expect(update.applying).toBe(true);
	});

	it('is loaded over a form where nothing can be saved any more, whoever offers it next', () => {
		const update = new AppUpdate();
		const load = vi.fn();
		update.holdForUnsavedWork();
		update.offer(vi.fn(), { savesNothing: true });
		update.offer(load);
		expect(update.apply()).toBe(true);
		expect(load).toHaveBeenCalledOnce();
	});
});
