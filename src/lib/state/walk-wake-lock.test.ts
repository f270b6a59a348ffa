import { describe, expect, it } from 'vitest';
import { keepAwake, type WakeLockSources } from './walk-wake-lock.ts';

class FakeScreen {
	visibilityState: DocumentVisibilityState = 'visible';
	asked = 0;
	held = new Set<object>();
	refuses = false;
	readonly #page = new EventTarget();

	readonly sources = {
		wakeLock: {
			request: () => {
				this.asked++;
				if (this.refuses) return Promise.reject(new Error('battery'));
				const lock = {
					released: false,
					release: () => {
						lock.released = true;
						this.held.delete(lock);
						return Promise.resolve();
					}
				};
				this.held.add(lock);
				return Promise.resolve(lock);
			}
		},
		document: this as unknown as Document
	} as unknown as WakeLockSources;

	addEventListener = this.#page.addEventListener.bind(this.#page);
	removeEventListener = this.#page.removeEventListener.bind(this.#page);

	async show(state: DocumentVisibilityState): Promise<void> {
		this.visibilityState = state;
		// As the browser does.
		if (state === 'hidden')
			for (const lock of [...this.held] as { release: () => Promise<void> }[]) await lock.release();
		this.#page.dispatchEvent(new Event('visibilitychange'));
		await Promise.resolve();
		await Promise.resolve();
	}
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('a screen kept lit', () => {
	it('is lit once, again after it was hidden, and no longer when the page is left', async () => {
		const screen = new FakeScreen();
		const end = keepAwake(screen.sources);
		await settled();
		expect(screen.held.size).toBe(1);
		await screen.show('visible');
		expect(screen.asked).toBe(1);
		await screen.show('hidden');
		expect(screen.held.size).toBe(0);
		await screen.show('visible');
		expect(screen.held.size).toBe(1);
		end();
		await settled();
		expect(screen.held.size).toBe(0);
		await screen.show('visible');
		expect(screen.asked).toBe(2);
	});
	it('is let go when the answer comes after the page was left', async () => {
		const screen = new FakeScreen();
		keepAwake(screen.sources)();
		await settled();
		expect(screen.held.size).toBe(0);
	});
	it('is as it always is where the phone cannot or will not', async () => {
		keepAwake({ ...new FakeScreen().sources, wakeLock: undefined })();
		const screen = new FakeScreen();
		screen.refuses = true;
		const end = keepAwake(screen.sources);
		await settled();
		expect(screen.held.size).toBe(0);
		end();
	});
});
