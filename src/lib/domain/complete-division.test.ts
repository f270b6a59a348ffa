import { describe, expect, it } from 'vitest';
import { completeDivision, type DividedHousehold } from './complete-division.ts';
import { divide } from './division/divide.ts';
import type { DivisionSuccess } from './division/contract.ts';

const house = (
	id: string,
	position: number[] | null,
	areaId = 'rt1',
	posyanduId: string | null = null
): DividedHousehold => ({ id, areaId, position, posyanduId });

/** Two territories: four houses in RT 1 in the west, four in RT 2 in the east. */
const near: DividedHousehold[] = [
	...[1, 2, 3, 4].map((n) => house(`w${n}`, [117.001, 0.002 * n], 'rt1')),
	...[1, 2, 3, 4].map((n) => house(`e${n}`, [117.019, 0.002 * n], 'rt2'))
];

function complete(households: readonly DividedHousehold[], isByPosyandu = false) {
	const result = divide({
		area: {
			type: 'Polygon',
			coordinates: [
				[
					[117, 0],
					[117.02, 0],
					[117.02, 0.01],
					[117, 0.01],
					[117, 0]
				]
			]
		},
		households: households.map(({ id, position, posyanduId }) => ({
			...{ id, position: position ?? [], load: 1 },
			catchment: posyanduId ?? null
		})),
		...(isByPosyandu && { catchments: [null, null] }),
		k: 2,
		seed: 1
	});
	if (!result.ok) throw new Error(result.reason.text);
	const division = completeDivision(result, households, {
		unit: 'households',
		seed: 1,
		kaderIds: []
	});
	const numberOf = (id: string) =>
		division.territories.find((one) => one.households.includes(id))?.number;
	return { division, numberOf };
}

describe('a division that leaves nobody out', () => {
	it('gives a house without a position to the territory that holds its RT', () => {
		const { division, numberOf } = complete([...near, house('lost', null, 'rt2')]);
		expect(numberOf('lost')).toBe(numberOf('e1'));
		expect(division.unlocated).toEqual(['lost']);
		expect(division.outside).toEqual([]);
	});

	it('leaves a house without a place with its own posyandu where the plan keeps to these', () => {
		const known = near.map((one, i) => ({ ...one, posyanduId: i < 4 ? 'melati' : 'mawar' }));
		const lost = house('lost', null, 'rt1', 'mawar');
		const far = house('far', [116, 0.005], 'rt1', 'mawar');
		const kept = complete([...known, lost, far], true);
		expect(kept.numberOf('lost')).toBe(kept.numberOf('e1'));
		expect(kept.numberOf('far')).toBe(kept.numberOf('e1'));
		const across = complete([...known, lost, far]);
		expect(across.numberOf('lost')).toBe(across.numberOf('w1'));
		expect(across.numberOf('far')).toBe(across.numberOf('w1'));
	});

	it('gives a house far outside to the territory of its nearest neighbour', () => {
		const { division, numberOf } = complete([...near, house('far', [118, 0.005], 'rt1')]);
		expect(numberOf('far')).toBe(numberOf('e1'));
		expect(division.outside).toEqual(['far']);
		expect(division.unlocated).toEqual([]);
	});

	it('gives a house of an RT that nobody holds to the territory with the fewest houses', () => {
		const { numberOf } = complete([...near.slice(0, 7), house('lost', null, 'rt9')]);
		const { division } = complete(near.slice(0, 7));
		const fewest = division.territories.toSorted(
			(a, b) => a.households.length - b.households.length
		)[0]!;
		expect(numberOf('lost')).toBe(fewest.number);
	});

	it('names every household exactly once and keeps no sentence that says otherwise', () => {
		const all = [...near, house('lost', null), house('far', [118, 1])];
		const { division } = complete(all);
		const named = division.territories.flatMap(({ households }) => households);
		expect(named.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
		const codes: readonly DivisionSuccess['notes'][number]['code'][] = division.notes.map(
			({ code }) => code
		);
		expect(codes).not.toContain('households_without_position');
		expect(codes).not.toContain('households_far_outside');
	});
});
