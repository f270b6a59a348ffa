import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { FeatureCollection } from 'geojson';
import { BadInput } from './bad-input.ts';
import { divideCommand } from './divide.ts';
import { areaOf, box, degrees } from '../../tests/support/awkward-areas.ts';

const folder = mkdtempSync(join(tmpdir(), 'jangkau-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, value: unknown): string => {
	const path = join(folder, name);
	writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
	return path;
};
const area = write('area.geojson', areaOf([box(0, 0, 800, 600)]));
const households = write('households.geojson', {
	type: 'FeatureCollection',
	features: Array.from({ length: 60 }, (_, i) => ({
		type: 'Feature',
		properties: {
			kk: 1 + (i % 3),
			rw: '01',
			rt: 1 + Math.floor(i / 10),
			pos: i % 10 < 4 ? 'Melati' : 'Mawar'
		},
		geometry: {
			type: 'Point',
			coordinates: degrees(40 + 80 * (i % 10), 50 + 100 * Math.floor(i / 10))
		}
	}))
});
const out = join(folder, 'out.geojson');

interface Run {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

function jangkau(...args: string[]): Promise<Run> {
	return new Promise((resolve) => {
		execFile(
			process.execPath,
			['--import', 'tsx', 'src/cli/jangkau.ts', ...args],
			(fault, stdout, stderr) => {
				resolve({ code: fault ? Number(fault.code ?? 1) : 0, stdout, stderr });
			}
		);
	});
}

const divideArgs = (changes: Record<string, string>): string[] => {
	const args = { area, households, kader: '4', out, ...changes };
	return Object.entries(args).flatMap(([name, value]) => [`--${name}`, value]);
};

describe('jangkau divide', () => {
	it('writes the territories and prints only figures on stdout', async () => {
		const run = await jangkau('divide', ...divideArgs({ weight: 'kk' }));
		expect(run.code).toBe(0);
		const figures = JSON.parse(run.stdout) as Record<string, number>;
		expect(figures).toMatchObject({ territories: 4, households: 60, workload: 120 });
		expect(figures.max_deviation_percent).toBeLessThanOrEqual(5);
		const written = JSON.parse(readFileSync(out, 'utf8')) as FeatureCollection;
		expect(written.features.map(({ properties }) => properties!.number)).toEqual([1, 2, 3, 4]);
		const counts = written.features.map(({ properties }) => Number(properties!.households));
		expect(counts.reduce((sum, one) => sum + one, 0)).toBe(60);
	}, 60_000);

	it('keeps the RT whole that a column names', async () => {
		const run = await jangkau('divide', ...divideArgs({ kader: '3', rt: 'rw,rt' }));
		expect(JSON.parse(run.stdout)).toMatchObject({
			profile: 'whole',
			groups: 6,
			groups_split: 0,
			spread: 0
		});
	}, 60_000);

	it('keeps to the posyandu that a column names', async () => {
		const run = await jangkau('divide', ...divideArgs({ kader: '5', posyandu: 'pos' }));
		expect(run.code).toBe(0);
		const written = JSON.parse(readFileSync(out, 'utf8')) as FeatureCollection;
		const rows = written.features.map(({ properties }) => {
			const ids = properties!.household_ids as string[];
			const melati = ids.filter((id) => (Number(id) - 1) % 10 < 4).length;
			return [properties!.posyandu, ids.length, melati] as const;
		});
		expect(rows).toHaveLength(5);
		for (const [posyandu, count, melati] of rows) {
			expect(melati).toBe(posyandu === 'Melati' ? count : 0);
			expect(count).toBe(12);
		}
		const unknown = await jangkau('divide', ...divideArgs({ posyandu: 'nama' }));
		expect(unknown).toMatchObject({
			code: 1,
			stderr: expect.stringContaining('tidak ada kolom "nama" untuk --posyandu')
		});
	}, 60_000);

	it('ends with exit code 1 and one line on bad input', async () => {
		const run = await jangkau('divide', ...divideArgs({ kader: 'empat' }));
		expect(run).toMatchObject({ code: 1, stdout: '' });
		expect(run.stderr.trim().split('\n')).toEqual(['--kader harus bilangan bulat, bukan "empat"']);
	}, 60_000);

	it('names the commands there are when it knows none of that name', async () => {
		const run = await jangkau('bagi');
		expect(run).toMatchObject({ code: 1, stdout: '' });
		expect(run.stderr).toMatch(
			/^perintah "bagi" tidak dikenal; yang ada: jangkau check .* · jangkau divide .* · jangkau route .*\n$/
		);
	}, 60_000);

	it.each([
		['a missing file', { area: join(folder, 'tidak-ada.geojson') }, /berkas tidak ada/],
		['a file that is no JSON', { area: write('teks.geojson', 'bukan') }, /bukan JSON/],
		['a file that is no GeoJSON', { households: write('lain.geojson', {}) }, /bukan GeoJSON/],
		['more kader than houses', { kader: '61' }, /lebih banyak daripada jumlah rumah \(60\)/],
		['a load column that is not there', { weight: 'jiwa' }, /tidak ada kolom "jiwa"/],
		['an RT column that is not there', { rt: 'rw,lingkungan' }, /tidak ada kolom "lingkungan"/],
		['whole RT without their column', { profile: 'whole' }, /--rt/],
		['an empty option', { area: '' }, /--area belum diisi/],
		['an option it does not know', { kadre: '4' }, /kadre/]
	])('refuses %s in words', async (_, changes, line) => {
		const fault = await divideCommand(divideArgs(changes)).catch((error: unknown) => error);
		expect(fault).toBeInstanceOf(BadInput);
		expect((fault as BadInput).message).toMatch(line);
		expect((fault as BadInput).message).not.toContain('\n');
	});
});
