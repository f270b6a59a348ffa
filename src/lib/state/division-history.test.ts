import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlanDivision, PlanDraft } from '#lib/domain/territory-plan.ts';
import {
	canRedo,
	canUndo,
	emptyHistory,
	historyFrom,
	keptFrom,
	presentOf,
	redone,
	undone,
	withStep,
	type DivisionHistory
} from './division-history.ts';

const division = (seed: number) => ({ seed, territories: [] }) as unknown as PlanDivision;
const step = (of: PlanDivision, kader: (string | null)[]): PlanDraft => ({
	division: of,
	kader,
	moved: {}
});
const first = step(division(1), [null]);
const second = step(first.division, ['siti']);
const third = step(division(2), [null]);

const of = (...steps: PlanDraft[]): DivisionHistory => steps.reduce(withStep, emptyHistory);

describe('the steps of a plan', () => {
	it('go back to before the first division and forth again', () => {
		const all = of(first, second, third);
		const back = undone(undone(undone(all)));
		expect(presentOf(back)).toBeNull();
		expect(canUndo(back)).toBe(false);
		expect(undone(back)).toBe(back);
		expect(presentOf(redone(redone(redone(back))))).toBe(third);
	});

	it('forget what was undone once another step is made', () => {
		const other = withStep(undone(of(first, second)), third);
		expect(other.steps).toEqual([first, third]);
		expect(canRedo(other)).toBe(false);
	});

	it('do not grow by a step that changes nothing', () => {
		const all = of(first, second);
		expect(withStep(all, second)).toBe(all);
	});

	it('stand still once the plan is published', () => {
		const sent = { ...of(first, second, third), at: 1, sentAs: 'plan' };
		expect(undone(sent)).toBe(sent);
		expect(redone(sent)).toBe(sent);
	});

	it('come back from what was kept, whatever the steps were', () => {
		const moves = fc.array(fc.constantFrom('divide', 'give', 'undo', 'redo'), { maxLength: 40 });
		fc.assert(
			fc.property(moves, (made) => {
				let history: DivisionHistory = emptyHistory;
				made.forEach((move, n) => {
					const now = presentOf(history);
					if (move === 'divide') history = withStep(history, step(division(n), [null]));
					else if (move === 'give' && now)
						history = withStep(history, step(now.division, [`kader ${n}`]));
					else if (move === 'undo') history = undone(history);
					else if (move === 'redo') history = redone(history);
				});
				const kept: unknown = JSON.parse(JSON.stringify(keptFrom(history)));
				expect(historyFrom(kept)).toEqual(history);
			}),
			{ seed: 3, numRuns: 200 }
		);
	});

	it('keep each division once, however many steps came after it', () => {
		expect(keptFrom(of(first, second, third)).divisions).toEqual([first.division, third.division]);
	});

	it('are none where nothing usable was kept', () => {
		for (const kept of [undefined, null, {}, { format: 0, steps: [] }, 'text']) {
			expect(historyFrom(kept)).toEqual(emptyHistory);
		}
	});
});
