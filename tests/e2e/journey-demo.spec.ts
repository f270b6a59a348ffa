// The main job from end to end, on the demo: a planner divides, a kader visits with no signal, the
// midwife gets the case, the head of the kecamatan sees the figure and no name.
import { expect, test } from '@playwright/test';
import {
	addHousehold,
	chooseOutcome,
	expectAllStored,
	expectOnlyHere,
	saveVisit,
	startVisit,
	tickDangerSign,
	todaysHouseholds,
	unsentOf
} from '../support/e2e-kader.ts';
import type { Unsent } from '../support/e2e-kader.ts';
import {
	joinWith,
	makeCodeFor,
	signInAs,
	waitForAllRecords,
	waitForRecords
} from '../support/e2e-people.ts';
import { Phone, desktopSize, phoneSize } from '../support/e2e-phone.ts';
import { coloursOf, mapCanvas } from '../support/e2e-picture.ts';
import { assignKader, divide, publish } from '../support/e2e-planner.ts';
import { startTestServer } from '../support/e2e-server.ts';
import type { TestServer } from '../support/e2e-server.ts';
import { everyPersonalText, foundIn } from '../support/e2e-personal.ts';

test.describe.configure({ mode: 'serial' });

let server: TestServer;
let planner: Phone;
let kader: Phone;
let village: { id: string; name: string };
let chosen: { kaderId: string; name: string; territoryId: string };
let visited: { householdId: string; headName: string; memberName: string };
let sign: string;
let unsent: Unsent[];
let covered: { visited: number; registered: number };
const newHead = 'Siti Rumah Baru';

test.beforeAll(async () => {
	server = await startTestServer({ postgres: true });
	village = await server.row(
		`select a.id::text as id, a.name from jangkau.membership m join jangkau.area a on a.id = m.area_id
		join auth.users u on u.id = m.user_id where u.email = 'bidan@demo.jangkau.id'`
	);
});
test.afterAll(async () => {
	await planner?.discard();
	await kader?.discard();
	await server?.close();
});

/** As the camat's page counts: households of the kecamatan with a completed visit this month. */
async function coverageNow(): Promise<{ visited: number; registered: number }> {
	return server.row<{ visited: number; registered: number }>(`
		select count(*)::int as registered, (count(*) filter (where exists (
			select from jangkau.visit v where v.household_id = h.id and v.outcome = 'completed'
			and v.visited_on >= date_trunc('month', (now() at time zone 'Asia/Makassar'))::date
			and not exists (select from jangkau.visit c where c.corrects_id = v.id))))::int as visited
		from jangkau.household h where h.status = 'active'`);
}

test('the planner divides a desa among its kader and publishes a version', async () => {
	planner = await Phone.open(server, desktopSize);
	await signInAs(planner, 'perencana');
	await waitForAllRecords(planner);
	await planner.goto('/wilayah');
	await expect(planner.page.getByText('Teluk Pandan Baru').first()).toBeVisible();
	const { k, version } = await server.row<{ k: number; version: number }>(
		`select (select count(*)::int from jangkau.kader where area_id = $1 and active) as k,
		(select max(version) from jangkau.territory_plan where area_id = $1) as version`,
		[village.id]
	);
	await divide(planner, village.id, k);
	await assignKader(planner);
	await publish(planner);
	const published = () =>
		server.sql(
			`select version, (select count(*)::int from jangkau.territory t where t.plan_id = p.id
				and t.kader_id is not null) as territories
			from jangkau.territory_plan p where area_id = $1 and status = 'published'`,
			[village.id]
		);
	await expect.poll(published).toEqual([{ version: version + 1, territories: k }]);
	await expect(planner.page.getByText(`Versi ${String(version + 1)}`)).toBeVisible();
	const { doubled } = await server.row<{ doubled: number }>(
		`select count(*)::int as doubled from jangkau.household h where h.area_id in (
			select area_id from jangkau.area_ancestor where ancestor_id = $1)
		and (select count(*) from jangkau.household_assignment a join jangkau.territory t
			on t.id = a.territory_id where a.household_id = h.id and a.valid_to is null
			and t.active) <> 1`,
		[village.id]
	);
	expect(doubled).toBe(0);
	// RT and posyandu are known here: unasked, nobody is visited from another posyandu.
	const { across, of } = await server.row<{ across: number; of: number }>(
		`select count(*)::int as of,
		(count(*) filter (where h.posyandu_id is distinct from k.posyandu_id))::int as across
		from jangkau.household h join jangkau.territory t on t.id = h.territory_id
		join jangkau.territory_plan p on p.id = t.plan_id join jangkau.kader k on k.id = t.kader_id
		where p.area_id = $1 and p.status = 'published' and h.status = 'active'`,
		[village.id]
	);
	expect(of).toBeGreaterThan(500);
	expect(across).toBe(0);
});

