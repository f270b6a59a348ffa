// The main job on real maps: an empty puskesmas, its first planner, and files as people hand them in.
import { expect, test } from '@playwright/test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
	expectAllStored,
	expectOnlyHere,
	recordNotHome,
	todaysHouseholds,
	unsentOf
} from './e2e-kader.ts';
import { joinWith, makeCodeFor, waitForRecords } from './e2e-people.ts';
import { Phone, desktopSize, phoneSize } from './e2e-phone.ts';
import { addKader, divide, importFile, publish } from './e2e-planner.ts';
import type { MapFile } from './e2e-planner.ts';
import { startTestServer } from './e2e-server.ts';
import type { TestServer } from './e2e-server.ts';
import { repositoryRoot } from './migrations.ts';

export interface Place {
	readonly name: string;
	/** How many territories it is divided into. */
	readonly k: number;
	/** In the folder of real maps, in the order in which they are imported. */
	readonly files: readonly MapFile[];
}

const folder = process.env['JANGKAU_TEST_DATA'] ?? join(repositoryRoot, '../shared/data');

const countOf = {
	'Batas wilayah': `select count(*)::int as count from jangkau.area where kind not in ('district')`,
	Rumah: 'select count(*)::int as count from jangkau.household',
	Jalan: 'select count(*)::int as count from jangkau.road'
};

/** Skipped where the maps are absent. */
export function importJourney(place: Place): void {
	test(`the files of ${place.name} become ${String(place.k)} territories and a visit`, async () => {
		const files = place.files.map((file) => ({ ...file, path: join(folder, file.path) }));
		const missing = files.find(({ path }) => !existsSync(path));
		test.skip(missing !== undefined, 'no map files: set JANGKAU_TEST_DATA to their folder');
		const server = await startTestServer({ demo: false });
		const planner = await Phone.open(server, desktopSize);
		await joinWith(planner, server.firstPlannerCode ?? '', 'rencana pertama');
		await waitForRecords(planner);
		const households = await test.step('imports every file with a preview', () =>
			importAll(server, planner, files));
		await test.step('divides, assigns and publishes', () =>
			divideAmongKader(server, planner, place, households));
		await test.step('her kader visits with no network, and it arrives once', () =>
			visitOffline(server, planner));
		expect(planner.problems).toEqual([]);
		await planner.discard();
		await server.close();
	});
}

const kaderName = 'Kader Percobaan';

/** @returns how many households the files hold */
async function importAll(
	server: TestServer,
	planner: Phone,
	files: readonly MapFile[]
): Promise<number> {
	const promised = { 'Batas wilayah': 0, Rumah: 0, Jalan: 0 };
	for (const file of files) {
		promised[file.kind] += await importFile(planner, file);
		await expect
			.poll(() => server.row(countOf[file.kind]), { timeout: 270_000 })
			.toEqual({ count: promised[file.kind] });
	}
	expect(promised.Rumah).toBeGreaterThan(1000);
	return promised.Rumah;
}

async function divideAmongKader(
	server: TestServer,
	planner: Phone,
	place: Place,
	households: number
): Promise<void> {
	const area = await server.row<{ id: string }>(
		`select id::text as id from jangkau.area where kind = 'village'`
	);
	await addKader(planner, kaderName, place.name);
	await divide(planner, area.id, place.k);
	await planner.page.getByLabel('Kader wilayah 1', { exact: true }).selectOption(kaderName);
	await publish(planner);
	const shares = () =>
		server.row(
			`select count(*)::int as households, count(distinct territory_id)::int as territories,
			(count(*) filter (where held <> 1))::int as wrong from (
				select h.territory_id, (select count(*) from jangkau.household_assignment a
					join jangkau.territory t on t.id = a.territory_id and t.active
					where a.household_id = h.id and a.valid_to is null) as held
				from jangkau.household h) as each`
		);
	await expect
		.poll(shares, { timeout: 180_000 })
		.toEqual({ households, territories: place.k, wrong: 0 });
}

async function visitOffline(server: TestServer, planner: Phone): Promise<void> {
	const code = await makeCodeFor(planner, kaderName);
	const kader = await Phone.open(server, phoneSize);
	await joinWith(kader, code, 'rumah di lereng');
	await waitForRecords(kader);
	await kader.waitForWorker();
	await kader.cutNetwork();
	await kader.restart();
	const [first] = await todaysHouseholds(kader);
	await recordNotHome(kader, first ?? '');
	const unsent = await unsentOf(kader);
	await expectOnlyHere(kader, unsent.length);
	await kader.restoreNetwork();
	await expectAllStored(kader);
	expect(
		await server.row('select count(*)::int as count from jangkau.visit where household_id = $1', [
			first
		])
	).toEqual({ count: 1 });
	expect(kader.problems).toEqual([]);
	await kader.discard();
}
