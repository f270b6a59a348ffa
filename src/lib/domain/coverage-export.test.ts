import { describe, expect, it } from 'vitest';
import type { Area } from './area.ts';
import { exportLines, exportMap, exportSheets, type ExportFacts } from './coverage-export.ts';
import type { Figure, PwsChart, PwsRow } from './pws.ts';

const boundary = {
	type: 'MultiPolygon' as const,
	coordinates: [
		[
			[
				[117, 0],
				[117.1, 0],
				[117.1, 0.1],
				[117, 0]
			]
		]
	]
};
const anArea = (name: string, own: Partial<Area> = {}) =>
	({ id: name, name, code: '64.08.04.1010', kind: 'village', boundary, ...own }) as Area;
const known = (numerator: number, denominator: number, percent: number): Figure => ({
	state: 'known',
	numerator,
	denominator,
	percent,
	isPartial: false
});
const none = (state: Figure['state']): Figure => ({
	state,
	numerator: null,
	denominator: null,
	percent: null,
	isPartial: false
});
const row = (area: Area, year: Figure, own: Partial<PwsRow> = {}): PwsRow => ({
	area,
	year,
	month: year,
	last: year,
	target: { percent: 80, areaId: 'kec' },
	toDate: 60,
	arrow: 'up',
	rank: 1,
	isAbove: true,
	status: 'good',
	why: null,
	...own
});
const hidden = row(anArea('Melati', { boundary: null }), none('suppressed'), {
	arrow: null,
	rank: null,
	isAbove: null,
	status: null,
	why: 'suppressed'
});
const chart: PwsChart = {
	rows: [row(anArea('Mawar'), known(31, 25, 124)), hidden],
	total: row(anArea('Kecamatan'), known(40, 50, 80))
};
const about: ExportFacts = {
	facts: [
		['Kurun', 'Januari–September 2026'],
		['Kesegaran data', 'Dihitung 9 Sep']
	],
	definitions: [['Arah', 'bulan ini dibanding bulan lalu']],
	definitionsSheet: ['Arti angka', 'Istilah', 'Arti']
};

describe('figures of areas as a map', () => {
	const map = JSON.parse(JSON.stringify(exportMap(chart, 'PWS', about))) as ReturnType<
		typeof exportMap
	>;
	it('carries what they mean and how fresh they are', () => {
		expect(map.definitions).toEqual({ Arah: 'bulan ini dibanding bulan lalu' });
		expect(map.facts['Kesegaran data']).toBe('Dihitung 9 Sep');
		expect(map.type).toBe('FeatureCollection');
	});
	it('has null for what is hidden, never zero, and says so', () => {
		const { properties, geometry } = map.features[1]!;
		expect(properties).toMatchObject({
			suppressed: true,
			state: 'suppressed',
			numerator: null,
			denominator: null,
			percent: null,
			percent_month: null,
			percent_last_month: null
		});
		expect(geometry).toBeNull();
	});
	it('does not cut off what is over 100, and keeps the boundary as it is', () => {
		expect(map.features[0]!.properties).toMatchObject({ percent: 124, suppressed: false });
		expect(map.features[0]!.geometry).toEqual(boundary);
	});
	it('says of an area only what the list of properties has', () => {
		const secret = { ...chart, rows: [row({ ...anArea('X'), source: 'Siti' }, known(1, 2, 50))] };
		expect(JSON.stringify(exportMap(secret, 'PWS', about))).not.toContain('Siti');
	});
	it('shows an area without parts by itself', () => {
		const { features } = exportMap({ ...chart, rows: [] }, 'PWS', about);
		expect(features.map(({ properties }) => properties.name)).toEqual(['Kecamatan']);
	});
});

const table = {
	name: 'PWS',
	title: 'Rumah dikunjungi',
	columns: ['Kode', 'Wilayah', '%'],
	rows: [
		{ id: 'a', cells: [null, '=HYPERLINK("x")', 12.5] },
		{ id: 'b', cells: ['64.08', 'Melati', 'disembunyikan'] }
	]
};

describe('figures of areas as tables', () => {
	it('begin with the headings and end with facts and definitions', () => {
		expect(exportLines(table, about)).toEqual([
			['Kode', 'Wilayah', '%'],
			['', '=HYPERLINK("x")', '12.5'],
			['64.08', 'Melati', 'disembunyikan'],
			[],
			['Rumah dikunjungi'],
			['Kurun', 'Januari–September 2026'],
			['Kesegaran data', 'Dihitung 9 Sep'],
			['Arah', 'bulan ini dibanding bulan lalu']
		]);
	});
	it('have a sheet each, and one of definitions with the freshness', () => {
		const sheets = exportSheets([table], about);
		expect(sheets.map(({ name }) => name)).toEqual(['PWS', 'Arti angka']);
		expect(sheets[1]!.facts).toEqual(about.facts);
		expect(sheets[1]!.rows[0]!.cells).toEqual(['Arah', 'bulan ini dibanding bulan lalu']);
		for (const { columns, rows } of sheets)
			for (const { cells } of rows) expect(cells).toHaveLength(columns.length);
	});
});
