// `jangkau divide`: divides an area among kader and writes the territories as GeoJSON.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { FeatureCollection, Geometry } from 'geojson';
import type {
	DivisionHousehold,
	DivisionProfile,
	DivisionSuccess
} from '#lib/domain/division/contract.ts';
import { divide } from '#lib/domain/division/divide.ts';
import { pointOnSurface } from '#lib/domain/geometry/point-on-surface.ts';
import { BadInput } from './bad-input.ts';
import { readFeatures } from './read-geojson.ts';

export const divideUsage =
	'divide --area A.geojson --households H.geojson --kader K [--roads R.geojson] [--weight PROPERTY] [--rt PROPERTY [--whole-only]] [--posyandu PROPERTY] [--profile walk|tidy|whole] [--seed N] --out T.geojson';

interface Options {
	readonly area: string;
	readonly households: string;
	readonly kader: number;
	readonly roads: string | null;
	readonly weight: string | null;
	/** The property that names a house's RT; several are joined with a comma: `rw,rt`. */
	readonly rt: string | null;
	/** The property that names whose posyandu a house belongs to: no territory crosses to another's. */
	readonly posyandu: string | null;
	/** Divides no RT, however uneven the loads are then. */
	readonly wholeOnly: boolean;
	readonly profile: DivisionProfile;
	readonly seed: number;
	readonly out: string;
}

/** Prints the figures as JSON on stdout; throws BadInput with one clear line. */
export async function divideCommand(args: string[]): Promise<void> {
	const options = readOptions(args);
	const area = await readFeatures(options.area);
	const households = householdsOf(await readFeatures(options.households), options);
	if (options.roads !== null) {
		const roads = await readFeatures(options.roads);
		process.stderr.write(
			`jalan: ${roads.features.length} ruas terbaca; batas belum mengikuti jalan\n`
		);
	}
	const started = performance.now();
	let told = -1;
	const result = divide(
		{
			area: area as FeatureCollection,
			households,
			k: options.kader,
			seed: options.seed,
			profile: options.profile,
			maySplitGroups: !options.wholeOnly,
			...(options.posyandu !== null && {
				catchments: new Array<null>(Math.max(0, options.kader)).fill(null)
			})
		},
		{
			progress: ({ stage, done }) => {
				const percent = Math.floor(done * 10) * 10;
				if (percent > told) process.stderr.write(`${stage}: ${percent}%\n`);
				told = Math.max(told, percent);
			}
		}
	);
	const ms = Math.round(performance.now() - started);
	if (!result.ok) throw new BadInput(result.reason.text);
	for (const { text } of result.notes) process.stderr.write(`${text}\n`);
	await writeTerritories(options.out, result);
	process.stdout.write(`${JSON.stringify(figures(result, options, ms))}\n`);
}

function readOptions(args: string[]): Options {
	let values;
	try {
		const text = { type: 'string' } as const;
		const options = {
			area: text,
			households: text,
			kader: text,
			roads: text,
			weight: text,
			rt: text,
			posyandu: text,
			'whole-only': { type: 'boolean' } as const,
			profile: text,
			seed: text,
			out: text
		};
		({ values } = parseArgs({ args, options }));
	} catch (cause) {
		throw new BadInput(`${(cause as Error).message.split('\n')[0]} · ${divideUsage}`);
	}
	const { area, households, kader, out, roads, weight, rt, posyandu } = values;
	const required = { area, households, kader, out };
	for (const [name, value] of Object.entries(required)) {
		if (!value) throw new BadInput(`--${name} belum diisi · ${divideUsage}`);
	}
	const profile = values.profile ?? (rt ? 'whole' : 'walk');
	if (profile !== 'walk' && profile !== 'tidy' && profile !== 'whole') {
		throw new BadInput('--profile harus walk, tidy, atau whole');
	}
	if (profile === 'whole' && !rt) {
		throw new BadInput('--profile whole menjaga RT tetap utuh: sebutkan kolomnya dengan --rt');
	}
	return {
		area: area!,
		households: households!,
		out: out!,
		roads: roads ?? null,
		weight: weight ?? null,
		rt: rt ?? null,
		posyandu: posyandu ?? null,
		wholeOnly: values['whole-only'] === true,
		profile,
		kader: wholeNumber('kader', kader!),
		seed: wholeNumber('seed', values.seed ?? '1')
	};
}

