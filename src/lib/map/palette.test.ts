import { describe, expect, it } from 'vitest';
import {
	blended,
	ciede2000,
	colourDifference,
	visions,
	type Vision
} from '../../../tests/support/colour-difference.ts';
import {
	coverageColours,
	heatColours,
	householdColours,
	householdStates,
	noDataColour,
	routeColours,
	territoryColours
} from './palette.ts';
import { householdShapes } from './symbols.ts';
import { ground } from './style/ground.ts';

const coloured: readonly Vision[] = ['normal', 'protanopia', 'deuteranopia', 'tritanopia'];

/** The least difference of neighbours in a sequence, in any of these visions. */
function leastStep(colours: readonly string[], seenBy: readonly Vision[]): number {
	return Math.min(
		...seenBy.flatMap((vision) =>
			colours.slice(1).map((colour, i) => colourDifference(colours[i] ?? '', colour, vision))
		)
	);
}

/** Ratio of WCAG 2. @param a, b #rrggbb */
function contrast(a: string, b: string): number {
	const [light, dark] = [a, b].map(luminance).sort((one, other) => other - one);
	return (light! + 0.05) / (dark! + 0.05);
}

function luminance(colour: string): number {
	const [red, green, blue] = [1, 3, 5].map((at) => {
		const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

describe('the measure of colour difference', () => {
	it('agrees with pairs published with the formula', () => {
		expect(ciede2000([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 4);
		expect(ciede2000([50, 2.5, 0], [73, 25, -18])).toBeCloseTo(27.1492, 4);
		expect(ciede2000([2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514])).toBeCloseTo(0.9082, 4);
	});
});

describe('the colours of the map', () => {
	it('keep neighbouring coverage classes apart for every eye and on a grey print', () => {
		expect(leastStep(coverageColours, visions)).toBeGreaterThanOrEqual(10);
		const painted = coverageColours.map((colour) => blended(colour, 0.88, ground.land));
		expect(leastStep(painted, visions)).toBeGreaterThanOrEqual(9);
	});

	it('run from dark to light with coverage, without a turn', () => {
		const toWhite = coverageColours.map((colour) => colourDifference(colour, '#ffffff', 'grey'));
		expect([...toWhite].sort((a, b) => b - a)).toEqual(toWhite);
	});

	it('keep "no data" apart from every coverage class', () => {
		for (const colour of coverageColours) {
			for (const vision of coloured) {
				expect(colourDifference(colour, noDataColour, vision)).toBeGreaterThanOrEqual(10);
			}
		}
	});

	it('keep all twelve territories apart for every eye', () => {
		expect(territoryColours).toHaveLength(12);
		for (const vision of coloured) {
			for (const [i, a] of territoryColours.entries()) {
				for (const b of territoryColours.slice(i + 1)) {
					expect(colourDifference(a, b, vision), `${a} ${b} ${vision}`).toBeGreaterThanOrEqual(10);
				}
			}
		}
	});

	it('keep steps of the heat map apart', () => {
		expect(leastStep(heatColours, visions)).toBeGreaterThanOrEqual(10);
	});

	it('make the way to walk stand out from the ground, from paths and from water for every eye', () => {
		for (const vision of visions)
			for (const under of [ground.land, ground.forest, ground.path, ground.water, ground.building])
				expect(colourDifference(routeColours.line, under, vision), vision).toBeGreaterThan(30);
	});

	it('make numbers readable on their plates', () => {
		expect(contrast(routeColours.text, routeColours.line)).toBeGreaterThanOrEqual(7);
		expect(contrast(routeColours.nextText, routeColours.next)).toBeGreaterThanOrEqual(7);
		expect(contrast(routeColours.line, ground.land)).toBeGreaterThanOrEqual(7);
	});

	it('never leave a household state to colour alone', () => {
		const shapes = householdStates.map((state) => householdShapes[state]);
		expect(new Set(shapes).size).toBe(householdStates.length);
	});

	it('make overdue stand out from the ground far more than done', () => {
		for (const vision of visions) {
			const overdue = colourDifference(householdColours.overdue, ground.land, vision);
			const done = colourDifference(householdColours.done, ground.land, vision);
			expect(overdue).toBeGreaterThan(done * 1.4);
		}
	});
});
