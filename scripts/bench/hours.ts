// Whether an even division is even in hours: months of visits of every kader walked on the roads of two
// real villages, for our load, the same load with a flat way, and houses only.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import type { LineString, Point, Position } from 'geojson';
import type { Road, RoadClass } from '../../src/lib/domain/area.ts';
import type { DivisionInput } from '../../src/lib/domain/division/contract.ts';
import { divide } from '../../src/lib/domain/division/divide.ts';
import { seededRandom } from '../../src/lib/domain/division/random.ts';
import { pointOnSurface } from '../../src/lib/domain/geometry/point-on-surface.ts';
import type { Member } from '../../src/lib/domain/member.ts';
import { speedMps } from '../../src/lib/domain/travel.ts';
import { defaultVisitRules } from '../../src/lib/domain/visit-rules.ts';
import { walkingSteps } from '../../src/lib/domain/walking-share.ts';
import { areaNeeds, areaWork } from '../../src/lib/domain/workload-area.ts';
import { defaultWorkloadRules } from '../../src/lib/domain/workload.ts';
import { dataFolder, readData } from '../../tests/support/division-scorer.ts';
import type { BenchRow } from './bench-row.ts';
import { walkingSeconds } from './road-graph.ts';

interface Village {
	readonly name: string;
	readonly k: number;
	readonly area: string;
	readonly houses: string;
	readonly roads: readonly string[];
	readonly classOf: (properties: Readonly<Record<string, unknown>>) => RoadClass;
}

const villages: readonly Village[] = [
	{
		name: 'Tegalmulyo',
		k: 9,
		area: 'tegalmulyo/batas_desa.geojson',
		houses: 'tegalmulyo/bangunan.geojson',
		roads: ['tegalmulyo/jalan.geojson', 'tegalmulyo/jalan_setapak.geojson'],
		classOf: ({ jenis }) => (jenis === 'setapak' ? 'path' : 'local')
	},
	{
		name: 'Pondok Pinang',
		k: 17,
		area: 'jakarta/pondok_pinang/batas_kelurahan.geojson',
		houses: 'jakarta/pondok_pinang/rumah_titik.geojson',
		roads: ['jakarta/pondok_pinang/jalan.geojson'],
		classOf: ({ TYPE }) =>
			TYPE === 'residential' || TYPE === 'service' || TYPE === 'road'
				? 'local'
				: TYPE === 'footway'
					? 'path'
					: 'main'
	}
];

const on = '2026-11-20';
const months = 12;
const daysPerMonth = 30;

/** A made-up family: shares as in the demo's population, not of this village. */
function family(householdId: string, random: () => number): Member[] {
	const members: Member[] = [];
	const add = (birthYear: number, facts: Partial<Member> = {}) =>
		members.push({
			id: `${householdId}-${String(members.length)}`,
			rev: 1,
			areaId: 'a',
			territoryId: null,
			householdId,
			status: 'active',
			name: '',
			sex: 'female',
			birthDate: `${String(birthYear)}-03-01`,
			relation: 1,
			pregnantSince: null,
			deliveredOn: null,
			conditions: [],
			jknStatus: 'unknown',
			nikLast4: null,
			...facts
		});
	const isPregnant = random() < 0.03;
	add(1985 + Math.floor(random() * 15), isPregnant ? { pregnantSince: '2026-06-01' } : {});
	if (random() < 0.85) add(1980, { sex: 'male' });
	if (random() < 0.3) add(2021 + Math.floor(random() * 4));
	if (random() < 0.03) add(2026, { birthDate: '2026-08-01' });
	for (let child = 0; child < 2; child++) if (random() < 0.4) add(2010 + Math.floor(random() * 8));
	if (random() < 0.25) add(1955, random() < 0.02 ? { conditions: ['tb'] } : {});
	return members;
}

function recordsOf({ houses, roads, classOf }: Village) {
	const random = seededRandom(1);
	const households = readData(houses).features.flatMap(({ geometry }, i) => {
		const position = pointOnSurface(geometry);
		if (!position) return [];
		const location: Point = { type: 'Point', coordinates: position };
		return [{ id: String(i), location }];
	});
	const lines = roads.flatMap((path) =>
		readData(path).features.map(({ geometry, properties }): Pick<Road, 'class' | 'line'> => ({
			class: classOf(properties ?? {}),
			line: geometry as LineString
		}))
	);
	const members = households.flatMap(({ id }) => family(id, random));
	return { households, members, roads: lines, on, visits: defaultVisitRules };
}

