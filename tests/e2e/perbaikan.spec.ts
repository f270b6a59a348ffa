// What a planner decides about her team's records: refused changes, a clash, a house that two phones made.
import { expect, test } from '@playwright/test';
import { uuidv7 } from 'uuidv7';
import { ApiCaller } from '../support/e2e-api.ts';
import { accessibilityViolations, overflowPx, showWhole } from '../support/e2e-page-check.ts';
import { signInAs, waitForAllRecords } from '../support/e2e-people.ts';
import { Phone } from '../support/e2e-phone.ts';
import { startTestServer } from '../support/e2e-server.ts';
import type { TestServer } from '../support/e2e-server.ts';

test.describe.configure({ mode: 'serial', timeout: 540_000 });

let server: TestServer;
let planner: Phone;

interface House extends Record<string, unknown> {
	readonly id: string;
	readonly area_id: string;
	readonly rev: number;
	readonly lng: number;
	readonly lat: number;
}

function mutation(
	entity: string,
	op: string,
	id: string,
	patch: object,
	rev: number | null = null
) {
	const captured_at = new Date().toISOString();
	const rest = { captured_at, schema_v: 1, deps: [] };
	return { mid: uuidv7(), seq: 1, entity, op, id, patch, base_rev: rev, ...rest };
}

async function push(person: string, ...mutations: object[]): Promise<string[]> {
	const caller = await ApiCaller.signIn(server.url, `${person}@demo.jangkau.id`);
	const sent_at = new Date().toISOString();
	const call = { device: uuidv7(), app_version: 'test', sent_at, unsent: 0, mutations };
	const answer = JSON.parse(await caller.call('sync_push', call)) as {
		results: { verdict: string }[];
	};
	return answer.results.map(({ verdict }) => verdict);
}

const twin = uuidv7();
let house: House;

test.beforeAll(async () => {
	server = await startTestServer({ postgres: true });
	// One of the kader's, in the bidan's desa.
	house = await server.row<House>(
		`select h.id, h.area_id, h.rev, extensions.st_x(h.location) as lng, extensions.st_y(h.location) as lat
		from jangkau.household h
		join jangkau.territory t on t.id = h.territory_id and t.active
		join jangkau.membership k on k.kader_id = t.kader_id
		join auth.users u on u.id = k.user_id and u.email = 'kader@demo.jangkau.id'
		where h.location is not null order by h.id limit 1`,
		[]
	);
	await server.sql(`update jangkau.household set head_name = 'Siti Rahmawati' where id = $1`, [
		house.id
	]);
	const { rev } = await server.row<{ rev: number }>(
		'select rev from jangkau.household where id = $1',
		[house.id]
	);
	const visit = (household_id: string, outcome: string) =>
		mutation('visit', 'create', uuidv7(), {
			household_id,
			visitor_role: 'kader',
			outcome,
			captured_at: new Date().toISOString(),
			note: 'Pagar terkunci'
		});
	const location = { type: 'Point', coordinates: [house.lng + 0.00004, house.lat] };
	const made = {
		code: 'B-9',
		head_name: 'Ibu Sitti Rahmawati',
		location,
		location_source: 'gps',
		facts: {},
		status: 'active',
		registered_on: '2026-11-01'
	};
	expect(
		await push(
			'kader',
			visit(house.id, 'hilang'),
			mutation('household', 'update', house.id, { phone: '0812 1111' }, rev)
		)
	).toEqual(['rejected', 'applied']);
	expect(
		await push(
			'bidan',
			mutation('household', 'update', house.id, { phone: '0812 9999' }, rev),
			mutation('household', 'create', twin, { ...made, area_id: house.area_id }),
			visit(twin, 'not_home')
		)
	).toEqual(['conflict', 'applied', 'applied']);
	planner = await Phone.open(server);
	await signInAs(planner, 'perencana');
	await waitForAllRecords(planner);
	await planner.goto('/perbaikan');
});
test.afterAll(async () => {
	await planner?.discard();
	await server?.close();
});

