// How long a locked phone takes to show its page again, with the PIN and with a finger, in a real
// Chromium at a quarter of this machine's speed, and how much of it is the stretching of the PIN.
import type { CDPSession, Page } from 'playwright';
import { Authenticator, named } from '../../tests/support/e2e-authenticator.ts';
import { demoPassword, signIn, waitForRecords } from '../../tests/support/e2e-people.ts';
import { Phone } from '../../tests/support/e2e-phone.ts';
import { startTestServer } from '../../tests/support/e2e-server.ts';
import { makeTemplate } from '../../tests/support/e2e-template.ts';
import { pinIterations, stretched } from '../../src/lib/data/local/lock/wrapping.ts';
import type { BenchRow } from './bench-row.ts';

const pin = '270890';
const byFinger = 'Buka dengan sidik jari / wajah';
const slowdown = 4;
const runs = 5;

async function setUp(phone: Phone): Promise<void> {
	const { page } = phone;
	await signIn(phone, 'kader@demo.jangkau.id', demoPassword);
	await page.getByRole('navigation', { name: 'Menu utama' }).waitFor();
	await waitForRecords(phone);
	await phone.goto('/kunci');
	await page.getByLabel('PIN baru', { exact: true }).fill(pin);
	await page.getByLabel('Ulangi PIN baru').fill(pin);
	await page.getByRole('button', { name: 'Pasang PIN' }).click();
	await page.getByText('PIN terpasang.').waitFor();
	await phone.goto('/pengaturan');
	await page.getByLabel('PIN', { exact: true }).fill(pin);
	await page.getByRole('button', { name: 'Buka', exact: true }).click();
	await page.getByRole('button', { name: byFinger }).click();
	await page.getByLabel('PIN sekarang').fill(pin);
	await page.getByRole('button', { name: 'Pasang sidik jari / wajah' }).click();
	await page.getByText('Sidik jari / wajah terpasang.').waitFor();
}

/** Milliseconds from the touch until the menu and the first household of the day stand there. */
function touchToPage(page: Page, button: string): Promise<number> {
	return page.evaluate(async (name) => {
		const buttons = [...document.querySelectorAll('button')];
		const touched = buttons.find((each) => each.textContent.trim() === name);
		const began = performance.now();
		touched?.click();
		while (!document.querySelector('nav') || !document.querySelector('ol a[href^="/kunjungan/"]'))
			await new Promise(requestAnimationFrame);
		return performance.now() - began;
	}, button);
}

function stretching(page: Page): Promise<number> {
	return page.evaluate(async (iterations) => {
		const typed = new TextEncoder().encode('000000');
		const key = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveBits']);
		const began = performance.now();
		const salt = new Uint8Array(16);
		await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, key, 256);
		return performance.now() - began;
	}, pinIterations);
}

/** Processor time, in milliseconds, of what the page's own thread has done since it was loaded. */
async function pageWork(session: CDPSession): Promise<number> {
	const { metrics } = await session.send('Performance.getMetrics');
	return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
}

/** Processor time, in milliseconds, of one stretching; this process does nothing else meanwhile. */
async function stretchingWork(): Promise<number> {
	const before = process.cpuUsage();
	await stretched('000000', { salt: new Uint8Array(16), iterations: pinIterations });
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}

async function median(once: () => Promise<number>): Promise<number> {
	const taken: number[] = [];
	for (let n = 0; n < runs; n++) taken.push(await once());
	return taken.sort((a, b) => a - b)[Math.floor(runs / 2)]!;
}

async function measured(phone: Phone) {
	const { page } = phone;
	const session = await phone.context.newCDPSession(page);
	await session.send('Performance.enable', { timeDomain: 'threadTicks' });
	const locked = async (rate: number) => {
		await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
		await phone.goto('/hari-ini');
		await page.getByRole('heading', { name: 'Terkunci' }).waitFor();
		await page.getByLabel('PIN', { exact: true }).fill(pin);
		await session.send('Emulation.setCPUThrottlingRate', { rate });
	};
	const byPin = await median(async () => {
		await locked(slowdown);
		return touchToPage(page, 'Buka');
	});
	const withFinger = await median(async () => {
		await locked(slowdown);
		return touchToPage(page, byFinger);
	});
	const pageAlone = await median(async () => {
		await locked(1);
		const before = await pageWork(session);
		await touchToPage(page, 'Buka');
		return (await pageWork(session)) - before;
	});
	await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
	const slowed = await median(() => stretching(page));
	await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
	const alone = await median(() => stretching(page));
	const work = { page: pageAlone, stretching: await median(stretchingWork) };
	return { byPin, withFinger, slowed, alone, work };
}

export async function benchUnlock(): Promise<BenchRow[]> {
	await makeTemplate({ embedded: true });
	const server = named(await startTestServer());
	const phone = await Phone.open(server);
	try {
		// What tsx calls in the functions that are sent to the page.
		await phone.page.addInitScript('globalThis.__name = (named) => named;');
		await Authenticator.on(phone);
		await setUp(phone);
		const { byPin, withFinger, slowed, alone, work } = await measured(phone);
		const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
		// The browser slows its own thread only: the stretching runs beside it at full speed.
		const all = byPin + (slowdown - 1) * alone;
		return [
			{
				what: `unlock with the PIN, page ${String(slowdown)}× slower`,
				goal: '≤ 1.5 s',
				ours: `${seconds(byPin)}; ${seconds(all)} with the stretching ${String(slowdown)}× slower too`,
				instead: 'password, and a network'
			},
			{
				what: `the same as processor time ×${String(slowdown)}, whatever else this machine does`,
				goal: '≤ 1.5 s',
				ours: `${seconds(slowdown * (work.page + work.stretching))}: page ${seconds(slowdown * work.page)}, stretching ${seconds(slowdown * work.stretching)}`,
				instead: '–'
			},
			{
				what: `unlock with a finger, page ${String(slowdown)}× slower, without the touch itself`,
				goal: '≤ 1.5 s',
				ours: seconds(withFinger),
				instead: `${seconds(byPin)} with the PIN`
			},
			{
				what: `stretching the PIN alone, ${String(pinIterations)} rounds`,
				goal: '–',
				ours: `${seconds(alone)}; ${seconds(slowed)} under the browser's slow-down; ×${String(slowdown)} ${seconds(alone * slowdown)}`,
				instead: '–'
			}
		];
	} finally {
		await phone.discard();
		await server.close();
	}
}
