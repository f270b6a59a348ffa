// The planner changes the month by hand, with no network: a visit goes to another day by its button and by
// being dragged, is left out, and the calendar file of a kader says no more than codes and days.
import { expect } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { signInAs, waitForAllRecords } from '../support/e2e-people.ts';
import { Phone, desktopSize } from '../support/e2e-phone.ts';
import { test } from '../support/e2e-test.ts';

type Planned = Readonly<Record<'id' | 'code' | 'kader' | 'due_on' | 'today', string>>;

test('a planned visit is moved, left out and taken along as a calendar', async ({ server }) => {
	// Of one kader, due on another day than today: those can go to today on any day of the year.
	const [first, second] = await server.sql<Planned>(
		`with now as (select (current_timestamp at time zone 'Asia/Makassar')::date as today)
		select p.id, h.code, k.name as kader, p.due_on::text, today::text
		from now, jangkau.visit_plan p
		join jangkau.household h on h.id = p.household_id
		join jangkau.kader k on k.id = p.kader_id
		where p.status = 'planned' and p.period = to_char(today, 'YYYY-MM') and p.due_on <> today
			and p.kader_id = (select kader_id from jangkau.visit_plan q
				where q.status = 'planned' and q.period = to_char(today, 'YYYY-MM') and q.due_on <> today
				group by kader_id order by count(*) desc, kader_id limit 1)
		order by p.due_on, p.id limit 2`
	);
	const planner = await Phone.open(server, desktopSize);
	const { page } = planner;
	await signInAs(planner, 'perencana');
	await waitForAllRecords(planner);
	await planner.goto('/jadwal');
	await page.getByRole('tab', { name: /Per kader/ }).click();
	await planner.cutNetwork();
	await page.getByRole('button', { name: first!.kader, exact: true }).click();

	const change = (code: string) => page.getByRole('button', { name: `Ubah kunjungan ${code}` });
	const dialog = page.getByRole('dialog', { name: 'Ubah kunjungan' });
	await change(first!.code).first().press('Enter');
	const day = dialog.getByLabel('Tanggal kunjungan');
	await day.fill('2020-01-01');
	await expect(dialog.getByText('Tanggal itu sudah lewat.')).toBeVisible();
	await expect(dialog.getByRole('button', { name: 'Pindahkan' })).toBeDisabled();
	await day.fill(first!.today);
	await dialog.getByRole('button', { name: 'Pindahkan' }).press('Enter');
	await expect(page.getByText(/^Kunjungan dipindah ke/)).toBeVisible();

	const [file] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('button', { name: 'Unduh kalender (.ics)' }).click()
	]);
	const written = await readFile(await file.path(), 'utf8');
	expect(written).toContain(`SUMMARY:Kunjungan rumah ${first!.code}`);
	const heads = await server.sql<{ head_name: string }>('select head_name from jangkau.household');
	expect(heads.filter(({ head_name }) => written.includes(head_name))).toEqual([]);
	expect(written).not.toMatch(/nifas|hamil|TBC|rutin/i);

	await page.getByRole('tab', { name: /Per hari/ }).click();
	const calendar = page.getByRole('table', { name: /^Kalender/ });
	const cell = (at: string) =>
		calendar.getByRole('cell').filter({ hasText: new RegExp(`^[^0-9]*${Number(at.slice(8))}\\b`) });
	await cell(second!.due_on).getByRole('button').click();
	await page
		.getByRole('row', { name: new RegExp(second!.code) })
		.getByText(second!.code, { exact: true })
		.dragTo(cell(second!.today));
	await expect(day).toHaveValue(second!.today);
	await dialog.getByRole('button', { name: 'Lewati kunjungan ini' }).click();
	await expect(page.getByText(/^Kunjungan dilewati/)).toBeVisible();

	await planner.restoreNetwork();
	const stored = () =>
		server.sql<{ due_on: string; status: string }>(
			'select due_on::text, status from jangkau.visit_plan where id = any ($1) order by status',
			[[first!.id, second!.id]]
		);
	await expect.poll(stored, { timeout: 180_000 }).toEqual([
		{ due_on: first!.today, status: 'planned' },
		{ due_on: second!.due_on, status: 'skipped' }
	]);
	await planner.discard();
});
