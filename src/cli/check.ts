// `jangkau check`: what the importer would take, mend and refuse of a file, without storing anything.
import { readFile as readText, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
	importKinds,
	maxFileBytes,
	type FileRefusal,
	type ImportKind
} from '#lib/data/import/contracts.ts';
import { mendedRows, readFile } from '#lib/data/import/read-file.ts';
import { BadInput } from './bad-input.ts';

export const checkUsage = `check FILE [--kind ${importKinds.join('|')}]`;

const refusals: Readonly<Record<FileRefusal, string>> = {
	too_large: 'lebih dari 50 MB; potong per desa, lalu periksa lagi',
	empty_file: 'berkas kosong',
	not_json: 'bukan JSON yang utuh; ekspor lagi sebagai GeoJSON',
	esri_json: 'JSON milik Esri, bukan GeoJSON; di QGIS: Export → Save Features As → GeoJSON',
	not_geojson: 'bukan GeoJSON (tidak ada FeatureCollection, Feature, atau geometri)',
	no_features: 'GeoJSON tanpa satu pun objek',
	wrong_crs: 'sistem koordinat bukan EPSG:4326; ekspor lagi dengan CRS EPSG:4326',
	projected_coordinates: 'koordinat dalam meter (UTM); ekspor lagi dengan CRS EPSG:4326',
	outside_indonesia: 'koordinat di luar Indonesia; periksa CRS dan urutan bujur, lintang',
	no_such_geometry: 'tidak ada objek dengan bentuk yang cocok untuk jenis ini'
};

/** Prints the check as JSON on stdout; throws BadInput with one clear line. */
export async function checkCommand(args: string[]): Promise<void> {
	const { path, kind } = optionsOf(args);
	const text = await textOf(path);
	const result = readFile(text, kind);
	if (!result.ok) throw new BadInput(`${path}: ${refusals[result.error]}`);
	const { value } = result;
	const report = {
		kind: value.kind,
		rows: value.rows,
		taken: value.taken.length,
		mended: mendedRows(value),
		refused: value.problems.length,
		repairs: value.repairs.map(({ row, what, sizeM2 }) => ({
			row,
			what,
			...(sizeM2 === undefined ? {} : { size_m2: sizeM2 })
		})),
		problems: value.problems
	};
	process.stdout.write(`${JSON.stringify(report)}\n`);
}

function optionsOf(args: string[]): { path: string; kind: ImportKind | null } {
	let parsed;
	try {
		parsed = parseArgs({ args, options: { kind: { type: 'string' } }, allowPositionals: true });
	} catch (cause) {
		throw new BadInput(`${(cause as Error).message.split('\n')[0]} · ${checkUsage}`);
	}
	const [path, ...more] = parsed.positionals;
	if (path === undefined || more.length > 0)
		throw new BadInput(`sebut satu berkas · ${checkUsage}`);
	const { kind } = parsed.values;
	if (kind === undefined) return { path, kind: null };
	const known = importKinds.find((entry) => entry === kind);
	if (!known) throw new BadInput(`--kind harus ${importKinds.join(', ')}, bukan "${kind}"`);
	return { path, kind: known };
}

async function textOf(path: string): Promise<string> {
	try {
		if ((await stat(path)).size > maxFileBytes)
			throw new BadInput(`${path}: ${refusals.too_large}`);
		return await readText(path, 'utf8');
	} catch (cause) {
		if (cause instanceof BadInput) throw cause;
		const { code } = cause as NodeJS.ErrnoException;
		if (code === 'ENOENT') throw new BadInput(`${path}: berkas tidak ada`);
		throw new BadInput(`${path}: berkas tidak dapat dibaca (${code ?? 'kesalahan'})`);
	}
}
