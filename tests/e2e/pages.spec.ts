// Every page of every role on a phone and on a desktop: nothing out of the screen, nothing that
// assistive technology cannot read, no error in the console, no breach of the content policy.
import { expect } from '@playwright/test';
import type { Role } from '../../src/lib/domain/access.ts';
import { menuOf } from '../../src/lib/state/navigation.ts';
import {
	accessibilityViolations,
	overflowPx,
	showWhole,
	waitUntilShown
} from '../support/e2e-page-check.ts';
import { readStore } from '../support/e2e-storage.ts';
import { signInAs, waitForAllRecords } from '../support/e2e-people.ts';
import type { DemoPerson } from '../support/e2e-people.ts';
import { Phone, desktopSize, phoneSize } from '../support/e2e-phone.ts';
import type { TestServer } from '../support/e2e-server.ts';
import { test } from '../support/e2e-test.ts';

type Size = typeof phoneSize;

// Each has a phone of its own and only looks.
test.describe.configure({ mode: 'parallel' });

/** Assistive technology is tried at the width that a role works at. */
const people: readonly (readonly [DemoPerson, Role, Size])[] = [
	['perencana', 'planner', desktopSize],
	['kader', 'kader', phoneSize],
	['bidan', 'health_worker', phoneSize],
	['dinas', 'health_office', desktopSize],
	['camat', 'viewer', desktopSize]
];

let server: TestServer;
test.beforeAll(({ server: shared }) => {
	server = shared;
});

/** Pages of one household, one visit and one case, and what no menu names. */
async function openedFromOthers(phone: Phone, role: Role): Promise<string[]> {
	const idIn = async (store: string) => String((await readStore(phone.page, store))[0]?.['id']);
	switch (role) {
		case 'kader':
			return [
				'/rumah/baru',
				'/salin',
				`/rumah/${await idIn('household')}`,
				`/kunjungan/${await idIn('household')}`
			];
		case 'health_worker':
			return [
				`/kasus/${await idIn('finding')}`,
				'/salin',
				'/rekap/asik',
				`/rekap/asik/${await idIn('visit')}`
			];
		case 'planner':
			return [
				'/wilayah/impor',
				'/pembagian/cetak',
				'/pembagian/serah-terima',
				'/pengaturan/formulir'
			];
		case 'health_office':
			return [];
		case 'viewer':
			// Not for her; the page that says so is one too.
			return ['/hari-ini'];
	}
}

async function faultsOf(phone: Phone, path: string, worksAt: Size): Promise<string[]> {
	const faults: string[] = [];
	await phone.goto(path);
	for (const size of [phoneSize, desktopSize]) {
		await phone.page.setViewportSize(size);
		await waitUntilShown(phone.page);
		const at = `${path} at ${String(size.width)}`;
		const over = await overflowPx(phone.page);
		if (over > 0) faults.push(`${at}: ${String(over)} px too wide`);
		if (size !== worksAt) continue;
		await showWhole(phone.page);
		faults.push(...(await accessibilityViolations(phone.page)).map((found) => `${at}: ${found}`));
	}
	return faults;
}

test('the doors to the app are sound at both widths', async () => {
	const phone = await Phone.open(server);
	const faults: string[] = [];
	for (const path of ['/masuk', '/gabung'])
		for (const size of [phoneSize, desktopSize])
			faults.push(...(await faultsOf(phone, path, size)));
	expect([...faults, ...phone.problems]).toEqual([]);
	await phone.discard();
});

for (const [person, role, size] of people) {
	test(`every page of the ${role} is sound at both widths`, async () => {
		const phone = await Phone.open(server);
		await signInAs(phone, person);
		// The planner's pull is the longest: a page may wait for it.
		await waitForAllRecords(phone);
		const faults: string[] = [];
		const inMenu = menuOf(role).map(({ path }) => path);
		for (const path of [...inMenu, ...(await openedFromOthers(phone, role))])
			faults.push(...(await faultsOf(phone, path, size)));
		expect([...faults, ...phone.problems]).toEqual([]);
		await phone.discard();
	});
}
