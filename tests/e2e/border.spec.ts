// Borders of a plan pulled on the map, with no network: by mouse, keys and finger. Both loads are shown
// before anything is kept, what is kept is one step, and a locked territory has no handles.
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
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
const handles = () => page.getByRole('button', { name: /^Garis wilayah 1 dengan wilayah \d/ });
const preview = () => page.getByRole('region', { name: 'Sebelum garis dipindahkan, periksa dulu' });
const moving = () => preview().getByText(/^\d+ rumah pindah ke wilayah \d/);
const keep = () => preview().getByRole('button', { name: 'Pindahkan garis' });

/** Marks the first territory in the table, which puts handles on its borders. */
async function chooseFirst(): Promise<void> {
	const choice = page.getByRole('button', { name: 'Wilayah 1', exact: true });
	if ((await choice.getAttribute('aria-pressed')) !== 'true') await choice.click();
}
async function middleOf(handle: Locator): Promise<[number, number]> {
	const box = (await handle.boundingBox())!;
	expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
	return [box.x + box.width / 2, box.y + box.height / 2];
}
/** Around the place that a border is pulled from; one of them lies over houses. */
const around = [
	[110, 0],
	[-110, 0],
	[0, 110],
	[0, -110]
] as const;

test('a border is pulled with the mouse, looked at, kept in one step and taken back', async () => {
	await chooseFirst();
	const before = await households();
	const [x, y] = await middleOf(handles().first());
	await page.mouse.move(x, y);
	await page.mouse.down();
	for (const [dx, dy] of around) {
		await page.mouse.move(x + dx, y + dy, { steps: 5 });
		if (await moving().isVisible()) break;
	}
	await expect(moving()).toBeVisible();
	await expect(keep()).toBeHidden();
	await page.mouse.up();
	await expect(preview().getByText(/kunjungan/i)).toBeVisible();
	await expect(preview().getByRole('row', { name: /^Rumah \d+ .*menjadi \d+/ })).toBeVisible();
	expect(await households()).toEqual(before);
	await keep().click();
	await expect(page.getByText(/^Garis bergeser, \d+ rumah pindah/)).toBeVisible();
	await expect(preview()).toBeHidden();
	const after = await households();
	expect(after).not.toEqual(before);
	expect(after.reduce((sum, one) => sum + one)).toBe(before.reduce((sum, one) => sum + one));
	// The borders went along.
	await expect(page.getByText(/garisnya belum menyusul/)).toBeHidden();
	await page.getByRole('button', { name: 'Urungkan' }).click();
	expect(await households()).toEqual(before);
	// On a map that had moved, the handle would be elsewhere.
	expect(await middleOf(handles().first())).toEqual([x, y]);
	await page.getByRole('button', { name: 'Ulangi' }).click();
	expect(await households()).toEqual(after);
	await page.getByRole('button', { name: 'Urungkan' }).click();
});

test('a border is pulled by keys alone: Escape drops it, Enter keeps it', async () => {
	const before = await households();
	const { keyboard } = page;
	for (const end of ['Escape', 'Enter']) {
		await handles().first().focus();
		for (const arrow of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
			for (let times = 0; times < 3; times++) await keyboard.press(`Shift+${arrow}`);
			if (await moving().isVisible()) break;
			await keyboard.press('Escape');
			await handles().first().focus();
		}
		await expect(moving()).toBeVisible();
		await expect(handles()).toHaveCount(1);
		await keyboard.press(end);
		await expect(preview()).toBeHidden();
		if (end === 'Escape') expect(await households()).toEqual(before);
	}
	await expect(page.getByText(/^Garis bergeser, \d+ rumah pindah/).first()).toBeVisible();
	expect(await households()).not.toEqual(before);
	await page.getByRole('button', { name: 'Urungkan' }).press('Enter');
	expect(await households()).toEqual(before);
});

test('a border over empty ground says so, and has nothing to keep', async () => {
	await handles().first().focus();
	await page.keyboard.press('ArrowLeft');
	await page.keyboard.press('ArrowRight');
	await expect(preview().getByText(/tidak ada yang pindah/)).toBeVisible();
	await expect(keep()).toBeHidden();
	await preview().getByRole('button', { name: 'Batal' }).click();
	await expect(preview()).toBeHidden();
});

test('a border is pulled with a finger on a phone, and given up without a trace', async () => {
	const before = await households();
	await page.setViewportSize(phoneSize);
	await page.getByText('Peta', { exact: true }).click();
	await expect(handles().first()).toBeVisible();
	const [x, y] = await middleOf(handles().first());
	const touch = await planner.context.newCDPSession(page);
	const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: [number, number]) =>
		touch.send('Input.dispatchTouchEvent', {
			type,
			touchPoints: at ? [{ x: at[0], y: at[1] }] : []
		});
	await send('touchStart', [x, y]);
	for (const [dx, dy] of around) {
		await send('touchMove', [x + dx / 2, y + dy / 2]);
		await send('touchMove', [x + dx, y + dy]);
		if (await moving().isVisible()) break;
	}
	await expect(moving()).toBeVisible();
	await send('touchEnd');
	await expect(keep()).toBeVisible();
	await preview().getByRole('button', { name: 'Batal' }).click();
	await expect(preview()).toBeHidden();
	await page.setViewportSize(desktopSize);
	expect(await households()).toEqual(before);
});

test('a locked territory has no handles', async () => {
	await chooseFirst();
	await expect(handles().first()).toBeVisible();
	await page.getByRole('button', { name: 'Kunci wilayah 1' }).click();
	await expect(handles()).toHaveCount(0);
});
