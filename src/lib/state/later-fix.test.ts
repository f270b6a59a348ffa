import { describe, expect, it } from 'vitest';
import type { Records } from '#lib/data/contracts.ts';
import type { Household } from '#lib/domain/household.ts';
import { ok } from '#lib/domain/result.ts';
import type { Change } from '#lib/domain/sync/change.ts';
import { at } from '../../../tests/support/routing-cases.ts';
import { aHousehold } from '../../../tests/support/visit-world.ts';
import { LaterFix, type SavedVisit } from './later-fix.ts';

const fix = (x: number, accuracyM: number) => ({
	...{ point: { type: 'Point' as const, coordinates: at(x, 0) }, accuracyM }
});

function world(household: Partial<Household>, visit: Partial<SavedVisit> = {}) {
	const committed: Change[] = [];
	const records = {
		get: () => Promise.resolve(aHousehold(household)),
		commit: (changes: readonly Change[]) => {
			committed.push(...changes);
			return Promise.resolve(ok(undefined));
		}
	} as unknown as Pick<Records, 'get' | 'commit'>;
	const saved: SavedVisit = {
		...{ visitId: 'v1', householdId: 'h1', outcome: 'completed', fix: null },
		...visit
	};
	return { later: new LaterFix(records, saved), committed };
}
const bare = { location: null, locationAccuracyM: null, locationSource: 'none' } as const;

describe('a position that comes after the visit was saved', () => {
	it('gives the house its place, after the visit', async () => {
		const { later, committed } = world(bare);
		await later.see(null);
		await later.see(fix(0, 300));
		expect(committed).toEqual([]);
		await later.see(fix(0, 12));
		expect(committed).toMatchObject([{ entity: 'household', id: 'h1', after: ['h1', 'v1'] }]);
	});
	it('counts only when it is much better than the one before', async () => {
		const { later, committed } = world(bare, { fix: fix(0, 20) });
		await later.see(fix(0, 15));
		expect(committed).toEqual([]);
		await later.see(fix(0, 6));
		await later.see(fix(0, 5));
		expect(committed).toHaveLength(1);
	});
	it('moves nothing that somebody marked on the map, nor after nobody stood there', async () => {
		for (const [household, visit] of [
			[{ locationSource: 'map' as const }, {}],
			[bare, { outcome: 'not_found' as const }]
		] as const) {
			const { later, committed } = world(household, visit);
			await later.see(fix(0, 5));
			expect(committed).toEqual([]);
		}
	});
	it('is no failure where it cannot be stored', async () => {
		const later = new LaterFix(
			{
				get: () => Promise.reject(new Error('locked')),
				commit: () => Promise.reject(new Error('full'))
			},
			{ visitId: 'v1', householdId: 'h1', outcome: 'completed', fix: null }
		);
		await expect(later.see(fix(0, 5))).resolves.toBeUndefined();
	});
});