/** Hours of each territory in each month: routed ways and service minutes. */
function simulated(
	territories: readonly (readonly number[])[],
	visitsPerMonth: readonly number[],
	serviceMinutes: readonly number[],
	seconds: Float32Array
) {
	const n = visitsPerMonth.length;
	const random = seededRandom(2);
	const phases = visitsPerMonth.map((visits) => random() * (daysPerMonth / visits));
	const dueIn = (house: number, month: number): number => {
		const interval = daysPerMonth / visitsPerMonth[house]!;
		const before = (day: number): number => Math.floor((day - phases[house]!) / interval);
		return before((month + 1) * daysPerMonth) - before(month * daysPerMonth);
	};
	return territories.map((houses) =>
		Array.from({ length: months }, (_, month) => {
			const due = houses.filter((house) => dueIn(house, month) > 0);
			const walkS = roundSeconds(due, (a, b) => seconds[a * n + b]!);
			const service = due.reduce((sum, i) => sum + dueIn(i, month) * serviceMinutes[i]!, 0);
			return { walkHours: walkS / 3600, hours: walkS / 3600 + service / 60 };
		})
	);
}

/** Seconds of a round through the places: to the nearest one each time, then 2-opt. */
function roundSeconds(places: readonly number[], way: (a: number, b: number) => number): number {
	if (places.length < 2) return 0;
	const left = new Set(places);
	const walk = [places[0]!];
	left.delete(places[0]!);
	while (left.size > 0) {
		const last = walk.at(-1)!;
		const next = [...left].reduce((a, b) => (way(last, b) < way(last, a) ? b : a));
		left.delete(next);
		walk.push(next);
	}
	const at = (i: number): number => walk[i % walk.length]!;
	for (let pass = 0, isShorter = true; isShorter && pass < 50; pass++) {
		isShorter = false;
		for (let i = 0; i + 1 < walk.length; i++) {
			for (let j = i + 2; j < walk.length; j++) {
				const now = way(at(i), at(i + 1)) + way(at(j), at(j + 1));
				const then = way(at(i), at(j)) + way(at(i + 1), at(j + 1));
				if (then >= now - 1e-6) continue;
				walk.splice(i + 1, j - i, ...walk.slice(i + 1, j + 1).reverse());
				isShorter = true;
			}
		}
	}
	return walk.reduce((sum, place, i) => sum + way(place, at(i + 1)), 0);
}

interface Outcome {
	/** Of the mean month, and of the worst single month. */
	readonly maxToMean: number;
	readonly worstMonth: number;
	readonly walkHours: readonly number[];
	readonly hours: number;
}

const mean = (numbers: readonly number[]): number =>
	numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

function outcomeOf(months: ReturnType<typeof simulated>): Outcome {
	const hours = months.map((own) => mean(own.map((month) => month.hours)));
	const perMonth = months[0]!.map((_, month) => months.map((own) => own[month]!.hours));
	return {
		maxToMean: Math.max(...hours) / mean(hours),
		worstMonth: Math.max(...perMonth.map((all) => Math.max(...all) / mean(all))),
		walkHours: months.map((own) => mean(own.map((month) => month.walkHours))),
		hours: mean(hours)
	};
}

