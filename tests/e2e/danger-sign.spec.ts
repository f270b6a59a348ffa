// A danger sign from the tick to the news that comes back: the kader with no signal and a killed browser,
// the midwife who takes the case, and the kader who reads what became of it.
import { expect, type Page } from '@playwright/test';
import { chooseOutcome, expectAllStored, saveVisit } from '../support/e2e-kader.ts';
import { accessibilityViolations, overflowPx, showWhole } from '../support/e2e-page-check.ts';
import { openKaderPhone, signInAs, waitForAllRecords } from '../support/e2e-people.ts';
import { Phone } from '../support/e2e-phone.ts';
import type { TestServer } from '../support/e2e-server.ts';
import { test } from '../support/e2e-test.ts';

interface House {
	readonly [field: string]: string;
	readonly id: string;
	readonly code: string;
	readonly headName: string;
	readonly memberName: string;
}

/** A house of the demo's kader with a small child and nothing open. */
const houseWithChild = (server: TestServer) =>
	server.row<House>(
		`select h.id::text as id, h.code, h.head_name as "headName", c.name as "memberName"
		from auth.users u join jangkau.membership m on m.user_id = u.id
		join jangkau.territory t on t.kader_id = m.kader_id and t.active
		join jangkau.household h on h.territory_id = t.id and h.status = 'active'
		join jangkau.member c on c.household_id = h.id and c.status = 'active'
			and c.birth_date between now() - interval '4 years' and now() - interval '1 year'
		where u.email = 'kader@demo.jangkau.id' and not exists (
			select from jangkau.finding f where f.household_id = h.id)
		order by h.id limit 1`
	);

/** The pustu never opens, the puskesmas always does: whatever the hour of this run. */
async function closePustu(server: TestServer): Promise<{ puskesmas: string; pustu: string }> {
	await server.sql(
		`update jangkau.facility set opening_hours = '{"always":false,"week":[[],[],[],[],[],[],[]]}'
		where kind = 'pustu'`
	);
	return server.row(
		`select (select name from jangkau.facility where kind = 'puskesmas' limit 1) as puskesmas,
		f.name as pustu from jangkau.facility f join jangkau.facility_area s on s.facility_id = f.id
		join jangkau.membership m on m.area_id = s.area_id join auth.users u on u.id = m.user_id
		where f.kind = 'pustu' and u.email = 'bidan@demo.jangkau.id'`
	);
}

const redScreen = (page: Page) => page.getByRole('dialog', { name: 'Tanda bahaya' });

async function openVisit({ page }: Phone): Promise<void> {
	const again = page.getByRole('button', { name: 'Catat kunjungan lain' });
	const outcome = page.getByRole('group', { name: 'Apa hasil kunjungan ini?' });
	await expect(again.or(outcome)).toBeVisible();
	if (await again.isVisible()) await again.click();
}

