import { describe, expect, it } from 'vitest';
import type { Records } from '#lib/data/contracts.ts';
import { redivide } from '#lib/domain/division/redivide.ts';
import type { StaffChange } from '#lib/domain/plan-redivision.ts';
import type { PlanDraft, PlanWish } from '#lib/domain/territory-plan.ts';
import { aPlan, houseIn, minutesOf } from '../../../tests/support/plan-world.ts';
import type { DivisionBoard } from './division-board.svelte.ts';
import { DivisionRun } from './division-run.svelte.ts';
import type { DivisionSource } from './division-source.ts';
import { startDivision } from './division-worker.ts';
import { PlanChange } from './plan-change.svelte.ts';

/** Three boxes from west to east with ten houses each: Melati has the first two, Mawar the third. */
const boxes = ['a', 'b', 'c'].map((letter, n) =>
	Array.from({ length: 10 }, (_, at) => houseIn(`${letter}${String(at)}`, n, (at + 0.5) / 10))
);
const households = boxes.flat();
const source = {
	households,
	minutes: minutesOf(households.map(({ id }) => id)),
	kader: [{ id: 'sri', posyanduId: 'mawar', home: null, capacityMinutes: null, travelMode: null }],
	posyanduOf: new Map(households.map(({ id }) => [id, id.startsWith('c') ? 'mawar' : 'melati'])),
	roads: [],
	pace: { usualMode: 'foot', minutesBy: {} }
} as unknown as DivisionSource;

/** The real engine, answering at once. */
const run = () =>
	new DivisionRun(startDivision, (input) => ({
		result: Promise.resolve(redivide(input)),
		cancel: () => {}
	}));

async function proposed(change: Partial<StaffChange>, kept: PlanWish[], wanted: PlanWish[]) {
	const plan = aPlan(boxes.map((own) => own.map(({ id }) => id)));
	const draft: PlanDraft = { ...plan, division: { ...plan.division, asked: kept } };
	const board = { draft, source, asked: wanted, isSent: false } as unknown as DivisionBoard;
	const changing = new PlanChange(board, {} as Records, run());
	await changing.propose({ leaving: [], joining: [], ...change });
	return { division: changing.proposal?.draft.division, refusal: changing.run.refusal };
}
const takers = (division: PlanDraft['division'] | undefined, letter: string) =>
	division?.territories
		.filter(({ households: own }) => own.some((id) => id.startsWith(letter)))
		.map(({ number }) => number);

describe('a change of a plan that keeps to posyandu', () => {
	it('keeps to them, and so does what comes of it', async () => {
		const { division } = await proposed({ leaving: [2] }, ['catchments'], ['catchments']);
		expect(takers(division, 'b')).toEqual([1]);
		expect(takers(division, 'c')).toEqual([3]);
		expect(division?.asked).toEqual(['catchments']);
	});

	it('crosses once the planner has unticked it, and forgets it', async () => {
		const { division } = await proposed({ leaving: [2] }, ['catchments', 'lines'], ['lines']);
		expect(takers(division, 'b')).toEqual([1, 3]);
		expect(division?.asked).toEqual(['lines']);
	});

	it('crosses where the plan did, whatever is ticked for the next', async () => {
		const { division } = await proposed({ leaving: [2] }, [], ['catchments']);
		expect(takers(division, 'b')).toEqual([1, 3]);
	});

	it('gives who joins houses of her own posyandu', async () => {
		const joining = [{ id: 'sri' as never, home: null }];
		const { division } = await proposed({ joining }, ['catchments'], ['catchments']);
		expect(takers(division, 'c')).toEqual([3, 4]);
		expect(takers(division, 'a')).toEqual([1]);
	});

	it('is refused where nobody of a posyandu is left', async () => {
		const { division, refusal } = await proposed({ leaving: [3] }, ['catchments'], ['catchments']);
		expect(division).toBeUndefined();
		expect(refusal?.text).toContain('Tiap posyandu sendiri');
	});
});
