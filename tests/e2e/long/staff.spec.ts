// A kader stops: her houses go to the others with no network, as few as possible change hands, a locked
// territory stays as it is; and later the earlier version is in force again. Or she is away for a time:
// what is handed over is printed, and one tap goes back.
import { expect, type Page } from '@playwright/test';
import { addDays } from '#lib/domain/day.ts';
import { signInAs, waitForAllRecords } from '../../support/e2e-people.ts';
import { desktopSize, Phone } from '../../support/e2e-phone.ts';
import { publish } from '../../support/e2e-planner.ts';
import type { TestServer } from '../../support/e2e-server.ts';
import { readStore } from '../../support/e2e-storage.ts';
import { test } from '../../support/e2e-test.ts';

interface Plan {
	readonly area: string;
	readonly version: number;
	readonly territories: number;
}

function planInForce(server: TestServer, area?: string): Promise<Plan> {
	return server.row<Plan & Record<string, unknown>>(
		`select p.area_id as area, p.version, count(t.id)::int as territories
		from jangkau.territory_plan p join jangkau.territory t on t.plan_id = p.id
		where p.status = 'published' and ($1::uuid is null or p.area_id = $1)
		group by p.id order by count(t.id) desc, p.id limit 1`,
		[area ?? null]
	);
}

/** Household → kader today, of the area and its parts. */
async function hands(server: TestServer, plan: Plan): Promise<Map<string, string>> {
	const rows = await server.sql<{ household: string; kader: string }>(
		`select h.household_id as household, h.kader_id as kader
		from jangkau.household_assignment h join jangkau.territory t on t.id = h.territory_id
		join jangkau.territory_plan p on p.id = t.plan_id
		where h.valid_to is null and p.area_id = $1`,
		[plan.area]
	);
	const held = new Map(rows.map(({ household, kader }) => [household, kader]));
	// Nobody has two at one time.
	expect(held.size).toBe(rows.length);
	return held;
}

const changed = (before: Map<string, string>, after: Map<string, string>): number =>
	[...before].filter(([id, kader]) => after.get(id) !== kader).length;

test('who stops leaves her houses to the others, and the version before can be had back', async ({
	server
}) => {
	const plan = await planInForce(server);
	const before = await hands(server, plan);
	const planner = await Phone.open(server, desktopSize);
	const { page } = planner;
	await signInAs(planner, 'perencana');
	await waitForAllRecords(planner);
	await planner.goto(`/pembagian?wilayah=${plan.area}`);
	await page.getByRole('button', { name: 'Ubah sebagian' }).click();
	await expect(page.getByText(/^Pembagian versi \d+ dibuka\./)).toBeVisible();
	const rows = page.getByRole('table', { name: 'Beban setiap wilayah' }).locator('tbody tr');
	await expect(rows).toHaveCount(plan.territories);

	await planner.cutNetwork();
	await page.getByRole('button', { name: 'Kunci wilayah 1:' }).click();
	await page.getByText('Yang berhenti atau tidak bisa bertugas').first().click();
	await page.getByRole('checkbox', { name: /^Wilayah 2:/ }).check();
	await page.getByRole('button', { name: 'Hitung pembagian baru' }).click();
	const proposal = page.getByText(/rumah berganti kader, .+ dari seluruh beban kerja/);
	await expect(proposal).toBeVisible({ timeout: 180_000 });
	const promised = Number(/^[\d.]+/.exec(await proposal.innerText())?.[0].replaceAll('.', ''));
	await expect(rows).toHaveCount(plan.territories - 1);
	await page.getByRole('button', { name: 'Jangan dipakai' }).click();
	await expect(rows).toHaveCount(plan.territories);
	await page.getByRole('button', { name: 'Hitung pembagian baru' }).click();
	await page.getByRole('button', { name: 'Pakai usulan ini' }).click({ timeout: 180_000 });
	await expect(rows).toHaveCount(plan.territories - 1);
	await page.getByRole('button', { name: 'Urungkan' }).click();
	await expect(rows).toHaveCount(plan.territories);
	await page.getByRole('button', { name: 'Ulangi' }).click();
	await expect(rows).toHaveCount(plan.territories - 1);
	await publish(planner);
	await planner.restoreNetwork();

	await expect
		.poll(async () => (await planInForce(server, plan.area)).version, { timeout: 180_000 })
		.toBe(plan.version + 1);
	const after = await hands(server, plan);
	expect(after.size).toBe(before.size);
	const gone = [...before.values()].filter((kader) => ![...after.values()].includes(kader));
	expect(new Set(gone).size).toBe(1);
	expect(changed(before, after)).toBe(promised);
	expect(promised).toBeLessThan(before.size / 4);
	const { kept } = await server.row<{ kept: boolean }>(
		`select extensions.st_asbinary(o.boundary) = extensions.st_asbinary(n.boundary) as kept
		from jangkau.territory o join jangkau.territory_plan op on op.id = o.plan_id,
			jangkau.territory n join jangkau.territory_plan np on np.id = n.plan_id
		where op.area_id = $1 and np.area_id = $1 and o.number = 1 and n.number = 1
			and op.version = $2 and np.version = $2 + 1`,
		[plan.area, plan.version]
	);
	expect(kept).toBe(true);

	const first = page.getByRole('listitem').filter({ hasText: `Versi ${String(plan.version)}` });
	await first.getByRole('button', { name: 'Kembali ke versi ini' }).click({ timeout: 180_000 });
	await expect(rows).toHaveCount(plan.territories);
	await publish(planner);
	await expect
		.poll(async () => (await planInForce(server, plan.area)).version, { timeout: 180_000 })
		.toBe(plan.version + 2);
	expect(changed(before, await hands(server, plan))).toBe(0);
	expect(planner.problems).toEqual([]);
	await planner.discard();
});