function benchVillage(village: Village): BenchRow[] {
	const records = recordsOf(village);
	const started = performance.now();
	const work = areaWork(areaNeeds(records), defaultWorkloadRules);
	const ms = performance.now() - started;
	const loads = records.households.map(({ id }) => work.loads.get(id)!);
	const { travel, walkingMinutes } = defaultWorkloadRules;
	const places: Position[] = records.households.map(({ location }) => location.coordinates);
	const graphRoads = records.roads.map((road) => ({
		line: road.line.coordinates,
		speedMps: speedMps(travel, 'foot', road.class)
	}));
	const seconds = walkingSeconds(places, graphRoads, speedMps(travel, 'foot', null));
	const outcome = (loadOf: (i: number) => number) => {
		const input: DivisionInput = {
			area: readData(village.area) as DivisionInput['area'],
			households: places.map((position, i) => ({ id: String(i), position, load: loadOf(i) })),
			k: village.k,
			seed: 1
		};
		const result = divide(input);
		if (!result.ok) throw new Error(result.reason.text);
		const territories = result.territories.map(({ households }) => households.map(Number));
		const visits = loads.map(({ visitsPerMonth }) => visitsPerMonth);
		const service = loads.map(({ serviceMinutes }) => serviceMinutes);
		const found = outcomeOf(simulated(territories, visits, service, seconds));
		const estimated = territories.map((houses) =>
			houses.reduce((sum, i) => sum + (visits[i]! * loads[i]!.walkMinutes) / 60, 0)
		);
		return { ...found, estimated };
	};
	const ours = outcome((i) => loads[i]!.minutes);
	const flat = outcome(
		(i) => loads[i]!.visitsPerMonth * (loads[i]!.serviceMinutes + walkingMinutes)
	);
	const houses = outcome(() => 1);
	const ratios = ours.walkHours.map((walked, i) => ours.estimated[i]! / walked);
	const what = `hours, not houses: ${village.name}, ${String(places.length)} × ${String(village.k)}`;
	return [
		{
			what: `${what}, max ÷ mean of routed hours over ${String(months)} months`,
			goal: '≤ 1.10',
			ours: ours.maxToMean.toFixed(3),
			instead: `${flat.maxToMean.toFixed(3)} flat way; ${houses.maxToMean.toFixed(3)} houses only`
		},
		{
			what: `${what}, in the worst single month`,
			goal: '–',
			ours: ours.worstMonth.toFixed(3),
			instead: `${flat.worstMonth.toFixed(3)} flat way; ${houses.worstMonth.toFixed(3)} houses only`
		},
		{
			what: `${what}, estimated ÷ routed hours on the way; least … most of a kader`,
			goal: '1.0',
			ours: `${(mean(ours.estimated) / mean(ours.walkHours)).toFixed(2)}; ${Math.min(...ratios).toFixed(2)} … ${Math.max(...ratios).toFixed(2)}`,
			instead: `${mean(ours.walkHours).toFixed(1)} of ${ours.hours.toFixed(1)} h a month; estimated in ${ms.toFixed(0)} ms`
		}
	];
}

/** Sixty hamlets of a puskesmas, with lanes. */
function speedRow(): BenchRow {
	const random = seededRandom(3);
	const near = (middle: number): number => middle + (random() + random() + random() - 1.5) / 100;
	const middles = Array.from(
		{ length: 60 },
		() => [110 + random() / 5, -7 + random() / 5] as const
	);
	const places = Array.from({ length: 20_000 }, (_, i) => {
		const [lng, lat] = middles[i % middles.length]!;
		const visitsPerMonth = [1 / 6, 1 / 6, 1 / 3, 1][Math.floor(random() * 4)]!;
		return { position: [near(lng), near(lat)], visitsPerMonth };
	});
	const roads = Array.from({ length: 800 }, (): Pick<Road, 'class' | 'line'> => {
		const [lng, lat] = middles[Math.floor(random() * middles.length)]!;
		const start = [near(lng), near(lat)] as const;
		const coordinates = Array.from({ length: 12 }, (_, n) => [start[0] + n / 2000, start[1]]);
		return { class: 'local', line: { type: 'LineString', coordinates } };
	});
	const times = [1, 2, 3].map(() => {
		const before = process.cpuUsage();
		walkingSteps(places, roads, 'foot');
		const { user, system } = process.cpuUsage(before);
		return (user + system) / 1000;
	});
	return {
		what: 'way to each of 20,000 houses, processor time',
		goal: '< 300 ms',
		ours: `${times[0]!.toFixed(0)} ms cold, ${Math.min(...times).toFixed(0)} ms warm`,
		instead: '–'
	};
}

export function benchHours(): BenchRow[] {
	return [speedRow(), ...villages.flatMap(rowsOf)];
}

function rowsOf(village: Village): BenchRow[] {
	const isThere = existsSync(join(dataFolder, village.houses));
	if (isThere) return benchVillage(village);
	const ours = 'no measuring data (JANGKAU_TEST_DATA)';
	return [{ what: `hours, not houses: ${village.name}`, goal: '≤ 1.10', ours, instead: '–' }];
}
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	for (const row of benchHours()) console.log(Object.values(row).join('\t'));
}
