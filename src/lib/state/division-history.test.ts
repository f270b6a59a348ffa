import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	draftFrom,
	giveTerritory,
	lockTerritory,
	moveHouseholds,
	type PlanDivision,
	type PlanDraft
} from '#lib/domain/territory-plan.ts';
import {
	canRedo,
	canUndo,
	emptyHistory,
	historyFrom,
	keptFrom,
	redone,
	undone,
	withStep,
	type DivisionHistory
} from './division-history.ts';

/** `perTerritory` households in each of three territories. */
const division = (seed: number, perTerritory = 3): PlanDivision =>
	({
		seed,
		territories: [1, 2, 3].map((number) => ({
			number,
			boundary: { type: 'MultiPolygon', coordinates: [] },
			households: Array.from({ length: perTerritory }, (_, n) => idOf(number, n))
		}))
	}) as unknown as PlanDivision;
const idOf = (number: number, n: number): string =>
	`01890000-0000-7000-800${String(number)}-${String(n).padStart(12, '0')}`;

const first = draftFrom(division(1));
const second = moveHouseholds(giveTerritory(first, 1, 'siti'), [idOf(1, 0), idOf(2, 1)], 3);
const third = draftFrom(division(2));

const of = (...steps: PlanDraft[]): DivisionHistory => steps.reduce(withStep, emptyHistory);
const asKept = (history: DivisionHistory): unknown =>
	JSON.parse(JSON.stringify(keptFrom(history))) as unknown;

/** What a planner may do: each makes one step of the plan that is shown. */
const ids = fc.uniqueArray(
	fc
		.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 2 }))
		.map(([a, b]) => idOf(a, b))
);
const territory = fc.integer({ min: 1, max: 3 });
type Command = (draft: PlanDraft) => PlanDraft;
const commands = fc.oneof<fc.Arbitrary<Command>[]>(
	fc.tuple(ids, territory).map(
		([some, to]) =>
			(draft) =>
				moveHouseholds(draft, some, to)
	),
	fc.tuple(territory, fc.boolean()).map(
		([number, isLocked]) =>
			(draft) =>
				lockTerritory(draft, number, isLocked)
	),
	fc.tuple(territory, fc.constantFrom('siti', 'rina', null)).map(
		([number, kader]) =>
			(draft) =>
				giveTerritory(draft, number, kader)
	),
	fc.integer().map((seed) => () => draftFrom(division(seed)))
);

describe('the steps of a plan', () => {
	it('go back to before the first division and forth again', () => {
		const all = of(first, second, third);
		const back = undone(undone(undone(all)));
		expect(back.present).toBeNull();
		expect(canUndo(back)).toBe(false);
		expect(undone(back)).toBe(back);
		expect(redone(redone(back)).present).toEqual(second);
		expect(redone(redone(redone(back))).present).toEqual(third);
	});

	it('forget what was undone once another step is made, and its division too', () => {
		const other = withStep(undone(of(first, third)), second);
		expect(other.divisions).toEqual([first.division]);
		expect(undone(other).present).toEqual(first);
		expect(canRedo(other)).toBe(false);
		expect(withStep(undone(undone(other)), third).divisions).toEqual([third.division]);
	});

	it('do not grow by a step that changes nothing', () => {
		const all = of(first, second);
		expect(withStep(all, second)).toBe(all);
	});

	it('stand still once the plan is published', () => {
		const sent = { ...undone(of(first, second, third)), sentAs: 'plan' };
		expect(undone(sent)).toBe(sent);
		expect(redone(sent)).toBe(sent);
	});

	it('give back exactly what was there, however they go and however often they were kept', () => {
		const steps = fc.array(
			fc.oneof({ weight: 2, arbitrary: commands }, fc.constantFrom('undo', 'redo', 'reopen')),
			{ maxLength: 40 }
		);
		fc.assert(
			fc.property(steps, (made) => {
				let history = of(first);
				let plans: PlanDraft[] = [first];
				let at = 0;
				for (const step of made) {
					if (step === 'reopen') history = historyFrom(asKept(history));
					else if (step === 'undo') [history, at] = [undone(history), Math.max(-1, at - 1)];
					else if (step === 'redo')
						[history, at] = [redone(history), Math.min(plans.length - 1, at + 1)];
					else if (history.present) {
						const next = step(history.present);
						if (next === history.present) continue;
						history = withStep(history, next);
						plans = [...plans.slice(0, at + 1), next];
						at++;
					}
					expect(history.present).toEqual(plans[at] ?? null);
				}
			}),
			{ seed: 3, numRuns: 300 }
		);
	});

	it('take little room for three hundred moves of a street, and every one is undone', () => {
		const start = draftFrom(division(1, 700));
		const plans = [start];
		let history = of(start);
		const bytes = (): number => JSON.stringify(keptFrom(history)).length;
		const alone = bytes();
		for (let n = 0; n < 300; n++) {
			const street = Array.from({ length: 20 }, (_, house) => idOf(1 + (n % 3), n * 2 + house));
			const next = moveHouseholds(plans.at(-1)!, street, 1 + ((n + 1) % 3));
			plans.push(next);
			history = withStep(history, next);
		}
		expect(history.steps).toHaveLength(301);
		// Two dozen bytes for what a move is, four or five for each house.
		expect(bytes() - alone).toBeLessThan(300 * 150);
		history = historyFrom(asKept(history));
		for (const plan of plans.toReversed()) {
			expect(history.present).toEqual(plan);
			history = undone(history);
		}
		expect(history.present).toBeNull();
		for (let n = 0; n <= 300; n++) history = redone(history);
		expect(history.present).toEqual(plans.at(-1));
	});

	it('keep each division once, however many steps came after it', () => {
		expect(keptFrom(of(first, second, third)).divisions).toEqual([first.division, third.division]);
	});

	it('are read as an earlier version of the app kept them', () => {
		const plan = (draft: PlanDraft, place: number) => ({ ...draft, division: place });
		const history = historyFrom({
			format: 1,
			divisions: [first.division, third.division],
			steps: [plan(first, 0), plan(second, 0), plan(third, 1)],
			at: 1,
			sentAs: 'plan'
		});
		expect(history).toEqual({ ...undone(of(first, second, third)), sentAs: 'plan' });
	});

	it('are none where nothing usable was kept', () => {
		const later = { ...keptFrom(of(first)), format: 3 };
		for (const kept of [undefined, null, {}, { format: 0, steps: [] }, 'text', later]) {
			expect(historyFrom(kept)).toEqual(emptyHistory);
		}
	});
});
