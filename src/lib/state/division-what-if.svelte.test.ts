import { describe, expect, it } from 'vitest';
import { divide } from '#lib/domain/division/divide.ts';
import type { DivisionInput, DivisionResult } from '#lib/domain/division/contract.ts';
import { refusal } from '#lib/domain/division/reasons.ts';
import { territoryNumbers } from '#lib/domain/territory-plan.ts';
import { box, houseIn, minutesOf } from '../../../tests/support/plan-world.ts';
import { DivisionRun } from './division-run.svelte.ts';
import type { DivisionSource } from './division-source.ts';
import { DivisionWhatIf } from './division-what-if.svelte.ts';
import type { RunningDivision, startDivision } from './division-worker.ts';

type Start = typeof startDivision;

/** Twelve houses in one box. */
const households = Array.from({ length: 12 }, (_, n) => houseIn(`h${n}`, 0, (n + 0.5) / 12));
const source = {
	area: { boundary: box(0) },
	households,
	minutes: minutesOf(households.map(({ id }) => id)),
	kader: [],
	posyanduOf: new Map(),
	pace: { usualMode: 'foot', minutesBy: {} }
} as unknown as DivisionSource;
const wishes = (k: number) => ({
	k,
	unit: 'households' as const,
	seed: 1,
	profile: 'walk' as const,
	maySplitRt: true,
	asked: [],
	kaderIds: ['ani']
});

/** The real engine, answering at once. */
const engine: Start = (input) => ({ result: Promise.resolve(divide(input)), cancel: () => {} });

/** Answers when it is told to; a cancelled run says so, as the worker's does. */
class EngineInHand {
	readonly inputs: DivisionInput[] = [];
	#answer: (result: DivisionResult) => void = () => {};
	#listener: Parameters<Start>[1] = {};

	readonly start: Start = (input, listener): RunningDivision => {
		this.inputs.push(input);
		this.#listener = listener;
		return {
			result: new Promise((resolve) => (this.#answer = resolve)),
			cancel: () => this.#answer({ ok: false, reason: refusal('cancelled') })
		};
	};

	/** A first plan, which would still be bettered. */
	showFirst(): void {
		const plan = divide(this.inputs.at(-1)!);
		if (plan.ok) this.#listener?.plan?.(plan);
	}

	progress(done: number): void {
		this.#listener?.progress?.({ stage: 'balance', done });
	}

	async finish(result = divide(this.inputs.at(-1)!)): Promise<void> {
		this.#answer(result);
		await new Promise((resolve) => setTimeout(resolve));
	}
}

const outcomes = ({ plans }: DivisionWhatIf) =>
	plans.map(({ k, draft, whyNot }) => [k, draft?.division.territories.length ?? whyNot?.code]);

describe('one kader fewer or more', () => {
	it('are three whole plans, with every household in each', async () => {
		const whatIf = new DivisionWhatIf(new DivisionRun(engine));
		await whatIf.find(source, wishes(3));
		expect(outcomes(whatIf)).toEqual([
			[2, 2],
			[3, 3],
			[4, 4]
		]);
		for (const { draft } of whatIf.plans) {
			expect(territoryNumbers(draft!).size).toBe(households.length);
			expect(draft!.division).toMatchObject({ unit: 'households', seed: 1, kaderIds: ['ani'] });
		}
		expect(whatIf.isRunning).toBe(false);
	});

	it('say why not where nobody would be left, and where there are more kader than houses', async () => {
		const whatIf = new DivisionWhatIf(new DivisionRun(engine));
		await whatIf.find(source, wishes(1));
		expect(outcomes(whatIf)[0]).toEqual([0, 'no_kader']);
		await whatIf.find(source, wishes(12));
		expect(outcomes(whatIf)).toEqual([
			[11, 11],
			[12, 12],
			[13, 'above_households']
		]);
		expect(whatIf.plans[2]!.whyNot).toEqual({ code: 'above_households', households: 12 });
	});

	it("give the engine's own words where it refuses, and go on with the next", async () => {
		const hand = new EngineInHand();
		const whatIf = new DivisionWhatIf(new DivisionRun(hand.start));
		const found = whatIf.find(source, wishes(2));
		const reason = refusal('k_above_places', { places: 1, k: 2 });
		await hand.finish();
		await hand.finish({ ok: false, reason });
		await hand.finish();
		await found;
		expect(outcomes(whatIf)).toEqual([
			[1, 1],
			[2, 'refused'],
			[3, 3]
		]);
		expect(whatIf.plans[1]!.whyNot).toEqual({ code: 'refused', text: reason.text });
	});

	it('run one after another and tell how far all three are', async () => {
		const hand = new EngineInHand();
		const whatIf = new DivisionWhatIf(new DivisionRun(hand.start));
		const found = whatIf.find(source, wishes(3));
		expect(hand.inputs.map(({ k }) => k)).toEqual([2]);
		await hand.finish();
		expect(hand.inputs.map(({ k }) => k)).toEqual([2, 3]);
		hand.progress(0.5);
		expect(whatIf.done).toBeCloseTo(0.5);
		await hand.finish();
		await hand.finish();
		await found;
		expect(hand.inputs.map(({ k }) => k)).toEqual([2, 3, 4]);
	});

	it('keep what was found when they are stopped, without the half-found one', async () => {
		const hand = new EngineInHand();
		const whatIf = new DivisionWhatIf(new DivisionRun(hand.start));
		const found = whatIf.find(source, wishes(3));
		await hand.finish();
		hand.showFirst();
		whatIf.stop();
		await found;
		expect(outcomes(whatIf)).toEqual([
			[2, 2],
			[3, 'stopped'],
			[4, 'stopped']
		]);
		expect(hand.inputs).toHaveLength(2);
		expect(whatIf.isRunning).toBe(false);
	});

	it('begin once, however often the button is pressed', async () => {
		const hand = new EngineInHand();
		const whatIf = new DivisionWhatIf(new DivisionRun(hand.start));
		const first = whatIf.find(source, wishes(3));
		await whatIf.find(source, wishes(5));
		whatIf.stop();
		await first;
		expect(hand.inputs.map(({ k }) => k)).toEqual([2]);
	});
});
