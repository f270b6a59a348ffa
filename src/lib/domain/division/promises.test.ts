import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { areaOf, box, housesAt } from '../../../../tests/support/awkward-areas.ts';
import { brokenPromises } from '../../../../tests/support/division-invariants.ts';
import type { DivisionInput, DivisionSuccess } from './contract.ts';
import { divide } from './divide.ts';

const input: DivisionInput = {
	area: areaOf([box(0, 0, 600, 400)]),
	households: housesAt(
		Array.from({ length: 48 }, (_, i) => [25 + 75 * (i % 8), 30 + 65 * Math.floor(i / 8)])
	),
	k: 4,
	seed: 3
};

function sound(): DivisionSuccess {
	const result = divide(input);
	if (!result.ok) throw new Error(result.reason.text);
	// Through text, so that no two territories share a position object.
	return JSON.parse(JSON.stringify(result)) as DivisionSuccess;
}

describe('the checks that other tests rely on', () => {
	it('find nothing wrong with a sound division', () => {
		expect(brokenPromises(input, sound())).toEqual([]);
	});

	it('notice an inner border that was moved on one side only', () => {
		const result = sound();
		const outline = new Set(
			input.area.type === 'MultiPolygon' ? input.area.coordinates.flat(2).map(String) : []
		);
		const ring = result.territories[0]!.polygon.coordinates[0]![0]!;
		const inner = ring.findIndex((place, i) => i > 0 && !outline.has(String(place)));
		ring[inner]![0]! += 1e-5;
		expect(brokenPromises(input, result).join()).toMatch(/without a twin/);
		expect(brokenPromises(input, result).join()).toMatch(/cover is off/);
	});

	it('notice a household listed with the wrong territory', () => {
		const { territories, ...rest } = sound();
		const [first, second, ...others] = territories;
		const swapped = [
			{ ...first!, households: second!.households },
			{ ...second!, households: first!.households },
			...others
		];
		expect(brokenPromises(input, { ...rest, territories: swapped }).join()).toMatch(
			/households outside their territory/
		);
	});

	it('notice a lost household and one in two territories', () => {
		const { territories, ...rest } = sound();
		const [first, second, ...others] = territories;
		const double = { ...second!, households: [...second!.households, first!.households[0]!] };
		const faults = brokenPromises(input, { ...rest, territories: [first!, double, ...others] });
		expect(faults.join()).toMatch(/a household in two territories/);
		const less = { ...first!, households: first!.households.slice(1) };
		const lost = brokenPromises(input, { ...rest, territories: [less, second!, ...others] });
		expect(lost.join()).toMatch(/47 of 48 households/);
	});
});

describe('the sources of the engine', () => {
	const folder = new URL('.', import.meta.url);
	const sources = readdirSync(folder).filter((name) => /^[a-z-]+\.ts$/.test(name));
	const forbidden =
		/Math\.(sin|cos|tan|asin|acos|atan2?|exp|log\w*|pow|hypot|cbrt|random)\b|\*\*(?![/*])|Date\.now|performance\.now/;

	it('are found', () => {
		expect(sources.length).toBeGreaterThan(20);
	});

	it.each(sources)(
		'%s uses no arithmetic that differs between engines, no clock and no chance',
		(name) => {
			const code = readFileSync(new URL(name, folder), 'utf8')
				.replace(/\/\*[\s\S]*?\*\//g, '')
				.replace(/\/\/.*$/gm, '');
			expect(code).not.toMatch(forbidden);
		}
	);

	it('would be caught', () => {
		expect('const a = Math.hypot(1, 2);').toMatch(forbidden);
		expect('const a = b ** 2;').toMatch(forbidden);
	});
});
