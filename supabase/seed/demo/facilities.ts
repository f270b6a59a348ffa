// The puskesmas, its three pustu and fifteen posyandu, with the areas that each serves.
import type {
	Facility,
	FacilityArea,
	FacilityCondition,
	FacilityKind
} from '#lib/domain/facility.ts';
import type { Id } from '#lib/domain/entity.ts';
import { alwaysOpen, weekOf } from '#lib/domain/opening-hours.ts';
import type { DemoAreas, DemoHamlet, VillageKey } from './areas.ts';
import { Random } from './random.ts';
import { toPosition } from './terrain.ts';

/** Names of the posyandu of each village, with the positions of the hamlets they serve. */
const posyanduPlan: Record<VillageKey, readonly (readonly [string, readonly number[]])[]> = {
	coast: [
		['Bakau', [0]],
		['Bintang Laut', [1, 3]],
		['Camar', [2]],
		['Nipah', [4, 7]],
		['Teratai', [5, 6]]
	],
	riverside: [
		['Kenanga', [0]],
		['Anggrek Hitam', [1]],
		['Melati Tepian', [2, 3]],
		['Seberang Indah', [4, 5]]
	],
	transmigration: [
		['Mawar Jingga', [0]],
		['Sedap Malam', [1]],
		['Dahlia Mekar', [2, 4]],
		['Kamboja', [3, 5]]
	],
	upstream: [
		['Ulin Muda', [0, 3]],
		['Pelay', [1, 2]]
	]
};

export interface Facilities {
	readonly puskesmas: Facility;
	/** The pustu of a village; the kelurahan by the coast has the puskesmas itself. */
	readonly pustuOf: ReadonlyMap<VillageKey, Facility>;
	/** The posyandu that serves a hamlet, by the hamlet's area. */
	readonly posyanduOf: ReadonlyMap<Id<'area'>, Facility>;
	readonly all: readonly Facility[];
	readonly served: readonly FacilityArea[];
}

const madeAtMs = Date.UTC(2025, 0, 6);

function facilityRow(
	random: Random,
	kind: FacilityKind,
	name: string,
	areaId: Id<'area'>,
	at: { u: number; v: number },
	rest: Partial<Facility>
): Facility {
	return {
		id: random.uuid(madeAtMs),
		rev: 1,
		kind,
		name,
		areaId,
		parentId: null,
		code: null,
		location: { type: 'Point', coordinates: toPosition(at) },
		condition: null,
		phone: null,
		timeZone: null,
		...rest
	};
}

/** Office hours of a pustu: shorter on Saturday, closed on Sunday. */
const pustuHours = weekOf(
	{ opens: '08:00', closes: '14:00' },
	{ opens: '08:00', closes: '12:00' },
	null
);
/** No number that anybody has: the middle four digits are zero. */
const demoPhone = (last: number) => `0812-0000-${String(last).padStart(4, '0')}`;

const pustuPlan: readonly (readonly [VillageKey, string, number, number, FacilityCondition])[] = [
	['riverside', 'Pustu Tepian Ulin', 11060, 240, 'good'],
	['transmigration', 'Pustu Karya Mekar', 10960, 3340, 'good'],
	['upstream', 'Pustu Long Sebatu', 5060, 190, 'moderate']
];

/** When somebody went round. */
const lookedOn = '2026-02-10';
const stages = ['madya', 'purnama', 'pratama', 'mandiri', 'madya'] as const;
const conditions = ['good', 'good', 'light', 'good', 'heavy', 'good'] as const;

/** Builds every facility, and which areas each serves. */
export function buildFacilities(areas: DemoAreas): Facilities {
	const random = new Random('facilities');
	const served: FacilityArea[] = [];
	const serve = (facility: Facility, areaId: Id<'area'>) =>
		served.push({ id: random.uuid(madeAtMs), rev: 1, facilityId: facility.id, areaId });
	const village = (key: VillageKey) => areas.villages.find((one) => one.key === key)!;
	const puskesmas = facilityRow(
		random,
		'puskesmas',
		'Puskesmas Teluk Pandan Baru',
		village('coast').area.id,
		{ u: 17620, v: 1010 },
		{
			code: 'P6499010101',
			condition: 'good',
			conditionOn: lookedOn,
			phone: demoPhone(1),
			openingHours: alwaysOpen,
			timeZone: 'Asia/Makassar'
		}
	);
	for (const { area } of areas.villages) serve(puskesmas, area.id);
	const pustuOf = new Map<VillageKey, Facility>();
	for (const [at, [key, name, u, v, condition]] of pustuPlan.entries()) {
		const { area } = village(key);
		const pustu = facilityRow(
			random,
			'pustu',
			name,
			area.id,
			{ u, v },
			{
				condition,
				conditionOn: lookedOn,
				parentId: puskesmas.id,
				phone: demoPhone(at + 2),
				openingHours: pustuHours
			}
		);
		pustuOf.set(key, pustu);
		serve(pustu, area.id);
	}
	let made = 0;
	const posyanduOf = new Map<Id<'area'>, Facility>();
	const posyandu = areas.villages.flatMap(({ key, area, hamlets }) =>
		posyanduPlan[key].map(([name, positions]) => {
			const own: DemoHamlet[] = positions.map((position) => hamlets[position]!);
			const one = facilityRow(
				random,
				'posyandu',
				`Posyandu ${name}`,
				area.id,
				{ u: own[0]!.u + 40, v: own[0]!.v - 60 },
				{
					parentId: (pustuOf.get(key) ?? puskesmas).id,
					condition: conditions[made % conditions.length]!,
					conditionOn: lookedOn,
					stage: stages[made++ % stages.length]!
				}
			);
			for (const { area: hamletArea } of own) {
				serve(one, hamletArea.id);
				posyanduOf.set(hamletArea.id, one);
			}
			return one;
		})
	);
	return {
		puskesmas,
		pustuOf,
		posyanduOf,
		served,
		all: [puskesmas, ...pustuOf.values(), ...posyandu]
	};
}
