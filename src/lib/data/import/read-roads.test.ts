import { describe, expect, it } from 'vitest';
import { readRoads } from './read-roads.ts';

describe('the class of a road', () => {
	it.each([
		[{ highway: 'footway' }, 'path'],
		[{ REMARK: 'Jalan Setapak' }, 'path'],
		[{ highway: 'trail' }, 'path'],
		[{ waterway: 'river' }, 'river_boat'],
		[{ railway: 'rail' }, 'rail'],
		[{ JENIS: 'Rel kereta api' }, 'rail'],
		[{ highway: 'trunk' }, 'main'],
		[{ fungsi: 'Jalan Kolektor' }, 'main'],
		[{ highway: 'residential' }, 'local'],
		[{}, 'local']
	])('of %j is %s', (properties, expected) => {
		const coordinates = [
			[117.5, 0.5],
			[117.51, 0.5]
		];
		const { taken } = readRoads(
			[{ type: 'Feature', properties, geometry: { type: 'LineString', coordinates } }],
			() => {}
		);
		expect(taken).toMatchObject([{ class: expected }]);
	});
});
