import { describe, expect, it } from 'vitest';
import type { Drafts } from '#lib/data/contracts.ts';
import { keptWalkFrom, type KeptWalk } from '#lib/domain/routing/walk-plan.ts';
import { HereMark, type MarkPorts } from './walk-mark.ts';

const day = '2026-11-23';
const spot = [117.5, 0.5];

/** One phone; `visits` houses have been visited today, and one yesterday. */
function aPhone(kept: unknown = null) {
	const drafts: Drafts & { kept: unknown } = {
		kept,
		load: () => Promise.resolve(drafts.kept),
		save: (_, value) => Promise.resolve(void (drafts.kept = value)),
		remove: () => Promise.resolve()
	};
	const world = { visits: 0, now: Date.parse(`${day}T03:00:00Z`) };
	const records = {
		where: () => Promise.resolve([{ id: 't', active: true }]),
		outlines: () =>
			Promise.resolve(
				Array.from({ length: world.visits + 1 }, (_, n) => ({
					...{ id: `v${String(n)}`, householdId: `h${String(n)}`, correctsId: null },
					...{ capturedAt: `2026-11-2${n === 0 ? '2' : '3'}T01:0${String(n)}:00Z` },
					visitedOn: n === 0 ? '2026-11-22' : day
				}))
			)
	} as unknown as MarkPorts['records'];
	const membership = { kaderId: 'k', timeZone: 'Asia/Makassar' };
	const mark = () => new HereMark({ records, drafts, membership, now: () => world.now });
	return { drafts, world, mark };
}

describe('the mark where she stands', () => {
	it('is the same for the day and for every house, until she takes it back', async () => {
		const { drafts, mark } = aPhone();
		expect(await mark().load()).toBeNull();
		await mark().keep(spot);
		expect((drafts.kept as KeptWalk).here).toEqual({ at: spot, visits: 0 });
		expect(await mark().load()).toEqual(spot);
		await mark().keep(null);
		expect(await mark().load()).toBeNull();
	});

	it('leaves her wishes for the walk as they are', async () => {
		const wishes = { ...keptWalkFrom(null, day), own: ['b', 'a'], order: ['b', 'a'] };
		const { drafts, mark } = aPhone(wishes);
		await mark().keep(spot);
		expect(drafts.kept).toEqual({ ...wishes, here: { at: spot, visits: 0 } });
	});

	it('counts no more after the next visit, nor on another day', async () => {
		const { world, mark } = aPhone();
		await mark().keep(spot);
		world.visits = 1;
		expect(await mark().load()).toBeNull();
		world.visits = 0;
		expect(await mark().load()).toEqual(spot);
		world.now += 86_400_000;
		expect(await mark().load()).toBeNull();
	});

	it('is the last word, however quickly she changes it', async () => {
		const { mark } = aPhone();
		const one = mark();
		await Promise.all([one.keep([1, 1]), one.keep(null), one.keep(spot)]);
		expect(await one.load()).toEqual(spot);
	});

	it('is none where the phone cannot say, and nothing fails', async () => {
		const { drafts, mark } = aPhone();
		drafts.load = () => Promise.reject(new Error('damaged'));
		drafts.save = () => Promise.reject(new Error('full'));
		await mark().keep(spot);
		expect(await mark().load()).toBeNull();
	});
});
