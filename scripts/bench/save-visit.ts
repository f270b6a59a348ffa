// How long a kader waits between her tap on "Simpan" and the words that the visit is on the phone: the
// production build in Chromium, with no network, at full speed and at a quarter of it.
import type { Page } from 'playwright';
import { chooseOutcome, ownHouseholds } from '../../tests/support/e2e-kader.ts';
import { demoPassword, signIn, waitForAllRecords } from '../../tests/support/e2e-people.ts';
import { Phone } from '../../tests/support/e2e-phone.ts';
import { readStore } from '../../tests/support/e2e-storage.ts';
import { startTestServer } from '../../tests/support/e2e-server.ts';
import { makeTemplate } from '../../tests/support/e2e-template.ts';
import type { BenchRow } from './bench-row.ts';

const slowdowns = [1, 4];
const visits = 9;
const saved = 'Tersimpan di HP ini';
const save = 'Simpan kunjungan';

/** Until the first frame that says so: what is said is on the disk by then. */
function tapToSaved(page: Page): Promise<number> {
	return page.evaluate(
		async ({ save, saved }) => {
			const button = [...document.querySelectorAll('button')].find(
				({ textContent }) => textContent.trim() === save
			);
			const began = performance.now();
			button?.click();
			const isSaved = () =>
				[...document.querySelectorAll('h2')].some(({ textContent }) => textContent === saved);
			while (!isSaved()) await new Promise((resolve) => requestAnimationFrame(resolve));
			return performance.now() - began;
		},
		{ save, saved }
	);
}

async function fillIn(phone: Phone, householdId: string, outcome: string): Promise<void> {
	const { page } = phone;
	await phone.goto(`/kunjungan/${householdId}`);
	const again = page.getByRole('button', { name: 'Catat kunjungan lain' });
	const asked = page.getByRole('group', { name: 'Apa hasil kunjungan ini?' });
	await again.or(asked).waitFor();
	if (await again.isVisible()) await again.click();
	await chooseOutcome(phone, outcome);
	// The draft is on the disk as well before she looks for the button.
	await page.getByRole('button', { name: save, exact: true }).waitFor();
	while (!(await draftsOf(page)).some((key) => key.includes(householdId)))
		await page.evaluate(() => new Promise(requestAnimationFrame));
}

const draftsOf = async (page: Page) =>
	(await readStore(page, 'draft')).map(({ key }) => String(key));

const quantile = (values: readonly number[], share: number) =>
	values.toSorted((a, b) => a - b)[
		Math.min(values.length - 1, Math.floor(share * values.length))
	] ?? NaN;

export async function benchSaveVisit(): Promise<BenchRow[]> {
	await makeTemplate({ embedded: true });
	const server = await startTestServer();
	const phone = await Phone.open(server);
	try {
		const { page } = phone;
		// What tsx calls in the functions that are sent to the page.
		await page.addInitScript('globalThis.__name = (named) => named;');
		await signIn(phone, 'kader@demo.jangkau.id', demoPassword);
		await page.getByRole('navigation', { name: 'Menu utama' }).waitFor();
		await waitForAllRecords(phone);
		await phone.waitForWorker();
		const houses = await ownHouseholds(phone);
		await phone.cutNetwork();
		const session = await phone.context.newCDPSession(page);
		const table: BenchRow[] = [];
		for (const outcome of ['Bertemu keluarga', 'Tidak di rumah']) {
			for (const rate of slowdowns) {
				const taken: number[] = [];
				for (let visit = 0; visit < visits; visit += 1) {
					await fillIn(phone, houses[visit % houses.length]!, outcome);
					await session.send('Emulation.setCPUThrottlingRate', { rate });
					taken.push(await tapToSaved(page));
					await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
				}
				const ms = (share: number) => `${quantile(taken, share).toFixed(0)} ms`;
				table.push({
					what: `tap to saved visit, "${outcome}", processor at 1/${String(rate)}, p50 of ${String(visits)}`,
					goal: '≤ 100 ms',
					ours: `${ms(0.5)} (${ms(0)}–${ms(1)})`,
					instead: 'a page from a server: nothing without a network'
				});
			}
		}
		return table;
	} finally {
		await phone.discard();
		await server.close();
	}
}
