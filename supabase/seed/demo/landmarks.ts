// What people steer by: mosque, school, market, bridge, landing. On the map as a place and in a
// household's "dekat …".
import type { Position } from 'geojson';
import { hamletPlans } from './areas.ts';
import type { RoadPiece } from './road-network.ts';
import { toPosition } from './terrain.ts';

export interface Landmark {
	readonly name: string;
	readonly kind: 'mosque' | 'school' | 'market' | 'bridge' | 'landing' | 'health' | 'office';
	readonly position: Position;
}

const fixed: readonly (readonly [Landmark['kind'], string, number, number])[] = [
	['market', 'Pasar Muara Pandan', 17860, 640],
	['office', 'Kantor Kecamatan Teluk Pandan Baru', 17740, 1220],
	['office', 'Kantor Kelurahan Muara Pandan', 17460, 760],
	['office', 'Kantor Desa Tepian Ulin', 11040, 300],
	['office', 'Kantor Desa Karya Mekar', 11060, 3210],
	['office', 'Kantor Desa Long Sebatu', 5120, 190],
	['landing', 'Dermaga Tepian', 6940, 110],
	['landing', 'Dermaga Long Pelay', 930, 110],
	['landing', 'Tempat Pelelangan Ikan', 19440, 700],
	['market', 'Pasar Jalur Tiga', 11660, 3340]
];

/** Landmarks of the demo: one mosque and one school near the middle of each hamlet, and the named bridges. */
export function buildLandmarks(roads: readonly RoadPiece[]): Landmark[] {
	const local = hamletPlans.flatMap((plan, index): Landmark[] => {
		const near = nearestRoad(plan.u, plan.v, roads);
		const short = plan.name.replace('Dusun ', '');
		return [
			{
				kind: 'mosque',
				name: `Masjid ${short}`,
				position: toPosition({ u: near.u + 30, v: near.v + 28 })
			},
			...(index % 2 === 0
				? [
						{
							kind: 'school' as const,
							name: `SD ${short}`,
							position: toPosition({ u: near.u - 130, v: near.v + 30 })
						}
					]
				: [])
		];
	});
	const bridges = roads.flatMap((piece): Landmark[] =>
		piece.bridge && piece.from.v < 0 && piece.to.v > 0
			? [
					{
						kind: 'bridge',
						name: piece.name?.startsWith('Jembatan') ? piece.name : 'Jembatan Pandan',
						position: toPosition({ u: piece.from.u, v: 0 })
					}
				]
			: []
	);
	return [
		...fixed.map(([kind, name, u, v]) => ({ kind, name, position: toPosition({ u, v }) })),
		...local,
		...bridges
	];
}

/** The road end nearest to a place on the plan. */
function nearestRoad(u: number, v: number, roads: readonly RoadPiece[]): { u: number; v: number } {
	let best = { u, v };
	let bestDistance = Infinity;
	for (const { from, class: roadClass } of roads) {
		if (roadClass === 'river_boat' || from.v > 0 !== v > 0) continue;
		const distance = (from.u - u) ** 2 + (from.v - v) ** 2;
		if (distance < bestDistance) [best, bestDistance] = [from, distance];
	}
	return best;
}
