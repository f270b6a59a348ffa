import { describe, expect, it } from 'vitest';
import type { Records, SyncState } from '#lib/data/contracts.ts';
import type { TilePlace } from '#lib/domain/geometry/tiles-over.ts';
import { isReady } from '#lib/domain/readiness.ts';
import { DeviceStorage } from './device-storage.svelte.ts';
import { readBattery, Readiness } from './readiness.svelte.ts';
import { idleSync } from './sync-pill.ts';
import { formCode } from './visit-source.ts';

const now = Date.parse('2026-11-22T02:00:00Z');
const synced: SyncState = {
	...idleSync,
	complete: true,
	lastPullAt: '2026-11-22T01:00:00Z',
	clockOffsetMs: 0
};
const square = {
	type: 'MultiPolygon',
	coordinates: [
		[
			[
				[125.1, -2.3],
				[125.11, -2.3],
				[125.11, -2.29],
				[125.1, -2.3]
			]
		]
	]
};

/** Only what the check reads; another question fails the test. */
function recordsOf(tables: Readonly<Record<string, readonly object[]>>): Records {
	const read = (entity: string) => {
		const rows = tables[entity];
		return rows ? Promise.resolve([...rows]) : Promise.reject(new Error(entity));
	};
	return { all: read, where: read } as unknown as Records;
}
const hers = {
	territory: [{ kaderId: 'k', active: true, boundary: square }],
	checklist_form: [{ code: formCode, version: 1, validFrom: '2026-01-01' }]
};

function readinessOf(
	tables: Readonly<Record<string, readonly object[]>>,
	hasTile: (place: TilePlace) => boolean
) {
	const storage = new DeviceStorage({
		persisted: () => Promise.resolve(true),
		estimate: () => Promise.resolve({ usage: 10, quota: 1_000_000_000 })
	} as StorageManager);
	return new Readiness({
		records: recordsOf(tables),
		membership: { kaderId: 'k', timeZone: 'Asia/Makassar' } as never,
		storage,
		zooms: { min: 12, max: 15 },
		hasTile: (place) => Promise.resolve(hasTile(place)),
		appKept: () => true,
		battery: () => Promise.resolve(null),
		now: () => now
	});
}

describe('the check before a trip', () => {
	it('is green with everything here', async () => {
		const readiness = readinessOf(hers, () => true);
		expect(readiness.lines).toBeNull();
		await readiness.look(synced);
		expect(isReady(readiness.lines!)).toBe(true);
		expect(readiness.facts?.tiles?.wanted).toBeGreaterThan(3);
		expect(readiness.missingTiles).toEqual([]);
	});
	it('names the tiles over her territory that are not here', async () => {
		const readiness = readinessOf(hers, ({ z }) => z < 15);
		await readiness.look(synced);
		expect(readiness.missingTiles.length).toBeGreaterThan(0);
		expect(readiness.missingTiles.every(({ z }) => z === 15)).toBe(true);
		expect(isReady(readiness.lines!)).toBe(false);
	});
	it('takes the houses where no boundary is drawn, and wants no map where nothing is placed', async () => {
		const undrawn = { ...hers, territory: [{ kaderId: 'k', active: true, boundary: null }] };
		const home = { type: 'Point', coordinates: [125.1, -2.3] };
		const placed = readinessOf({ ...undrawn, household: [{ location: home }] }, () => false);
		await placed.look(synced);
		expect(placed.facts?.tiles).toEqual({ wanted: 4, kept: 0 });
		const nowhere = readinessOf({ ...undrawn, household: [{ location: null }] }, () => false);
		await nowhere.look(synced);
		expect(nowhere.facts?.tiles).toBeNull();
	});
	it('misses a form that is not in force yet, and knows how long ago a pull ended', async () => {
		const later = [{ code: formCode, version: 1, validFrom: '2026-12-01' }];
		const readiness = readinessOf({ ...hers, checklist_form: later }, () => true);
		await readiness.look(synced);
		expect(readiness.facts).toMatchObject({ form: false, pulledAgoMs: 3_600_000 });
	});
});

describe('the battery', () => {
	it('is unknown where the browser does not tell, or refuses', async () => {
		expect(await readBattery({} as Navigator)).toBeNull();
		const refusing = { getBattery: () => Promise.reject(new Error('policy')) };
		expect(await readBattery(refusing as never)).toBeNull();
	});
});
