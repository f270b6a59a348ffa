import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { FeatureCollection, LineString } from 'geojson';
import { BadInput } from './bad-input.ts';
import { routeCommand } from './route.ts';
import { at, road } from '../../tests/support/routing-cases.ts';

const folder = mkdtempSync(join(tmpdir(), 'jangkau-route-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, value: unknown): string => {
	const path = join(folder, name);
	writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
	return path;
};
const feature = (geometry: unknown, properties: unknown = {}) => ({
	type: 'Feature',
	properties,
	geometry
});
const collection = (features: unknown[]) => ({ type: 'FeatureCollection', features });
const house = (x: number, y: number) => feature({ type: 'Point', coordinates: at(x, y) });

const roads = write(
	'roads.geojson',
	collection([
		feature(road([0, 0], [500, 0]).line),
		feature(road([510, 0], [900, 0]).line, { jenis: 'setapak' }),
		feature({ type: 'Polygon', coordinates: [] })
	])
);
// Of the second nothing is known; the last stands two kilometres from every road.
const stops = write(
	'stops.geojson',
	collection([house(890, 10), feature(null), house(100, -10), house(400, 10), house(900, 2200)])
);
const out = join(folder, 'out.geojson');
const from = at(0, 0).join(',');

interface Run {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

function jangkau(args: string[]): Promise<Run> {
	return new Promise((resolve) => {
		execFile(
			process.execPath,
			['--import', 'tsx', 'src/cli/jangkau.ts', 'route', ...args],
			(fault, stdout, stderr) => {
				resolve({ code: fault ? Number(fault.code ?? 1) : 0, stdout, stderr });
			}
		);
	});
}

const routeArgs = (changes: Record<string, string>): string[] =>
	Object.entries({ roads, from, stops, out, ...changes }).flatMap(([name, value]) => [
		`--${name}`,
		value
	]);

interface Figures {
	readonly order: number[];
	readonly legs: { to: number; metres: number; minutes: number; guess: boolean }[];
	readonly metres: number;
	readonly minutes: number;
}

describe('jangkau route', () => {
	it('prints the order by row, and each leg with its metres, minutes and whether it is a guess', async () => {
		const run = await jangkau(routeArgs({}));
		expect(run.code).toBe(0);
		const figures = JSON.parse(run.stdout) as Figures;
		expect(Object.keys(figures)).toEqual(['order', 'legs', 'metres', 'minutes']);
		expect(figures.order).toEqual([3, 4, 1, 5]);
		expect(figures.legs.map(({ to }) => to)).toEqual(figures.order);
		expect(figures.legs.map(({ guess }) => guess)).toEqual([false, false, false, true]);
		expect(figures.legs[1]!.metres).toBeCloseTo(320, -0.5);
		const sum = (pick: (leg: Figures['legs'][number]) => number) =>
			figures.legs.reduce((total, leg) => total + pick(leg), 0);
		expect(Math.abs(sum(({ metres }) => metres) - figures.metres)).toBeLessThan(0.3);
		expect(Math.abs(sum(({ minutes }) => minutes) - figures.minutes)).toBeLessThan(0.03);
		expect(run.stderr).toMatch(/1 baris bukan garis jalan.*\n.*tanpa letak, dilewati: baris 2\n/);
	}, 60_000);

	it('writes the legs as lines that join, guessed parts by themselves', async () => {
		await jangkau(routeArgs({}));
		const { features } = JSON.parse(readFileSync(out, 'utf8')) as FeatureCollection<LineString>;
		features.slice(1).forEach(({ geometry }, i) => {
			expect(geometry.coordinates[0]).toEqual(features[i]!.geometry.coordinates.at(-1));
		});
		const third = features.filter(({ properties }) => properties!.leg === 3);
		// From the yard, along the road, over the gap of 10 m, along the path, into the yard.
		expect(third.map(({ properties }) => [properties!.to, properties!.guess])).toEqual([
			[1, true],
			[1, false],
			[1, true],
			[1, false],
			[1, true]
		]);
	}, 60_000);

	it('goes faster by motorbike', async () => {
		const [onFoot, byMotorbike] = await Promise.all(
			['foot', 'motorbike'].map(async (mode) => {
				const { stdout } = await jangkau(routeArgs({ mode }));
				return JSON.parse(stdout) as Figures;
			})
		);
		expect(byMotorbike!.minutes).toBeLessThan(onFoot!.minutes / 2);
	}, 60_000);

	it('ends with exit code 1 and one line on bad input', async () => {
		const run = await jangkau(routeArgs({ from: 'rumah' }));
		expect(run).toMatchObject({ code: 1, stdout: '' });
		expect(run.stderr).toMatch(/^--from harus BUJUR,LINTANG .*\n$/);
	}, 60_000);

	it.each([
		['a missing file', { roads: join(folder, 'tidak-ada.geojson') }, /berkas tidak ada/],
		['a file that is no JSON', { stops: write('teks.geojson', 'bukan') }, /bukan JSON/],
		['roads without a line', { roads: stops }, /tidak berisi garis jalan/],
		['an empty road file', { roads: write('a.geojson', collection([])) }, /tidak berisi garis/],
		[
			'stops in metres',
			{
				stops: write(
					'utm.geojson',
					collection([feature({ type: 'Point', coordinates: [440000, 9163000] })])
				)
			},
			/letaknya terbaca/
		],
		['no stops', { stops: write('kosong.geojson', collection([])) }, /tidak ada rumah/],
		[
			'more stops than a day has',
			{ stops: write('b.geojson', collection(Array.from({ length: 301 }, () => house(1, 1)))) },
			/paling banyak 300/
		],
		['latitude first', { from: '-7.57,110.46' }, /--from harus BUJUR,LINTANG/],
		['half a position', { from: '110.46' }, /--from harus BUJUR,LINTANG/],
		['an empty option', { from: '' }, /--from belum diisi/],
		['a way to travel it does not know', { mode: 'kuda' }, /--mode harus/],
		['a folder that is not there', { out: join(folder, 'x/y.geojson') }, /tidak dapat ditulis/],
		['an option it does not know', { road: 'x' }, /road/]
	])('refuses %s in words', async (_, changes, line) => {
		const fault = await routeCommand(routeArgs(changes)).catch((error: unknown) => error);
		expect(fault).toBeInstanceOf(BadInput);
		expect((fault as BadInput).message).toMatch(line);
		expect((fault as BadInput).message).not.toContain('\n');
	});
});
