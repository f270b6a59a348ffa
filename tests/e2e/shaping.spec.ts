// Shaping a plan by hand, with no network: houses circled on the map by mouse and finger,
// looked at before they are kept, and taken back.
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { desktopSize, phoneSize, type Phone } from '../support/e2e-phone.ts';
import { householdsByTerritory, openDivided } from '../support/e2e-planner.ts';
import { test } from '../support/e2e-test.ts';

test.describe.configure({ mode: 'serial' });

let planner: Phone;
let page: Page;

test.beforeAll(async ({ server }) => {
	planner = await openDivided(server, 3);
	({ page } = planner);
});
test.beforeEach(() => planner.cutNetwork());
test.afterAll(() => planner.discard());

const households = () => householdsByTerritory(page);
const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);
const choice = () => page.getByText(/^\d+ rumah dipilih$/).filter({ visible: true });

/** Corners of a box around the middle of the map, as shares of its size. */
const corners = [
	[0.35, 0.35],
	[0.65, 0.35],
	[0.65, 0.65],
	[0.35, 0.65],
	[0.36, 0.36]
] as const;

async function loopOnMap(): Promise<[number, number][]> {
	const box = (await page.locator('.maplibregl-canvas').boundingBox())!;
	return corners.map(([x, y]) => [box.x + x * box.width, box.y + y * box.height]);
}

async function circleByMouse(): Promise<void> {
	const [start, ...rest] = await loopOnMap();
	await page.mouse.move(...start!);
	await page.mouse.down();
	for (const at of rest) await page.mouse.move(...at, { steps: 6 });
	await page.mouse.up();
}

/** Gives the chosen houses to `number`, after a look that changes nothing. */
async function moveAfterLook(number: string): Promise<void> {
	const before = await households();
	await page.getByLabel('Berikan ke').selectOption(number);
	const preview = page.getByRole('region', { name: 'Sebelum dipindahkan, periksa dulu' });
	await expect(preview.getByText(/garis wilayah/)).toBeVisible();
	await expect(preview.getByText(/kunjungan/i)).not.toHaveText(/Menghitung/);
	expect(await households()).toEqual(before);
	await preview.getByRole('button', { name: 'Pindahkan' }).press('Enter');
	await expect(preview).toBeHidden();
	const after = await households();
	expect(after).not.toEqual(before);
	expect(sum(after)).toBe(sum(before));
	await page.getByRole('button', { name: 'Urungkan' }).press('Enter');
	expect(await households()).toEqual(before);
	await page.getByRole('button', { name: 'Ulangi' }).press('Enter');
	expect(await households()).toEqual(after);
}

test('houses circled with the mouse move in one step, and the map stays where it is', async () => {
	await page.getByRole('button', { name: 'Lingkari rumah' }).click();
	await circleByMouse();
	await expect(choice().first()).toBeVisible();
	const count = await choice().first().innerText();
	// On a map that had moved, the same loop would go around other houses.
	await circleByMouse();
	await expect(choice().first()).toHaveText(count);
	await page.keyboard.press('Escape');
	await expect(page.getByRole('button', { name: 'Selesai' })).toBeHidden();
	await moveAfterLook('1');
	await page.getByText('Satu kalimat untuk setiap kader').click();
	await expect(
		page.getByText(/^Wilayah 2 \(belum ada kader\): \d+ rumah, .+ sebulan; rata-rata/)
	).toBeVisible();
});

test('houses circled with a finger are counted, and given up without a trace', async () => {
	await page.setViewportSize(phoneSize);
	const before = await households();
	await page.getByRole('button', { name: 'Lingkari rumah' }).click();
	await expect(page.getByRole('button', { name: 'Selesai' })).toBeVisible();
	const touch = await planner.context.newCDPSession(page);
	const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: [number, number]) =>
		touch.send('Input.dispatchTouchEvent', {
			type,
			touchPoints: at ? [{ x: at[0], y: at[1] }] : []
		});
	// On a narrower page the map finds its place anew: until then the loop lies round no house.
	await expect(async () => {
		const loop = await loopOnMap();
		await send('touchStart', loop[0]);
		for (const at of loop.slice(1)) await send('touchMove', at);
		await send('touchEnd');
		await expect(choice().first()).toBeVisible({ timeout: 2000 });
	}).toPass({ timeout: 180_000 });
	await page.getByRole('button', { name: 'Selesai' }).click();
	await expect(page.getByLabel('Berikan ke')).toBeInViewport();
	await page.getByLabel('Berikan ke').selectOption('2');
	await page.getByRole('button', { name: 'Batal' }).click();
	await page.getByRole('button', { name: 'Kosongkan pilihan' }).click();
	await expect(page.getByRole('status').filter({ hasText: '0 rumah dipilih' })).toBeAttached();
	expect(await households()).toEqual(before);
});

test('an RT moves by keys alone, and the lines follow the houses', async () => {
	await page.setViewportSize(desktopSize);
	const before = await households();
	const { keyboard } = page;
	await page.getByLabel('Tambah satu RT').focus();
	await keyboard.press('ArrowDown');
	await keyboard.press('Tab');
	await keyboard.press('Enter');
	await expect(choice().first()).toBeVisible();
	await page.getByLabel('Berikan ke').focus();
	// The one that holds fewest of them takes all: a choice that changes something, whichever RT it is.
	for (let tries = 0; tries < 3; tries++) {
		await keyboard.press('ArrowDown');
		if (await page.getByRole('button', { name: 'Pindahkan', exact: true }).isEnabled()) break;
	}
	await page.getByRole('button', { name: 'Pindahkan', exact: true }).focus();
	await keyboard.press('Enter');
	const given = await households();
	expect(given).not.toEqual(before);
	await page.getByRole('button', { name: 'Garis ikut rumah' }).focus();
	await keyboard.press('Enter');
	await expect(page.getByText(/^Garis sudah mengikuti rumah/)).toBeVisible();
	await expect(page.getByText(/garisnya belum menyusul/)).toBeHidden();
	expect(await households()).toEqual(given);
	await page.getByRole('button', { name: 'Urungkan' }).press('Enter');
	await expect(page.getByText(/garisnya belum menyusul/)).toBeVisible();
	expect(await households()).toEqual(given);
});
