// The area tree: province, regency, kecamatan, four desa/kelurahan, 24 RW and dusun whose polygons
// share their edges exactly. All names below the province are invented.
import type { Area, AreaKind } from '#lib/domain/area.ts';
import type { Id } from '#lib/domain/entity.ts';
import { noise, Random, smoothstep } from './random.ts';
import { labelCells, outlineOf, subdivide } from './subdivision.ts';

export const villageKeys = ['coast', 'riverside', 'transmigration', 'upstream'] as const;
export type VillageKey = (typeof villageKeys)[number];

interface HamletPlan {
	readonly village: VillageKey;
	readonly name: string;
	readonly kind: 'rw' | 'hamlet';
	/** Middle of the hamlet on the plan. */
	readonly u: number;
	readonly v: number;
	readonly households: number;
}

const hamlet = (village: VillageKey, name: string, u: number, v: number, households: number) => ({
	village,
	name,
	kind: village === 'coast' ? ('rw' as const) : ('hamlet' as const),
	u,
	v,
	households
});

/** Stable names by which the story speaks of single hamlets. */
export const storyHamlets = {
	/** Upstream, cut off by the flood. */
	flooded: 'Dusun Long Pelay',
	/** Its kader resigned. */
	vacant: 'RW 008',
	/** Fishing families: nobody is home in the evening. */
	fishing: 'RW 003',
	/** Families that refuse. */
	refusing: 'Dusun Karya Rejo',
	/** Home of the kader whose phone has not been heard of. */
	unsynced: 'Dusun Karya Subur'
} as const;

export const hamletPlans: readonly HamletPlan[] = [
	hamlet('coast', 'RW 001', 16700, 800, 165),
	hamlet('coast', 'RW 002', 17800, 900, 185),
	hamlet('coast', 'RW 003', 19100, 900, 190),
	hamlet('coast', 'RW 004', 18000, 3200, 70),
	hamlet('coast', 'RW 005', 16700, -750, 160),
	hamlet('coast', 'RW 006', 17900, -750, 170),
	hamlet('coast', 'RW 007', 19100, -750, 150),
	hamlet('coast', 'RW 008', 17800, -2600, 60),
	hamlet('riverside', 'Dusun Tepian Ulin', 7800, 500, 110),
	hamlet('riverside', 'Dusun Tepian Tengah', 10300, 500, 150),
	hamlet('riverside', 'Dusun Tepian Muara', 12700, 500, 130),
	hamlet('riverside', 'Dusun Batu Lapis', 14800, 500, 110),
	hamlet('riverside', 'Dusun Seberang Hulu', 9300, -600, 110),
	hamlet('riverside', 'Dusun Seberang Hilir', 13600, -600, 140),
	hamlet('transmigration', 'Dusun Karya Indah', 8800, 3000, 120),
	hamlet('transmigration', 'Dusun Karya Rejo', 10300, 3900, 150),
	hamlet('transmigration', 'Dusun Karya Bakti', 10900, 2600, 150),
	hamlet('transmigration', 'Dusun Karya Tani', 12400, 3900, 140),
	hamlet('transmigration', 'Dusun Karya Jaya', 12900, 2600, 130),
	hamlet('transmigration', 'Dusun Karya Subur', 14500, 3300, 110),
	hamlet('upstream', 'Dusun Long Sebatu', 5200, 500, 90),
	hamlet('upstream', 'Dusun Long Merah', 2900, 500, 75),
	hamlet('upstream', 'Dusun Long Pelay', 900, 500, 60),
	hamlet('upstream', 'Dusun Long Kelok', 3800, -500, 75)
];

const villageNames: Record<VillageKey, { name: string; code: string; kind: 'desa' | 'kelurahan' }> =
	{
		coast: { name: 'Muara Pandan', code: '64.99.01.1001', kind: 'kelurahan' },
		riverside: { name: 'Tepian Ulin', code: '64.99.01.2002', kind: 'desa' },
		transmigration: { name: 'Karya Mekar', code: '64.99.01.2003', kind: 'desa' },
		upstream: { name: 'Long Sebatu', code: '64.99.01.2004', kind: 'desa' }
	};

const border = noise('village border', 1700);

