import { describe, expect, it } from 'vitest';
import type { RoadClass } from './area.ts';
import { borderLines } from './border-lines.ts';

describe('lines that a border may follow', () => {
	it('are rivers, railways and big roads, not lanes and footpaths', () => {
		const classes: readonly RoadClass[] = ['path', 'rail', 'local', 'main', 'river_boat'];
		const roads = classes.map((name, n) => ({
			class: name,
			line: {
				type: 'LineString' as const,
				coordinates: [
					[n, 0],
					[n, 1]
				]
			}
		}));
		expect(borderLines(roads).map(([from]) => classes[from![0]!])).toEqual([
			'rail',
			'main',
			'river_boat'
		]);
	});
});
