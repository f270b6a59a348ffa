// `npm run pictures:division`, second part: the way from map files to a published plan as six pictures of
// the built app, docs/images/division-film-*.webp. The files are the demo's own desa, which does not exist.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { joinWith, waitForRecords } from '../../tests/support/e2e-people.ts';
import { desktopSize, Phone } from '../../tests/support/e2e-phone.ts';
import { addKader, importFile, publish, type MapFile } from '../../tests/support/e2e-planner.ts';
import { settled } from '../../tests/support/e2e-settled.ts';
import { startTestServer, type TestServer } from '../../tests/support/e2e-server.ts';
import { makeTemplate } from '../../tests/support/e2e-template.ts';
import { repositoryRoot } from '../../tests/support/migrations.ts';

const images = join(repositoryRoot, 'docs/images');
/** Taken as on a laptop, kept at three quarters of it. */
const kept = 0.75;
const kader = ['Kader Sumini', 'Kader Yuliana', 'Kader Rohani', 'Kader Marlina'];

interface Village {
	readonly name: string;
	readonly files: readonly MapFile[];
}

/** One desa of the demo as the files that a planner would be given. */
async function villageFiles(folder: string): Promise<Village> {
	const server = await startTestServer();
	try {
		const { id, name } = await server.row<{ id: string; name: string }>(
			`select a.id::text as id, a.name from jangkau.membership m join jangkau.area a on a.id = m.area_id
			join auth.users u on u.id = m.user_id where u.email = 'bidan@demo.jangkau.id'`
		);
		const write = async (file: string, geometry: string, rest: string): Promise<string> => {
			const { text } = await server.row<{ text: string }>(
				`select json_build_object('type', 'FeatureCollection', 'features', json_agg(json_build_object(
					'type', 'Feature', 'properties', json_build_object('nama', nama),
					'geometry', extensions.ST_AsGeoJSON(shape, 7)::json)))::text as text
				from (select ${geometry} as shape, ${rest}) as rows`,
				[id]
			);
			writeFileSync(join(folder, file), text);
			return join(folder, file);
		};
		const inside = `h.area_id in (select area_id from jangkau.area_ancestor where ancestor_id = $1)`;
		const boundary = 'jangkau.area a where a.id = $1';
		return {
			name,
			files: [
				{
					path: await write('batas-desa.geojson', 'a.boundary', `a.name as nama from ${boundary}`),
					...({ kind: 'Batas wilayah', level: 'Desa' } as const)
				},
				{
					path: await write(
						'jalan.geojson',
						'r.line',
						`r.name as nama from jangkau.road r where extensions.ST_Intersects(r.line,
						(select boundary from ${boundary}))`
					),
					kind: 'Jalan'
				},
				{
					path: await write(
						'rumah.geojson',
						'h.location',
						`null as nama from jangkau.household h where h.location is not null and ${inside}`
					),
					kind: 'Rumah'
				}
			]
		};
	} finally {
		await server.close();
	}
}

let taken = 0;

/** What has just been drawn is waited for: two equal pictures in a row. */
async function take(planner: Phone, name: string, into: Locator | null = null): Promise<void> {
	await into?.evaluate((element: HTMLElement) => {
		element.style.scrollMarginTop = '24px';
		element.scrollIntoView({ block: 'start' });
	});
	const { page } = planner;
	const picture = await settled(() => page.screenshot({ animations: 'disabled' }));
	taken += 1;
	const small = await smaller(planner, picture);
	const file = `division-film-${String(taken)}-${name}.webp`;
	writeFileSync(join(images, file), small);
	console.log(`${file}, ${String(Math.round(small.length / 1024))} KiB`);
}

/** On an empty page of its own, which has none of the app's rules about content. */
async function smaller(planner: Phone, png: Buffer): Promise<Buffer> {
	const page = await planner.context.newPage();
	const text = await page.evaluate(
		async ({ base64, scale }) => {
			const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
			const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
			const canvas = new OffscreenCanvas(image.width * scale, image.height * scale);
			const pen = canvas.getContext('2d')!;
			pen.imageSmoothingQuality = 'high';
			pen.drawImage(image, 0, 0, canvas.width, canvas.height);
			const webp = await canvas.convertToBlob({ type: 'image/webp', quality: 0.86 });
			const out = new Uint8Array(await webp.arrayBuffer());
			return btoa(Array.from(out, (byte) => String.fromCharCode(byte)).join(''));
		},
		{ base64: png.toString('base64'), scale: kept }
	);
	await page.close();
	return Buffer.from(text, 'base64');
}

async function film(planner: Phone, server: TestServer, { name, files }: Village): Promise<void> {
	const { page } = planner;
	const houses = files[2]!;
	for (const file of files.slice(0, 2)) await importFile(planner, file);
	await planner.goto('/wilayah/impor');
	await page.locator('input[type=file]').setInputFiles(houses.path);
	await page.getByRole('radio', { name: houses.kind }).check();
	await page.getByRole('heading', { name: '3. Periksa sebelum disimpan' }).waitFor();
	await take(planner, 'impor', page.getByRole('heading', { name: '2. Tentukan isi' }));
	await page.getByRole('button', { name: /^Simpan [\d.]+ / }).click();
	await page.getByText('Tersimpan di perangkat ini').waitFor({ timeout: 90_000 });
	for (const one of kader) await addKader(planner, one, name);
	const area = `select id::text as id from jangkau.area where kind = 'village'`;
	let id: string | undefined;
	while (!id) [{ id } = { id: undefined }] = await server.sql<{ id: string }>(area);
	await planner.goto(`/pembagian?wilayah=${id}`);
	const title = page.getByRole('heading', { level: 1 });
	await page.getByLabel('Jumlah bagian').fill(String(kader.length));
	await take(planner, 'pilih', title);
	await page.getByRole('button', { name: 'Bagi', exact: true }).click();
	await page.getByRole('heading', { name: 'Rencana baru' }).waitFor({ timeout: 90_000 });
	await take(planner, 'rencana', title);
	await page.getByRole('button', { name: 'Isi kader otomatis' }).click();
	await take(planner, 'beban', page.getByRole('heading', { name: 'Rencana baru' }));
	await page.getByRole('button', { name: 'Terbitkan…' }).click();
	await take(planner, 'terbitkan');
	await page.keyboard.press('Escape');
	await publish(planner);
	const version = page.getByText('Versi 1', { exact: false }).first();
	await version.waitFor({ timeout: 180_000 });
	await page.getByText('Tersimpan, akan dikirim').waitFor({ state: 'hidden' });
	await take(planner, 'terbit', page.getByRole('heading', { name: 'Versi yang terbit' }));
}

mkdirSync(images, { recursive: true });
await makeTemplate({ embedded: true });
const folder = mkdtempSync(join(tmpdir(), 'jangkau-film-'));
const village = await villageFiles(folder);
const server = await startTestServer({ demo: false });
const planner = await Phone.open(server, desktopSize);
// tsx names every function, in what runs inside the page too.
await planner.context.addInitScript('globalThis.__name = (named) => named');
try {
	await joinWith(planner, server.firstPlannerCode ?? '', 'peta untuk kader');
	await waitForRecords(planner);
	await film(planner, server, village);
} finally {
	await planner.discard();
	await server.close();
	rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