test('a kader joins with a code and a password of her own and gets her territory', async () => {
	chosen = await server.row(
		`select k.id::text as "kaderId", k.name, t.id::text as "territoryId"
		from jangkau.territory t join jangkau.territory_plan p on p.id = t.plan_id
		join jangkau.kader k on k.id = t.kader_id
		join jangkau.membership m on m.kader_id = k.id and m.active and m.user_id is null
		where p.area_id = $1 and p.status = 'published'
		and (select count(*) from jangkau.kader other where other.name = k.name) = 1
		order by (select count(*) from jangkau.member c join jangkau.household h
			on h.id = c.household_id where h.territory_id = t.id and c.status = 'active'
			and c.birth_date between now() - interval '5 years' and now() - interval '1 year') desc
		limit 1`,
		[village.id]
	);
	const code = await makeCodeFor(planner, chosen.name);
	kader = await Phone.open(server, phoneSize);
	await joinWith(kader, code, 'ikan bakar rica');
	await waitForRecords(kader);
	await kader.waitForWorker();
	await expect(kader.page).toHaveURL(/\/hari-ini$/);
	await kader.page.getByRole('button', { name: 'Peta', exact: true }).click();
	await expect.poll(() => coloursOf(kader.page, mapCanvas(kader.page))).toBeGreaterThan(20);
});

test('after a restart with no network she sees her households on list and map', async () => {
	await kader.cutNetwork();
	await kader.restart();
	const listed = await todaysHouseholds(kader);
	const own = await server.sql<{ id: string }>(
		'select id::text as id from jangkau.household where territory_id = $1',
		[chosen.territoryId]
	);
	expect(listed.length).toBeGreaterThan(5);
	expect(own.map(({ id }) => id)).toEqual(expect.arrayContaining(listed));
	await kader.page.getByRole('button', { name: 'Peta', exact: true }).click();
	await expect.poll(() => coloursOf(kader.page, mapCanvas(kader.page))).toBeGreaterThan(20);

	visited = await server.row(
		`select h.id::text as "householdId", h.head_name as "headName", c.name as "memberName"
		from jangkau.household h join jangkau.member c on c.household_id = h.id
		where h.id = any($1::uuid[]) and c.status = 'active'
		and c.birth_date between now() - interval '5 years' and now() - interval '1 year'
		and not exists (select from jangkau.visit v where v.household_id = h.id
			and v.outcome = 'completed'
			and v.visited_on >= date_trunc('month', (now() at time zone 'Asia/Makassar'))::date)
		and not exists (select from jangkau.finding f where f.household_id = h.id
			and f.status not in ('closed', 'unresolvable'))
		order by h.id limit 1`,
		[listed]
	);
});

test('with no network she records a visit with a danger sign and a house nobody had counted', async () => {
	covered = await coverageNow();
	await startVisit(kader, visited.householdId);
	await chooseOutcome(kader, 'Bertemu keluarga');
	sign = await tickDangerSign(kader, visited.memberName);
	await saveVisit(kader);
	const place = await server.row<{ at: string }>(
		`select extensions.ST_AsGeoJSON(extensions.ST_PointOnSurface(boundary)) as at
		from jangkau.territory where id = $1`,
		[chosen.territoryId]
	);
	const { coordinates } = JSON.parse(place.at) as { coordinates: [number, number] };
	await addHousehold(kader, newHead, coordinates);
	unsent = await unsentOf(kader);
	expect(unsent.map(({ entity }) => entity)).toEqual(
		expect.arrayContaining(['visit', 'finding', 'household'])
	);
	await expectOnlyHere(kader, unsent.length);
	await expect(kader.page.getByText(visited.headName, { exact: true }).first()).toBeVisible();
	await expect(kader.page.getByText(newHead, { exact: true }).first()).toBeVisible();
});

