// A posyandu's day: the midwife plans it, the kader keeps its list with no network and closes it, and whoever
// did not come is visited in the month that is made next, with the reason in words.
import { expect, type Page } from '@playwright/test';
import {
	accessibilityViolations,
	overflowPx,
	showWhole,
	waitUntilShown
} from '../support/e2e-page-check.ts';
import { openKaderPhone, signInAs, waitForAllRecords } from '../support/e2e-people.ts';
import { Phone, desktopSize, phoneSize } from '../support/e2e-phone.ts';
import { test } from '../support/e2e-test.ts';

type Place = Readonly<
	Record<'today' | 'posyandu_id' | 'posyandu' | 'day' | 'territory_id', string>
>;
type Child = Readonly<Record<'id' | 'name' | 'code' | 'household_id', string>>;

async function checkPage(page: Page): Promise<void> {
	await waitUntilShown(page);
	await showWhole(page);
	expect(await accessibilityViolations(page)).toEqual([]);
	expect(await overflowPx(page)).toBeLessThanOrEqual(0);
	await page.setViewportSize(phoneSize);
}

test('who did not come to the posyandu is visited next month', async ({ server }) => {
	test.slow();
	// One of the last days on which her posyandu was not open: its list may still be kept.
	const [place] = await server.sql<Place>(
		`with now as (select (current_timestamp at time zone 'Asia/Makassar')::date as today)
		select today::text, k.posyandu_id, f.name as posyandu, t.id as territory_id, (
			select max(d)::date::text from generate_series(today - 6, today, interval '1 day') d
			where not exists (select from jangkau.posyandu_session s
				where s.posyandu_id = k.posyandu_id and s.held_on = d::date)) as day
		from now, jangkau.membership m join jangkau.kader k on k.id = m.kader_id
		join jangkau.facility f on f.id = k.posyandu_id
		join jangkau.territory t on t.kader_id = k.id and t.active
		where m.id = '01940000-0000-7000-8000-0000000000a2'`
	);
	const { posyandu, day } = place!;
	const [child] = await server.sql<Child>(
		`select m.id, m.name, h.code, h.id as household_id
		from jangkau.member m join jangkau.household h on h.id = m.household_id
		where h.territory_id = $1 and h.posyandu_id = $2 and h.status = 'active' and m.status = 'active'
			and m.birth_date between $3::date - interval '60 months' and $3::date - interval '8 months'
			and not exists (select from jangkau.visit v where v.household_id = h.id
				and v.outcome = 'completed' and v.visited_on >= $3::date)
			and not exists (select from jangkau.visit_plan p where p.household_id = h.id
				and p.status = 'planned' and p.due_on <= $4::date)
		order by h.code limit 1`,
		[place!.territory_id, place!.posyandu_id, day, place!.today]
	);

	const midwife = await Phone.open(server, desktopSize);
	const { page: desk } = midwife;
	await signInAs(midwife, 'bidan');
	await waitForAllRecords(midwife);
	await midwife.goto('/jadwal');
	await desk.getByRole('tab', { name: /^Posyandu/ }).click();
	await desk.getByRole('button', { name: 'Tambah hari posyandu' }).click();
	const form = desk.getByRole('dialog', { name: 'Tambah hari posyandu' });
	await form.getByLabel('Posyandu', { exact: true }).selectOption({ label: posyandu });
	await form.getByRole('button', { name: 'Simpan', exact: true }).click();
	await expect(form.getByText('Pilih tanggalnya.')).toBeVisible();
	await form.getByLabel('Tanggal buka').fill(day);
	await form.getByLabel('Mulai pukul (boleh kosong)').fill('08:30');
	await form.getByRole('button', { name: 'Simpan', exact: true }).click();
	await expect(desk.getByText('Hari posyandu tersimpan.')).toBeVisible();
	const session = () =>
		server.sql<{ id: string; status: string }>(
			'select id, status from jangkau.posyandu_session where posyandu_id = $1 and held_on = $2',
			[place!.posyandu_id, day]
		);
	await expect.poll(async () => (await session()).map(({ status }) => status)).toEqual(['planned']);
	const { id } = (await session())[0]!;

	const phone = await openKaderPhone(server);
	const { page } = phone;
	await phone.goto('/jadwal/posyandu');
	await checkPage(page);
	await page.locator(`a[href="/jadwal/posyandu/${id}"]`).click();
	await expect(page.getByRole('heading', { name: 'Daftar hadir' })).toBeVisible();
	await phone.cutNetwork();

	const search = page.getByLabel('Cari nama, kepala keluarga, atau kode');
	await search.fill(child!.code);
	const hers = page.getByRole('group', { name: new RegExp(`^${child!.name}`) });
	await hers.getByLabel('Tidak', { exact: true }).check({ force: true });
	await expect(hers.getByLabel('Tidak', { exact: true })).toBeChecked();
	await expect(page.getByText(/^Tidak hadir\s*1\s*dari/)).toBeVisible();
	// What was tapped is stored: the page opened anew, with no network, still knows.
	await phone.goto(`/jadwal/posyandu/${id}`);
	await waitUntilShown(page);
	await search.fill(child!.code);
	await expect(hers.getByLabel('Tidak', { exact: true })).toBeChecked();
	await search.fill('');
	await checkPage(page);

	await page.getByRole('button', { name: /^Sisanya hadir/ }).click();
	await expect(page.getByText(/orang dicatat hadir\.$/)).toBeVisible();
	await page.getByRole('button', { name: 'Tutup hari posyandu', exact: true }).click();
	const asked = page.getByRole('dialog', { name: 'Tutup hari posyandu?' });
	await asked.getByRole('button', { name: 'Tutup hari posyandu', exact: true }).click();
	await expect(page.getByText('Daftar sudah ditutup')).toBeVisible();

	await phone.restoreNetwork();
	await expect
		.poll(async () => (await session()).map(({ status }) => status), { timeout: 180_000 })
		.toEqual(['held']);
	const absent = () =>
		server.sql<{ member_id: string }>(
			'select member_id from jangkau.attendance where session_id = $1 and not present',
			[id]
		);
	await expect.poll(absent, { timeout: 180_000 }).toEqual([{ member_id: child!.id }]);
	expect(phone.problems).toEqual([]);
	await phone.discard();

	await midwife.goto(`/jadwal/posyandu/${id}`);
	// Hers is closed; families of other kader are not.
	await expect(desk.getByRole('button', { name: 'Tutup sisa daftar' })).toBeVisible({
		timeout: 180_000
	});
	await midwife.goto('/jadwal');
	await desk.getByLabel('Bulan', { exact: true }).selectOption({ index: 1 });
	await desk.getByRole('button', { name: 'Susun jadwal' }).click();
	const proposal = desk.getByRole('dialog', { name: /^Usulan jadwal/ });
	await proposal.getByRole('button', { name: 'Simpan jadwal' }).click();
	await expect(desk.getByText(/kunjungan dijadwalkan\./)).toBeVisible();
	const reasons = async () =>
		(
			await server.sql<{ text: string }>(
				`select r ->> 'text' as text from jangkau.visit_plan p, jsonb_array_elements(p.reasons) r
				where p.household_id = $1 and r ->> 'code' = 'missed_posyandu'`,
				[child!.household_id]
			)
		).map(({ text }) => text);
	await expect
		.poll(reasons, { timeout: 270_000 })
		.toEqual([expect.stringMatching(/^Tidak hadir di posyandu \d+ \p{L}+ \d{4}$/u)]);
	expect(midwife.problems).toEqual([]);
	await midwife.discard();
});
