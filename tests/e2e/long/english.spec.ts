// The app in English, for who works with colleagues from elsewhere: the same pages, as sound.
import { expect } from '@playwright/test';
import type { Role } from '../../../src/lib/domain/access.ts';
import { menuOf } from '../../../src/lib/state/navigation.ts';
import { accessibilityViolations, overflowPx, showWhole } from '../../support/e2e-page-check.ts';
import type { DemoPerson } from '../../support/e2e-people.ts';
import { signInAs, waitForAllRecords } from '../../support/e2e-people.ts';
import { Phone, desktopSize, phoneSize } from '../../support/e2e-phone.ts';
import { readStore } from '../../support/e2e-storage.ts';
import { test } from '../../support/e2e-test.ts';

const people: readonly (readonly [DemoPerson, Role])[] = [
	['kader', 'kader'],
	['bidan', 'health_worker'],
	['perencana', 'planner'],
	['camat', 'viewer']
];

for (const [person, role] of people) {
	test(`every page of the ${role} is sound in English`, async ({ server }) => {
		const phone = await Phone.open(server);
		await signInAs(phone, person);
		await waitForAllRecords(phone);
		const { page } = phone;
		await page.evaluate(() => localStorage.setItem('PARAGLIDE_LOCALE', 'en'));
		const house = String((await readStore(page, 'household'))[0]?.['id']);
		const fieldWork = role === 'kader' || role === 'health_worker';
		const others = fieldWork
			? [`/rumah/${house}`, `/rumah/${house}/cari`, `/kunjungan/${house}`]
			: [];
		const faults: string[] = [];
		for (const path of [...menuOf(role).map((item) => item.path), ...others]) {
			await phone.goto(path);
			for (const size of [phoneSize, desktopSize]) {
				await page.setViewportSize(size);
				await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
				await expect(page.getByRole('status', { name: 'Loading…' })).toHaveCount(0);
				await expect(page.getByText('Loading the map…').filter({ visible: true })).toHaveCount(0);
				const over = await overflowPx(page);
				if (over > 0) faults.push(`${path} at ${String(size.width)}: ${String(over)} px too wide`);
			}
			await showWhole(page);
			faults.push(...(await accessibilityViolations(page)).map((found) => `${path}: ${found}`));
		}
		expect([...faults, ...phone.problems]).toEqual([]);
		await phone.discard();
	});
}
