// What every engine is asked, so that their answers can be compared byte by byte: each profile and
// each stage that some input needs. Made once and handed on as text, since drawing an area takes sines.
import type { Position } from 'geojson';
import type { DivisionHousehold, DivisionInput } from '#lib/domain/division/contract.ts';
import { divide } from '#lib/domain/division/divide.ts';
import type { DivisionRequest } from '#lib/domain/division/protocol.ts';
import { awkwardCases } from './awkward-areas.ts';
import { anyKader, withCatchments } from './catchments.ts';
import { generatedDivision, type AreaPlan } from './generated-areas.ts';
import { changed } from './redivision-cases.ts';

export interface Question {
	readonly name: string;
	readonly request: DivisionRequest;
}

/** A desa between hills: bays, hamlets, some houses at one place. */
export const village: AreaPlan = {
	seed: 8,
	corners: 36,
	roughness: 75,
	holes: 0,
	islands: 0,
	hasSliver: false,
	houses: 2000,
	clusters: 6,
	sharedPlaces: 40,
	weighted: false,
	k: 10
};

const islands: AreaPlan = {
	...village,
	...{ seed: 31, corners: 30, holes: 2, islands: 2, hasSliver: true, houses: 700 },
	...{ weighted: true, k: 8 }
};

/** Each house belongs to the RT of a grid of 250 m by 250 m about the first one. */
export function withRt(households: readonly DivisionHousehold[]): DivisionHousehold[] {
	const [lng = 0, lat = 0] = households[0]!.position;
	const step = 250 / 110_500;
	return households.map((house) => {
		const [x = 0, y = 0] = house.position;
		const group = `${String(Math.round((x - lng) / step))} ${String(Math.round((y - lat) / step))}`;
		return { ...house, group };
	});
}

/** Two that wind from house to house, so that they cross the area wherever it lies. */
const rivers = ({ households }: DivisionInput): Position[][] =>
	[0, 1].map((start) =>
		households.filter((_, i) => i % 160 === start).map(({ position }) => position)
	);

const asked = (name: string, input: DivisionInput): Question => ({
	name,
	request: { type: 'divide', input }
});

function divisions(): Question[] {
	const plain = generatedDivision(village);
	const parts = generatedDivision(islands);
	const rt: DivisionInput = {
		...plain,
		households: withRt(plain.households),
		profile: 'whole'
	};
	const homes = [0, 300, 600].map((i) => plain.households[i]!.position);
	const unlike = [4, 4, 4, 4, 2, 2, 2, 8, 4, 4];
	return [
		asked('village, walk', plain),
		asked('village, tidy', { ...plain, profile: 'tidy' }),
		asked('village, along two rivers', { ...plain, lines: rivers(plain) }),
		asked('village, RT whole', rt),
		asked('village, no RT divided', { ...rt, maySplitGroups: false }),
		asked('village, by catchment', {
			...rt,
			households: withCatchments(rt.households, { count: 4, strays: 0.01, unknown: 0.1 }),
			catchments: anyKader(10)
		}),
		asked('village, hours and homes', {
			...plain,
			shares: unlike,
			homes: Array.from({ length: 10 }, (_, i) => homes[i] ?? null)
		}),
		asked('islands with unlike loads, walk', parts),
		asked('islands with unlike loads, tidy', { ...parts, profile: 'tidy' }),
		asked('islands with unlike loads, without the grid', { ...parts, isCoarse: true })
	];
}

function changes(): Question[] {
	const input = generatedDivision({ ...village, houses: 900 });
	const result = divide(input);
	if (!result.ok) throw new Error(result.reason.text);
	const home = input.households[7]!.position;
	const wish = (name: string, wanted: Parameters<typeof changed>[2]): Question => ({
		name,
		request: { type: 'redivide', input: changed(input, result.territories, wanted) }
	});
	// Whose posyandu a territory is does not depend on how it came about.
	const territories = result.territories.map(({ number, polygon, households }) => ({
		...{ number, polygon, households, catchment: number <= 5 ? 'A' : 'B' }
	}));
	return [
		wish('a kader leaves', { leaving: [4] }),
		wish('a kader leaves her posyandu', { territories, leaving: [4] }),
		wish('a kader joins', { joining: [{ home }] }),
		wish('the rest is evened out round two locked ones', { locked: [1, 2], tolerance: 0.01 })
	];
}

/** Every request as it crosses into another engine: plain JSON. */
export function questions(): Question[] {
	const awkward = awkwardCases.map(({ name, input }) => asked(name, { ...input, seed: 1 }));
	return [...divisions(), ...changes(), ...awkward];
}
