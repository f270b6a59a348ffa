// A visit goes to another kader: the planner drags it to her with no network, the house comes to her phone
// and says that it is lent, and goes home with one tap.
import { expect, type Locator, type Page } from '@playwright/test';
import { accessibilityViolations, overflowPx } from '../support/e2e-page-check.ts';
import { openKaderPhone, signInAs, waitForAllRecords } from '../support/e2e-people.ts';
import { Phone, desktopSize } from '../support/e2e-phone.ts';
import { readStore } from '../support/e2e-storage.ts';
import { test } from '../support/e2e-test.ts';

/** As a hand does it: the list scrolls only once the house is on its way. */
async function dragOnto(page: Page, what: Locator, target: Locator): Promise<void> {
	await what.hover();
	const box = (await what.boundingBox())!;
	await page.mouse.down();
	await page.mouse.move(box.x + 20, box.y - 20, { steps: 3 });
	// The first move enters the target, the second is over it.
	await target.hover();
	await target.hover();
	await page.mouse.up();
}

type Lending = Readonly<Record<'plan' | 'house' | 'code' | 'owner' | 'borrower', string>>;

test('a visit that is dragged to another kader is hers until the house is taken home', async ({
	server
}) => {
	// Of a kader of another desa: nothing but the loan brings the house to her.
	const [one] = await server.sql<Lending>(
		`with hers as (
			select k.* from jangkau.membership m join auth.users u on u.id = m.user_id
			join jangkau.kader k on k.id = m.kader_id where u.email = 'kader@demo.jangkau.id')
		select p.id as plan, h.id as house, h.code, k.name as owner, hers.name as borrower
		from hers, jangkau.visit_plan p
		join jangkau.household h on h.id = p.household_id
		join jangkau.kader k on k.id = p.kader_id
		where p.status = 'planned' and k.area_id <> hers.area_id
			and p.period = to_char(current_timestamp at time zone 'Asia/Makassar', 'YYYY-MM')
			and p.due_on >= (current_timestamp at time zone 'Asia/Makassar')::date
			and (select count(*) from jangkau.kader same where same.name in (k.name, hers.name)) = 2
		order by p.due_on, p.id limit 1`
	);
	const { house, code, owner, borrower } = one!;
	const kader = await openKaderPhone(server);
	const houses = async () => (await readStore(kader.page, 'household')).map(({ id }) => id);
	expect(await houses()).not.toContain(house);

	const planner = await Phone.open(server, desktopSize);
	const { page } = planner;
	await signInAs(planner, 'perencana');
	await waitForAllRecords(planner);
	await planner.goto('/jadwal');
	await page.getByRole('tab', { name: /Per kader/ }).click();
	await planner.cutNetwork();
	await page.getByRole('button', { name: owner, exact: true }).click();
	const dragged = page
		.getByRole('row', { name: new RegExp(code) })
		.getByText(code, { exact: true });
	await dragOnto(page, dragged.first(), page.getByRole('button', { name: borrower, exact: true }));
	const dialog = page.getByRole('dialog', { name: 'Ubah kunjungan' });
	await expect(dialog.getByText(`Rumah ini pindah ke HP ${borrower}`)).toBeVisible();
	const until = dialog.getByLabel('Dititipkan sampai');
	const offered = await until.inputValue();
	await until.fill('2020-01-01');
	await dialog.getByRole('button', { name: 'Pindahkan' }).click();
	await expect(dialog.getByText('Tanggal itu sudah lewat.')).toBeVisible();
	await until.fill(offered);
	expect(await accessibilityViolations(page)).toEqual([]);
	await dialog.getByRole('button', { name: 'Pindahkan' }).click();
	await expect(page.getByText(`Rumah ${code} dititipkan ke ${borrower}`)).toBeVisible();
	const list = page.getByRole('region', { name: '1 rumah titipan' });
	await expect(list.getByText(`wilayah ${owner}, dikunjungi ${borrower}`)).toBeVisible();
	expect(await overflowPx(page)).toBeLessThanOrEqual(0);

	await planner.restoreNetwork();
	const territory = async () =>
		(
			await server.sql<{ name: string }>(
				`select k.name from jangkau.household h join jangkau.territory t on t.id = h.territory_id
				join jangkau.kader k on k.id = t.kader_id where h.id = $1`,
				[house]
			)
		)[0]?.name;
	await expect.poll(territory, { timeout: 180_000 }).toBe(borrower);
	await kader.page.reload();
	await expect.poll(houses, { timeout: 180_000 }).toContain(house);
	await kader.cutNetwork();
	await kader.goto(`/rumah/${house}`);
	await expect(
		kader.page.getByText(/^Rumah titipan: biasanya dikunjungi kader lain/)
	).toBeVisible();
	expect(await overflowPx(kader.page)).toBeLessThanOrEqual(0);
	await kader.restoreNetwork();

	await list.getByRole('button', { name: `Kembalikan rumah ${code}` }).click();
	await expect(page.getByText(`Rumah ${code} kembali ke ${owner}`)).toBeVisible();
	await expect.poll(territory, { timeout: 180_000 }).toBe(owner);
	await kader.page.reload();
	await expect.poll(houses, { timeout: 180_000 }).not.toContain(house);
	await planner.discard();
	await kader.discard();
});
