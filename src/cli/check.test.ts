import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'jangkau-check-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

function check(...args: string[]): Promise<Run> {
	return new Promise((done) => {
		execFile(
			process.execPath,
			['--import', 'tsx', 'src/cli/jangkau.ts', 'check', ...args],
			{ maxBuffer: 64 * 1024 * 1024 },
			(fault, stdout, stderr) => done({ code: fault ? Number(fault.code ?? 1) : 0, stdout, stderr })
		);
	});
}

const write = (name: string, text: string): string => {
	const path = join(folder, name);
	writeFileSync(path, text);
	return path;
};
const polygon = (ring: number[][], properties: object = {}) => ({
	type: 'Feature',
	properties,
	geometry: { type: 'Polygon', coordinates: [ring] }
});
const collection = (...features: object[]) =>
	JSON.stringify({ type: 'FeatureCollection', features });

const bowtie = polygon(
	[
		[117.5, 0.5],
		[117.51, 0.51],
		[117.51, 0.5],
		[117.5, 0.51],
		[117.5, 0.5]
	],
	{ nama: 'Silang' }
);
const dot = {
	type: 'Feature',
	properties: {},
	geometry: { type: 'Point', coordinates: [117.5, 0.5] }
};

describe('jangkau check', () => {
	it('prints what would be taken, mended and refused', async () => {
		const run = await check(write('a.geojson', collection(bowtie, bowtie, dot)), '--kind', 'area');
		expect(run).toMatchObject({ code: 0, stderr: '' });
		expect(JSON.parse(run.stdout)).toEqual({
			kind: 'area',
			rows: 3,
			taken: 2,
			mended: 2,
			refused: 1,
			repairs: [
				{ row: 1, what: 'rings_mended' },
				{ row: 2, what: 'rings_mended' },
				{ row: 2, what: 'name_repeated' }
			],
			problems: [{ row: 3, reason: 'wrong_geometry' }]
		});
	}, 60_000);

	it('ends with exit code 1 and one line for a file that cannot be used', async () => {
		const utm = collection({ ...dot, geometry: { type: 'Point', coordinates: [553200, 55800] } });
		for (const [path, line] of [
			[write('utm.geojson', utm), /UTM/],
			[join(folder, 'tidak-ada.geojson'), /berkas tidak ada/]
		] as const) {
			const run = await check(path);
			expect(run).toMatchObject({ code: 1, stdout: '' });
			expect(run.stderr.trim()).toMatch(line);
			expect(run.stderr.trim()).not.toContain('\n');
		}
	}, 60_000);

	it('refuses a kind that there is not', async () => {
		const run = await check(write('b.geojson', collection(dot)), '--kind', 'sungai');
		expect(run).toMatchObject({ code: 1, stdout: '' });
		expect(run.stderr).toContain('area, household, road, facility');
	}, 60_000);

	const data = resolve(process.env.JANGKAU_TEST_DATA ?? '../shared/data');
	it.skipIf(!existsSync(data))(
		'tells the dirt of real layers (skipped where the test data is absent)',
		async () => {
			const read = async (file: string, ...more: string[]) =>
				JSON.parse((await check(join(data, file), ...more)).stdout) as Record<string, unknown> & {
					repairs: { what: string; size_m2?: number }[];
				};
			const rw = await read('jakarta/rw_jakarta.geojson');
			expect(rw).toMatchObject({ kind: 'area', rows: 2685, taken: 2684, refused: 1 });
			const tiny = rw.repairs.filter(({ what }) => what === 'tiny_parts_dropped');
			expect(tiny.length).toBeGreaterThan(0);
			for (const { size_m2 } of tiny) expect(size_m2).toBeLessThan(4);
			expect(await read('tegalmulyo/bangunan.geojson', '--kind', 'household')).toMatchObject({
				rows: 1385,
				taken: 1385,
				refused: 0
			});
			const roads = await read('rasau_jaya_dua_kalbar/jalan.geojson');
			expect(roads).toMatchObject({ kind: 'road', rows: 438, refused: 1 });
		},
		120_000
	);
});