/** The plan in force with whoever holds territory 2 gone. */
async function proposeWithoutSecond(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Ubah sebagian' }).click();
	await expect(page.getByText(/^Pembagian versi \d+ dibuka\./)).toBeVisible();
	await page.getByText('Yang berhenti atau tidak bisa bertugas').first().click();
	await page.getByRole('checkbox', { name: /^Wilayah 2:/ }).check();
	await page.getByRole('button', { name: 'Hitung pembagian baru' }).click();
	await page.getByRole('button', { name: 'Pakai usulan ini' }).click({ timeout: 180_000 });
}

/** @returns how many houses its sheets list */
async function handOverSheets(planner: Phone, change: RegExp): Promise<number> {
	const { page } = planner;
	await page.getByRole('link', { name: 'Lembar serah terima' }).click();
	await expect(page.getByLabel('Pergantian yang dicetak')).toContainText(change);
	const lists = page.getByRole('table', { name: 'Rumah yang diserahkan' });
	await expect(lists.first()).toBeVisible();
	await expect(page.getByText('Yang menerima')).toHaveCount(await lists.count());
	const houses = await lists.locator('tbody tr').count();
	await expect(page.getByText(`${String(await lists.count())} lembar, `)).toBeVisible();
	return houses;
}

/** A family that came while the temporary plan held, next door to somebody of it. */
async function addHouse(server: TestServer, plan: Plan): Promise<string> {
	const { id } = await server.row<{ id: string }>(
		`insert into jangkau.household
			(id, area_id, territory_id, code, head_name, location, location_source, registered_on)
		select gen_random_uuid(), h.area_id, h.territory_id, 'UJI-1', 'Keluarga Baru', h.location, 'import',
			current_date
		from jangkau.household h join jangkau.territory t on t.id = h.territory_id and t.active
		where t.area_id = $1 and h.location is not null order by h.id limit 1
		returning id`,
		[plan.area]
	);
	return id;
}

