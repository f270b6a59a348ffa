import { expect, it } from 'vitest';
import type { MapPack, PackBasemap } from '#lib/domain/map-pack/map-pack.ts';
import type { PackArea } from '#lib/state/map-pack-areas.ts';
import { missingOf, planArea } from './pack-plan.ts';

const basemap: PackBasemap = {
	kind: 'xyz',
	url: '/{z}/{x}/{y}',
	minZoom: 0,
	maxZoom: 15,
	schema: 'jangkau',
	bulkDownload: true
};
const areaOf = (west: number, degrees: number): PackArea => ({
	id: String(west),
	scope: 'village',
	name: 'Tepian Ulin',
	number: null,
	outline: {
		type: 'Polygon',
		coordinates: [
			[
				[west, 0.1],
				[west + degrees, 0.1],
				[west + degrees, 0.1 + degrees],
				[west, 0.1 + degrees],
				[west, 0.1]
			]
		]
	},
	own: false
});

it('counts a tile of two areas once, and one that is here not at all', () => {
	const [a, b] = [planArea(areaOf(117.1, 0.05), basemap), planArea(areaOf(117.12, 0.05), basemap)];
	const both = missingOf([a, b], []).tiles;
	expect(both).toBeLessThan(a.tiles + b.tiles);
	expect(both).toBeGreaterThan(a.tiles);
	const holding = { pack: {} as MapPack, tiles: a.tiles, bytes: 0, spans: a.spans };
	expect(missingOf([a, b], [holding]).tiles).toBe(both - a.tiles);
	expect(missingOf([a], [holding]).tiles).toBe(0);
});

it('calls an area too large for a phone by its tiles', () => {
	expect(planArea(areaOf(117.1, 0.3), basemap).isTooLarge).toBe(false);
	expect(planArea(areaOf(117.1, 3), basemap).isTooLarge).toBe(true);
});