async function open(tab: string): Promise<void> {
	await planner.page.getByRole('tab', { name: tab }).click();
}

async function isSound(): Promise<void> {
	expect(await overflowPx(planner.page)).toBeLessThanOrEqual(0);
	await showWhole(planner.page);
	expect(await accessibilityViolations(planner.page)).toEqual([]);
}

test('a refused visit says whose it is, what it said and why, and leaves the list with a note', async () => {
	const { page } = planner;
	await expect(page.getByRole('heading', { name: 'Kunjungan · Siti Rahmawati' })).toBeVisible();
	await expect(page.getByText('Pagar terkunci')).toBeVisible();
	await expect(page.getByText('Ada isian yang tidak bisa diterima.')).toBeVisible();
	await isSound();
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Unduh daftar' }).click();
	expect((await download).suggestedFilename()).toBe('jangkau-ditolak.csv');
	await page.getByRole('button', { name: /^Sudah ditangani: Kunjungan/ }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('Apa yang dilakukan').fill('Sudah ditelepon');
	await dialog.getByRole('button', { name: 'Sudah ditangani' }).click();
	await expect(page.getByText('Tidak ada yang ditolak')).toBeVisible();
	await page.getByRole('button', { name: 'Lihat yang sudah ditangani' }).click();
	await expect(page.getByText('Sudah ditelepon')).toBeVisible();
});

test('a clash shows both values, and the chosen one is stored', async () => {
	const { page } = planner;
	await open('Bentrok');
	await expect(page.getByRole('radio', { name: /0812 1111/ })).toBeChecked();
	await isSound();
	await page.getByRole('radio', { name: /0812 9999/ }).check();
	await page.getByRole('button', { name: /^Simpan pilihan/ }).click();
	await expect(page.getByText('Tidak ada isian yang berbeda')).toBeVisible();
	await expect
		.poll(() => server.row('select phone from jangkau.household where id = $1', [house.id]), {
			timeout: 180_000
		})
		.toEqual({ phone: '0812 9999' });
});

test('a house made by two phones becomes one with the visits of both', async () => {
	const { page } = planner;
	await open('Mungkin sama');
	const merge = page.getByRole('button', { name: /^Sama: gabungkan/ });
	await expect(merge).toHaveCount(1, { timeout: 180_000 });
	await isSound();
	const [before] = await server.sql<{ n: number }>(
		'select count(*)::int as n from jangkau.visit where household_id in ($1, $2)',
		[house.id, twin]
	);
	await merge.click();
	const dialog = page.getByRole('dialog', { name: 'Gabungkan keduanya?' });
	await dialog
		.getByRole('radio', { name: /Siti Rahmawati/ })
		.first()
		.check();
	await dialog.getByRole('button', { name: 'Gabungkan' }).click();
	await expect(page.getByText('Tidak ada yang mungkin sama')).toBeVisible({ timeout: 180_000 });
	expect(
		await server.sql(
			`select h.id, count(v.id)::int as n from jangkau.household h
			join jangkau.visit v on v.household_id = h.id where h.id in ($1, $2) group by h.id`,
			[house.id, twin]
		)
	).toEqual([{ id: house.id, n: before!.n }]);
});

test('the log tells who decided, and without a network the page says what it needs', async () => {
	const { page } = planner;
	await open('Catatan akses');
	await expect(page.getByText('Menggabungkan dua catatan')).toBeVisible();
	await isSound();
	await planner.cutNetwork();
	await open('Ditolak');
	await expect(page.getByText(/^Perlu jaringan/)).toBeVisible();
	await planner.restoreNetwork();
	await page.getByRole('button', { name: 'Coba lagi' }).click();
	await expect(page.getByText('Tidak ada yang ditolak')).toBeVisible();
});
