// One person's device: a browser with a profile on the disk, which can be closed, killed and opened
// again, with or without a network.
import { chromium as playwright } from '@playwright/test';
import type { BrowserContext, Page } from '@playwright/test';
import { mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, chromiumArguments } from './e2e-chromium.ts';
import type { TestServer } from './e2e-server.ts';

export const phoneSize = { width: 360, height: 740 };
export const desktopSize = { width: 1440, height: 900 };

export class Phone {
	readonly profile = mkdtempSync(join(tmpdir(), 'jangkau-phone-'));
	/** What went wrong inside the page: uncaught errors, console errors, breaches of the policy. */
	readonly problems: string[] = [];
	readonly #server: TestServer;
	readonly #size: { readonly width: number; readonly height: number };
	readonly #switches: readonly string[];
	#context: BrowserContext | null = null;
	#page: Page | null = null;
	#offline = false;

	private constructor(server: TestServer, size: typeof phoneSize, switches: readonly string[]) {
		this.#server = server;
		this.#size = size;
		this.#switches = switches;
	}

	/** @param switches more of Chromium's own */
	static async open(
		server: TestServer,
		size = phoneSize,
		switches: readonly string[] = []
	): Promise<Phone> {
		const phone = new Phone(server, size, switches);
		await phone.#launch();
		return phone;
	}

	get page(): Page {
		if (!this.#page) throw new Error('the browser is closed');
		return this.#page;
	}

	get context(): BrowserContext {
		if (!this.#context) throw new Error('the browser is closed');
		return this.#context;
	}

	async goto(path: string): Promise<void> {
		await this.page.goto(this.#server.url + path);
	}

	/** The app's own files are kept: from here it starts with no network. */
	async waitForWorker(): Promise<void> {
		await this.page.waitForFunction(async () => {
			await navigator.serviceWorker.ready;
			return navigator.serviceWorker.controller !== null;
		});
	}

	/** Cuts the wire of the server and tells the browser so: no request gets anywhere. */
	async cutNetwork(): Promise<void> {
		this.#offline = true;
		this.#server.network.cut();
		await this.context.setOffline(true);
	}

	get isOffline(): boolean {
		return this.#offline;
	}

	async restoreNetwork(): Promise<void> {
		this.#offline = false;
		this.#server.network.restore();
		await this.context.setOffline(false);
	}

	async restart(): Promise<void> {
		await this.context.close();
		await this.#launch();
	}

	/** After `close`, on the same profile. */
	reopen(): Promise<void> {
		return this.#launch();
	}

	/** As when the phone runs out of memory or battery: no page gets to say goodbye. */
	async kill(): Promise<void> {
		// Chromium writes `host-pid` into its lock.
		const lock = readlinkSync(join(this.profile, 'SingletonLock'));
		const gone = new Promise((resolve) => this.context.once('close', resolve));
		process.kill(Number(lock.slice(lock.lastIndexOf('-') + 1)), 'SIGKILL');
		await gone;
		await this.#launch();
	}

	/** The profile stays on the disk until `discard`. */
	async close(): Promise<void> {
		await this.#context?.close();
		this.#context = null;
		this.#page = null;
	}

	async discard(): Promise<void> {
		await this.close();
		rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
	}

	async #launch(): Promise<void> {
		this.#context = await playwright.launchPersistentContext(this.profile, {
			executablePath: chromium,
			args: [...chromiumArguments, ...this.#switches],
			viewport: this.#size,
			locale: 'id-ID',
			timezoneId: 'Asia/Makassar',
			offline: this.#offline,
			// Drawing without a graphics card takes most of a machine: no frames that nobody looks at.
			reducedMotion: 'reduce'
		});
		// What never comes is told after a minute, and not when the time of the whole test is over.
		this.#context.setDefaultTimeout(60_000);
		this.#context.on('page', (page) => this.#watch(page));
		this.#page = this.#context.pages()[0] ?? (await this.#context.newPage());
		this.#watch(this.#page);
	}

	#watch(page: Page): void {
		page.on('pageerror', (error) => this.problems.push(`${page.url()}: ${error.message}`));
		page.on('console', (message) => {
			// The browser reports each request that the cut network swallowed.
			const isNetwork = message.text().includes('net::ERR_');
			if (message.type() === 'error' && !isNetwork) {
				this.problems.push(`${page.url()}: ${message.text()}`);
			}
		});
	}
}