function villageAt(u: number, v: number): VillageKey {
	if (u > 15850 + border(0, v) * 220) return 'coast';
	if (u < 6500 + border(9000, v) * 250) return 'upstream';
	return v > 1500 + border(u, 5000) * 260 ? 'transmigration' : 'riverside';
}

/** True inside the kecamatan: a valley that widens from the hills in the west to the coast. */
export function insideDistrict(u: number, v: number): boolean {
	const hills = 1 - smoothstep(u / 5200);
	const north = 4600 + border(u, 20000) * 380 - 1500 * hills;
	const south = -3500 + border(u, 30000) * 450 + 1300 * hills;
	return v < north && v > south && u > 360 + border(40000, v) * 320;
}

/** Index of the hamlet at a place: the nearest middle of the same village on the same bank. */
function hamletAt(u: number, v: number): number {
	if (!insideDistrict(u, v)) return -1;
	const village = villageAt(u, v);
	let best = -1;
	let bestDistance = Infinity;
	hamletPlans.forEach((plan, index) => {
		if (plan.village !== village || plan.v > 0 !== v > 0) return;
		const [du, dv] = [plan.u - u + border(v, u) * 150, plan.v - v];
		const distance = du * du + dv * dv;
		if (distance < bestDistance) [best, bestDistance] = [index, distance];
	});
	return best;
}

export interface DemoHamlet extends HamletPlan {
	readonly index: number;
	readonly area: Area;
	/** Three digits: the RW's own number, or the dusun's within its desa. */
	readonly number: string;
}

export interface DemoVillage {
	readonly key: VillageKey;
	readonly area: Area;
	readonly hamlets: readonly DemoHamlet[];
}

export interface DemoAreas {
	readonly regency: Area;
	readonly district: Area;
	readonly villages: readonly DemoVillage[];
	/** In the order in which they must be stored: parents first. */
	readonly all: readonly Area[];
}

const madeAtMs = Date.UTC(2025, 0, 6);

function areaRow(
	random: Random,
	kind: AreaKind,
	name: string,
	parentId: Id<'area'> | null,
	rest: Partial<Area>
): Area {
	const boundary = rest.boundary ?? null;
	return {
		id: random.uuid(madeAtMs),
		rev: 1,
		parentId,
		kind,
		villageKind: null,
		code: null,
		bpsCode: null,
		name,
		boundary,
		boundaryStatus: boundary ? 'official' : 'none',
		source: boundary ? 'Data contoh' : null,
		validFrom: '2020-01-01',
		validTo: null,
		...rest
	};
}

/** Builds the whole tree. Depends on nothing but the fixed plan. */
export function buildAreas(): DemoAreas {
	const random = new Random('areas');
	const cells = subdivide(labelCells(hamletAt));
	const villageOf = (label: number) => hamletPlans[label]?.village;
	const province = areaRow(random, 'province', 'Kalimantan Timur', null, { code: '64' });
	const regency = areaRow(random, 'regency', 'Kutai Pesisir', province.id, { code: '64.99' });
	const district = areaRow(random, 'district', 'Teluk Pandan Baru', regency.id, {
		code: '64.99.01',
		boundary: outlineOf(cells, (label) => label >= 0)
	});
	const villages = villageKeys.map((key): DemoVillage => {
		const { name, code, kind } = villageNames[key];
		const area = areaRow(random, 'village', name, district.id, {
			code,
			villageKind: kind,
			boundary: outlineOf(cells, (label) => villageOf(label) === key)
		});
		const plans = hamletPlans.flatMap((plan, index) =>
			plan.village === key ? [{ ...plan, index }] : []
		);
		return {
			key,
			area,
			hamlets: plans.map((plan, position) => ({
				...plan,
				number: String(position + 1).padStart(3, '0'),
				area: areaRow(random, plan.kind, plan.name, area.id, {
					boundary: outlineOf(cells, (label) => label === plan.index),
					boundaryStatus: 'imported'
				})
			}))
		};
	});
	const all = [
		province,
		regency,
		district,
		...villages.map(({ area }) => area),
		...villages.flatMap(({ hamlets }) => hamlets.map(({ area }) => area))
	];
	return { regency, district, villages, all };
}