function wholeNumber(name: string, text: string): number {
	if (!/^-?\d{1,9}$/.test(text))
		throw new BadInput(`--${name} harus bilangan bulat, bukan "${text}"`);
	return Number(text);
}

/** One household a feature; buildings drawn as shapes stand at a point inside them. */
function householdsOf(
	{ features }: FeatureCollection<Geometry | null>,
	{ weight, rt, posyandu, households: path }: Options
): DivisionHousehold[] {
	if (features.length === 0) throw new BadInput(`${path}: tidak berisi rumah`);
	if (weight !== null && !features.some(({ properties }) => properties?.[weight] !== undefined)) {
		throw new BadInput(`${path}: tidak ada kolom "${weight}" untuk --weight`);
	}
	const columns = rt?.split(',') ?? [];
	const named = [
		...columns.map((column) => [column, '--rt']),
		...(posyandu === null ? [] : [[posyandu, '--posyandu']])
	] as const;
	for (const [column, option] of named) {
		if (!features.some(({ properties }) => properties?.[column!] !== undefined))
			throw new BadInput(`${path}: tidak ada kolom "${column!}" untuk ${option!}`);
	}
	const ids = features.map(({ id, properties }, row) => String(id ?? properties?.id ?? row + 1));
	// Ids that repeat would hide households: then row numbers, counted from 1, stand in for all.
	const areUnique = new Set(ids).size === ids.length;
	return features.map(({ geometry, properties }, row) => ({
		id: areUnique ? ids[row]! : String(row + 1),
		position: pointOnSurface(geometry) ?? [],
		load: weight === null ? 1 : loadOf(properties?.[weight]),
		group: groupOf(columns.map((column): unknown => properties?.[column])),
		catchment: posyandu === null ? null : groupOf([properties?.[posyandu]])
	}));
}

/** Null when any part of the name is missing. */
function groupOf(parts: readonly unknown[]): string | null {
	const texts = parts.map((part) =>
		typeof part === 'string' || typeof part === 'number' ? String(part).trim() : ''
	);
	return texts.length === 0 || texts.includes('') ? null : texts.join(' / ');
}

/** NaN for anything that is no number: the engine then counts the house with the mean and says so. */
function loadOf(value: unknown): number {
	if (typeof value === 'number') return value;
	return typeof value === 'string' && value.trim() !== '' ? Number(value.replace(',', '.')) : NaN;
}

async function writeTerritories(path: string, { territories }: DivisionSuccess): Promise<void> {
	const features = territories.map(({ number, households, workload, polygon, catchment }) => ({
		type: 'Feature',
		properties: {
			number,
			households: households.length,
			workload,
			...(catchment !== undefined && { posyandu: catchment }),
			household_ids: households
		},
		geometry: polygon
	}));
	try {
		const lines = features.map((feature) => JSON.stringify(feature)).join(',\n');
		await writeFile(path, `{"type":"FeatureCollection","features":[\n${lines}\n]}\n`);
	} catch (cause) {
		const { code } = cause as NodeJS.ErrnoException;
		throw new BadInput(`${path}: tidak dapat ditulis (${code ?? 'kesalahan'})`);
	}
}

function figures({ metrics, outside, notes }: DivisionSuccess, options: Options, ms: number) {
	return {
		territories: metrics.territories,
		households: metrics.households,
		outside: outside.length,
		workload: metrics.workload,
		max_deviation_percent: metrics.maxDeviationPercent,
		mean_deviation_percent: metrics.meanDeviationPercent,
		spread: metrics.spread,
		heaviest_place_percent: metrics.heaviestPlacePercent,
		compactness_mean: metrics.compactnessMean,
		compactness_min: metrics.compactnessMin,
		border_m: metrics.borderM,
		rms_distance_m: metrics.rmsDistanceM,
		extra_parts: metrics.extraParts,
		groups: metrics.groups,
		groups_split: metrics.groupsSplit,
		area_m2: metrics.areaM2,
		profile: options.profile,
		seed: options.seed,
		ms,
		notes
	};
}