test('who is away for a time is handed over on paper, and one tap goes back', async ({
	server
}) => {
	const plan = await planInForce(server);
	const before = await hands(server, plan);
	const planner = await Phone.open(server, desktopSize);
	const { page } = planner;
	await signInAs(planner, 'perencana');
	await waitForAllRecords(planner);
	await planner.waitForWorker();
	await planner.goto(`/pembagian?wilayah=${plan.area}`);
	await planner.cutNetwork();
	await proposeWithoutSecond(page);
	const planned = await handOverSheets(planner, /Rencana di layar, belum terbit/);
	await page.getByRole('link', { name: 'Pembagian wilayah' }).first().click();

	const today = await page.evaluate(() =>
		new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Makassar' }).format(new Date())
	);
	await page.getByRole('button', { name: 'Terbitkan…' }).click();
	const dialog = page.getByRole('dialog', { name: /^Terbitkan pembagian/ });
	const until = dialog.getByLabel('Sementara, sampai tanggal');
	await expect(dialog.getByText('Tetap, sampai ada pembagian baru')).toBeVisible();
	await until.fill(addDays(today, -1));
	await dialog.getByRole('button', { name: 'Terbitkan', exact: true }).click();
	await expect(dialog.getByText('Paling awal tanggal mulai berlaku.')).toBeVisible();
	await until.fill(addDays(today, 5));
	await dialog.getByRole('button', { name: 'Terbitkan', exact: true }).click();
	await expect(dialog).toBeHidden();
	expect(await handOverSheets(planner, /menunggu terkirim/)).toBe(planned);
	await page.getByRole('link', { name: 'Pembagian wilayah' }).first().click();

	await planner.restoreNetwork();
	await expect
		.poll(async () => (await planInForce(server, plan.area)).version, { timeout: 180_000 })
		.toBe(plan.version + 1);
	expect(changed(before, await hands(server, plan))).toBe(planned);
	const strays = await server.row<{ count: number }>(
		`select count(*)::int as count from jangkau.visit_plan v
		join jangkau.household h on h.id = v.household_id
		join jangkau.territory t on t.id = h.territory_id
		where v.status = 'planned' and t.area_id = $1
			and (v.territory_id, v.kader_id) is distinct from (t.id, t.kader_id)`,
		[plan.area]
	);
	expect(strays.count).toBe(0);
	const came = await addHouse(server, plan);
	await page.reload();
	await expect(page.getByText(/^Pembagian sementara berakhir/)).toBeVisible({ timeout: 180_000 });
	// From whichever area the planner looks at.
	await planner.goto('/pembagian');
	const ending = page.getByRole('listitem').filter({ hasText: /sampai \d+ \w+ \d{4}$/ });
	await ending.getByRole('link').click();
	await expect(page).toHaveURL(new RegExp(`/pembagian\\?wilayah=${plan.area}$`));
	await expect(page.getByText(/^Pembagian sementara berakhir/)).toBeVisible();
	await expect
		.poll(async () => (await readStore(page, 'household')).some(({ id }) => id === came), {
			timeout: 180_000
		})
		.toBe(true);
	expect(await handOverSheets(planner, /Versi \d+ ke versi \d+/)).toBe(planned);
	await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
	await expect
		.poll(() =>
			server.sql(
				`select (detail ->> 'count')::int as count from jangkau.audit_log
				where entity = 'hand_over_sheet'`
			)
		)
		.toEqual([{ count: planned }]);
	await page.getByRole('link', { name: 'Pembagian wilayah' }).first().click();

	const version = String(plan.version);
	await page.getByRole('button', { name: `Kembalikan pembagian versi ${version}` }).click();
	await expect(page.getByText(/1 rumah yang datang sesudahnya sudah dimasukkan/)).toBeVisible();
	await expect(until).toHaveValue('');
	await dialog.getByRole('button', { name: 'Terbitkan', exact: true }).click();
	await expect
		.poll(async () => (await planInForce(server, plan.area)).version, { timeout: 180_000 })
		.toBe(plan.version + 2);
	const after = await hands(server, plan);
	expect(changed(before, after)).toBe(0);
	expect(after.get(came)).toBeTruthy();
	await expect(page.getByText(/^Pembagian sementara/)).toHaveCount(0);
	expect(planner.problems).toEqual([]);
	await planner.discard();
});