test('a killed browser loses nothing of it', async () => {
	await kader.kill();
	await expectOnlyHere(kader, unsent.length);
	expect(await unsentOf(kader)).toEqual(unsent);
	await kader.goto('/rumah');
	await kader.page.getByLabel('Cari rumah').fill(newHead);
	await expect(kader.page.getByRole('link', { name: newHead })).toBeVisible();
});

test('when the network returns all arrives once without a tap, though an answer was lost', async () => {
	const { page } = kader;
	const stored = page.getByRole('heading', { name: 'Semua sudah tersimpan di server' });
	let isCut = true;
	let answersLost = 0;
	// Before the page opens: a call that already waits for the service worker is not seen here.
	await kader.context.route('**/rest/v1/rpc/sync_push', async (route) => {
		if (isCut) return route.abort('internetdisconnected');
		const response = await route.fetch();
		// The server has it, the phone does not know it yet: the page must not say so.
		expect(await stored.isVisible()).toBe(false);
		if (answersLost > 0) return route.fulfill({ response });
		answersLost += 1;
		return route.abort('connectionreset');
	});
	await expectOnlyHere(kader, unsent.length);
	isCut = false;
	await kader.restoreNetwork();
	await expectAllStored(kader);
	const arrived = await Promise.all(unsent.map(countOnServer));
	expect(arrived).toEqual(unsent.map(() => 1));
	expect(answersLost).toBe(1);
	expect(await unsentOf(kader)).toEqual([]);
	const { doubled } = await server.row<{ doubled: number }>(
		`select count(*)::int as doubled from (select household_id from jangkau.visit
		where household_id = $1 and received_at > now() - interval '10 minutes'
		group by household_id having count(*) > 1) as twice`,
		[visited.householdId]
	);
	expect(doubled).toBe(0);
});

async function countOnServer({ entity, id }: Unsent): Promise<number> {
	const { count } = await server.row<{ count: number }>(
		`select count(*)::int as count from jangkau.${entity.replace(/[^a-z_]/g, '')} where id = $1`,
		[id]
	);
	return count;
}

test('the bidan reads the danger sign among her cases', async () => {
	const bidan = await Phone.open(server);
	await signInAs(bidan, 'bidan');
	await waitForAllRecords(bidan);
	await bidan.goto('/kasus');
	const cases = bidan.page.getByRole('list', { name: 'Daftar kasus' });
	const found = cases.getByRole('link').filter({ hasText: visited.memberName });
	await expect(found).toContainText(sign);
	await expect(found).toContainText('TANDA BAHAYA');
	await found.click();
	await expect(bidan.page.getByText(visited.headName)).toBeVisible();
	expect(bidan.problems).toEqual([]);
	await bidan.discard();
});

test('the camat sees the coverage grow, and no name or household anywhere', async () => {
	const after = await coverageNow();
	expect(after).toEqual({ visited: covered.visited + 1, registered: covered.registered + 1 });
	const camat = await Phone.open(server, desktopSize);
	const answers: Promise<string>[] = [];
	camat.context.on('response', (response) => {
		if (/\/(rest|auth)\/v1\//.test(response.url())) answers.push(response.text().catch(() => ''));
	});
	await signInAs(camat, 'camat');
	await waitForRecords(camat);
	await camat.goto('/cakupan');
	const count = (value: number) => new Intl.NumberFormat('id').format(value);
	const words = `${count(after.visited)} dari ${count(after.registered)} rumah terdaftar`;
	await expect(camat.page.getByText(words, { exact: true })).toBeVisible({ timeout: 120_000 });
	await expect(
		camat.page.getByRole('heading', { name: 'Teluk Pandan Baru', exact: true })
	).toBeVisible();
	const heat = camat.page.waitForResponse(/coverage_grid/);
	await camat.page.getByLabel('Lapisan peta').selectOption('Peta panas: belum dikunjungi');
	await (await heat).finished();

	const personal = await everyPersonalText(server);
	const shown = await camat.page.locator('body').innerText();
	expect(foundIn(personal, [shown, ...(await Promise.all(answers))].join('\n'))).toEqual([]);
	for (const path of ['/rumah', '/kasus', '/hari-ini']) {
		await camat.goto(path);
		await expect(camat.page.getByText('Halaman ini bukan untuk peran Anda')).toBeVisible();
	}
	expect(camat.problems).toEqual([]);
	await camat.discard();
	expect([...planner.problems, ...kader.problems]).toEqual([]);
});
