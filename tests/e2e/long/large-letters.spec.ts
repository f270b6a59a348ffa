// Letters twice as large, as a volunteer sets them who reads without her glasses: each page of the
// field stays within a phone, and the planner's within a desktop as well.
import { expect } from '@playwright/test';
import { menuOf } from '../../../src/lib/state/navigation.ts';
import { overflowPx, waitUntilShown } from '../../support/e2e-page-check.ts';
import type { DemoPerson } from '../../support/e2e-people.ts';
import { signInAs, waitForAllRecords } from '../../support/e2e-people.ts';
import { Phone, desktopSize, phoneSize } from '../../support/e2e-phone.ts';
import { readStore } from '../../support/e2e-storage.ts';
import { test } from '../../support/e2e-test.ts';

interface Reader {
	readonly person: DemoPerson;
	readonly sizes: readonly (typeof phoneSize)[];
	readonly pages: (idIn: (store: string) => Promise<string>) => Promise<string[]>;
}

const house = async (idIn: (store: string) => Promise<string>): Promise<string[]> => {
	const id = await idIn('household');
	return ['/rumah/baru', `/rumah/${id}`, `/rumah/${id}/cari`, `/kunjungan/${id}`];
};
const paths = (role: Parameters<typeof menuOf>[0]) => menuOf(role).map(({ path }) => path);

const readers: readonly Reader[] = [
	{
		person: 'kader',
		sizes: [phoneSize],
		pages: async (idIn) => [
			...paths('kader'),
			...(await house(idIn)),
			'/salin',
			'/jadwal/posyandu',
			'/pengaturan/peta'
		]
	},
	{
		person: 'bidan',
		sizes: [phoneSize],
		pages: async (idIn) => [
			...paths('health_worker'),
			...(await house(idIn)),
			`/kasus/${await idIn('finding')}`,
			'/salin',
			'/rekap/asik',
			`/rekap/asik/${await idIn('visit')}`,
			'/jadwal/posyandu',
			'/pengaturan/peta'
		]
	},
	{
		person: 'perencana',
		sizes: [desktopSize, phoneSize],
		pages: () =>
			Promise.resolve([...paths('planner'), '/jadwal/posyandu', '/pengaturan/formulir', '/salin'])
	},
	{
		person: 'camat',
		sizes: [phoneSize, desktopSize],
		pages: () => Promise.resolve(paths('viewer'))
	}
];

for (const { person, sizes, pages } of readers) {
	test(`letters twice as large fit on every page of ${person}`, async ({ server }) => {
		const phone = await Phone.open(server);
		await signInAs(phone, person);
		await waitForAllRecords(phone);
		const { page } = phone;
		const found = await pages(async (store) => String((await readStore(page, store))[0]?.['id']));
		const faults: string[] = [];
		for (const path of found) {
			await phone.goto(path);
			await waitUntilShown(page);
			await page.evaluate(() => {
				document.documentElement.style.fontSize = '200%';
			});
			for (const size of sizes) {
				await page.setViewportSize(size);
				const over = await overflowPx(page);
				if (over > 0) faults.push(`${path} at ${String(size.width)}: ${String(over)} px too wide`);
			}
		}
		expect([...faults, ...phone.problems]).toEqual([]);
		await phone.discard();
	});
}