test('a danger sign is told at once with no signal, reaches the midwife, and its end comes back', async ({
	server
}) => {
	const places = await closePustu(server);
	const house = await houseWithChild(server);
	const kader = await openKaderPhone(server);
	await kader.goto(`/kunjungan/${house.id}`);
	await openVisit(kader);
	await kader.cutNetwork();

	await chooseOutcome(kader, 'Bertemu keluarga');
	await kader.page.getByRole('heading', { level: 3, name: house.memberName, exact: true }).click();
	const signs = kader.page.getByRole('group', { name: `Tanda bahaya pada ${house.memberName}` });
	await signs
		.first()
		.getByRole('checkbox', { name: /^Napas sesak/ })
		.check();

	const screen = redScreen(kader.page);
	await expect(screen.getByText('Berangkat sekarang juga. Jangan tunggu besok.')).toBeVisible();
	await expect(screen.locator('.best')).toContainText(places.puskesmas);
	await expect(screen.locator('.best')).toContainText('Buka 24 jam');
	await expect(screen.locator('.best').getByRole('link')).toHaveAttribute('href', /^tel:\d+$/);
	await screen.getByText(/^Tempat lain/).click();
	await expect(screen.getByText(places.pustu)).toBeVisible();
	const message = await screen.getByRole('link', { name: 'Kirim WhatsApp' }).getAttribute('href');
	expect(decodeURIComponent(message ?? '')).toContain(house.code);
	for (const secret of [house.headName, house.memberName, 'Napas'])
		expect(decodeURIComponent(message ?? '')).not.toContain(secret);
	expect(await overflowPx(kader.page)).toBe(0);
	expect(await accessibilityViolations(kader.page)).toEqual([]);

	// Without her word it is not saved.
	await screen.getByRole('button', { name: 'Kembali ke isian' }).click();
	await expect(screen).toBeHidden();
	await kader.page.getByRole('button', { name: 'Simpan kunjungan' }).click();
	await screen.getByRole('button', { name: 'Belum bisa mengingatkan' }).click();
	await screen.getByRole('radio', { name: 'Tidak ada orang dewasa di rumah' }).check();
	await screen.getByRole('button', { name: 'Simpan alasan' }).click();
	await expect(kader.page.getByText(/^Belum diingatkan: Tidak ada orang dewasa/)).toBeVisible();

	await kader.kill();
	await kader.goto(`/kunjungan/${house.id}`);
	await expect(kader.page.getByText(/^Belum diingatkan: Tidak ada orang dewasa/)).toBeVisible();
	await expect(redScreen(kader.page)).toBeHidden();
	await redScreenAgain(kader.page);
	await saveVisit(kader);
	await kader.restoreNetwork();
	await kader.goto('/kirim');
	await expectAllStored(kader);

	const result = 'Sudah diperiksa di puskesmas, napas membaik.';
	const bidan = await Phone.open(server);
	await signInAs(bidan, 'bidan');
	await waitForAllRecords(bidan);
	await takeCase(bidan, house, result, await tomorrow(server));
	await bidan.goto('/kirim');
	await expectAllStored(bidan);
	const [kept] = await server.sql(
		`select f.status, f.puskesmas_id is not null as owned, p.reasons::text like '%joint_visit%' as joint
		from jangkau.finding f join jangkau.visit_plan p on p.household_id = f.household_id
		where f.household_id = $1 and p.reasons::text like '%joint_visit%'`,
		[house.id]
	);
	expect(kept).toEqual({ status: 'closed', owned: true, joint: true });

	await kader.goto('/kasus');
	await kader.page.getByRole('tab', { name: /^Selesai/ }).click();
	const mine = kader.page.getByRole('link').filter({ hasText: house.code });
	await expect(mine).toContainText(result);
	await mine.click();
	await expect(kader.page.getByRole('listitem').filter({ hasText: 'Dijadwalkan' })).toBeVisible();
	await expect(kader.page.getByRole('button', { name: 'Simpan tindak lanjut' })).toHaveCount(0);
	await kader.goto(`/rumah/${house.id}`);
	await expect(kader.page.getByText(result)).toBeVisible();
	expect([...kader.problems, ...bidan.problems]).toEqual([]);
	await kader.discard();
	await bidan.discard();
});

/** From the form, as she opens it herself; this time the family is there. */
async function redScreenAgain(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Lihat yang harus dilakukan' }).click();
	const screen = redScreen(page);
	await screen.getByRole('button', { name: 'Keluarga sudah diingatkan' }).click();
	await expect(screen).toBeHidden();
	await expect(page.getByRole('checkbox', { name: 'Keluarga sudah diingatkan' })).toBeChecked();
}

async function tomorrow(server: TestServer): Promise<string> {
	const { day } = await server.row<{ day: string }>(
		`select ((now() at time zone 'Asia/Makassar')::date + 1)::text as day`
	);
	return day;
}

async function takeCase(bidan: Phone, house: House, result: string, day: string): Promise<void> {
	const { page } = bidan;
	await bidan.goto('/kasus');
	const cases = page.getByRole('list', { name: 'Daftar kasus' });
	await cases.getByRole('link').filter({ hasText: house.code }).click();
	await expect(page.getByText(house.headName)).toBeVisible();
	await showWhole(page);
	expect(await accessibilityViolations(page)).toEqual([]);
	const history = (status: string) => page.getByRole('listitem').filter({ hasText: status });
	const save = page.getByRole('button', { name: 'Simpan tindak lanjut' });
	await page.getByRole('button', { name: 'Tandai sudah dibaca' }).click();
	await expect(history('Sudah dibaca')).toBeVisible();
	await page.getByRole('radio', { name: 'Jadwalkan kunjungan bersama' }).check();
	await page.getByLabel('Hari kunjungan bersama kader').fill(day);
	await save.click();
	await expect(history('Dijadwalkan')).toBeVisible();
	await page.getByRole('radio', { name: 'Tutup: selesai' }).check();
	await save.click();
	await expect(page.getByText('Tulis hasil atau alasannya')).toBeVisible();
	await page.getByLabel('Hasilnya').fill(result);
	await save.click();
	await expect(history('Selesai')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Buka lagi' })).toBeVisible();
}
