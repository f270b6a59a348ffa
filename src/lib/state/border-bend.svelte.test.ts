import { describe, expect, it } from 'vitest';
import { redivide } from '#lib/domain/division/redivide.ts';
import type { Records } from '#lib/data/contracts.ts';
import { draftFigures } from '#lib/domain/plan-figures.ts';
import type { PlanDraft } from '#lib/domain/territory-plan.ts';
import { lockTerritory, moveHouseholds, territoryNumbers } from '#lib/domain/territory-plan.ts';
import { aPlan, houseIn, minutesOf } from '../../../tests/support/plan-world.ts';
import { BorderBend, type BorderStretch } from './border-bend.svelte.ts';
import type { DivisionBoard } from './division-board.svelte.ts';
import { DivisionRun } from './division-run.svelte.ts';
import type { DivisionSource } from './division-source.ts';
import { startDivision, type startRedivision } from './division-worker.ts';
import { PlanChange } from './plan-change.svelte.ts';

/** Ten houses in each of two boxes side by side, from south to north. */
const households = [0, 1].flatMap((n) =>
	Array.from({ length: 10 }, (_, at) => houseIn(`${'ab'[n]}${at}`, n, (at + 0.5) / 10))
);
const ids = (letter: string) => Array.from({ length: 10 }, (_, at) => `${letter}${at}`);
const source = {
	households,
	minutes: minutesOf(households.map(({ id }) => id)),
	kader: [],
	posyanduOf: new Map(),
	roads: [],
	pace: { usualMode: 'foot', minutesBy: {} }
} as unknown as DivisionSource;

type Engine = typeof startRedivision;
/** The real engine, answering at once. */
const engine: Engine = (input) => ({ result: Promise.resolve(redivide(input)), cancel: () => {} });
const broken: Engine = () => ({
	result: Promise.resolve({ ok: false, reason: { code: 'failed', text: '' } } as never),
	cancel: () => {}
});

/** A plan of both boxes on a board that counts its steps. */
class BoardInHand {
	draft = $state.raw<PlanDraft>(aPlan([ids('a'), ids('b')]));
	readonly steps: PlanDraft[] = [];
	readonly source = source;
	readonly isSent = false;
	figuresOf(draft: PlanDraft) {
		return draftFigures(draft, source.minutes);
	}
	get numbers() {
		return territoryNumbers(this.draft);
	}
	replace(next: PlanDraft) {
		this.steps.push(next);
		this.draft = next;
	}
}
function aBend(start: Engine = engine) {
	const board = new BoardInHand();
	const records = {
		outlines: (_: string, __: string, of: readonly string[]) =>
			Promise.resolve(of.map(() => ({ status: 'planned' })))
	} as unknown as Records;
	const run = new DivisionRun(startDivision, start);
	const change = new PlanChange(board as unknown as DivisionBoard, records, run, run);
	return { board, bend: new BorderBend(board, change, records) };
}
function stretchOf(bend: BorderBend): BorderStretch {
	const [{ neighbour, line } = { neighbour: 0, line: [] }] = bend.bordersOf(1);
	return { key: '1 2 0', number: 1, neighbour, part: 1, parts: 1, line, from: 0, to: 1 };
}
/** Past the houses near the middle of the western box. */
const west = [-0.008, 0];
const households1 = ({ touched }: BorderBend) =>
	touched.map(({ before, after }) => [before.households, after.households]);

describe('a border that is pulled', () => {
	it('shows both loads at once, and keeps nothing', () => {
		const { board, bend } = aBend();
		bend.pullTo(stretchOf(bend), west);
		const moving = bend.outcome!.moving;
		expect(moving.length).toBeGreaterThan(0);
		expect(moving.length).toBeLessThan(10);
		expect(moving.every((id) => id.startsWith('a'))).toBe(true);
		expect(households1(bend)).toEqual([
			[10, 10 - moving.length],
			[10, 10 + moving.length]
		]);
		expect(bend.settled).toBeNull();
		// Counted on from what was, and counted anew: the same.
		const next = moveHouseholds(board.draft, moving, 2);
		expect(bend.touched.map(({ after }) => after)).toEqual(board.figuresOf(next).territories);
		bend.pullTo(stretchOf(bend), [0, 0]);
		expect(bend.outcome!.moving).toEqual([]);
		bend.drop();
		expect(bend.pull).toBeNull();
		expect(board.steps).toEqual([]);
	});

	it('once let go has its borders drawn and its visits counted, and is kept in one step', async () => {
		const { board, bend } = aBend();
		bend.pullTo(stretchOf(bend), west);
		const moving = bend.outcome!.moving;
		await bend.settle();
		expect(bend.settled).toMatchObject({ visits: moving.length, fitted: { alone: 0 } });
		expect(board.steps).toEqual([]);
		expect(await bend.keep()).toEqual({ count: moving.length, isFitted: true });
		expect(board.steps).toHaveLength(1);
		expect(bend.pull).toBeNull();
		const numbers = territoryNumbers(board.draft);
		for (const id of [...ids('a'), ...ids('b')]) {
			expect(numbers.get(id)).toBe(id.startsWith('a') && !moving.includes(id) ? 1 : 2);
		}
		// The border went with them: pulled back, it passes them again.
		const [border] = bend.bordersOf(1);
		expect(border!.line.length).toBeGreaterThan(2);
		expect(board.draft.moved).toEqual({});
	});

	it('is kept without its borders where those cannot be drawn, and says so', async () => {
		const { board, bend } = aBend(broken);
		bend.pullTo(stretchOf(bend), west);
		const { moving } = bend.outcome!;
		expect(await bend.keep()).toEqual({ count: moving.length, isFitted: false });
		expect(Object.keys(board.draft.moved).sort()).toEqual([...moving].sort());
	});

	it('over empty ground keeps nothing', async () => {
		const { board, bend } = aBend();
		bend.pullTo(stretchOf(bend), [0.0001, 0]);
		expect(await bend.keep()).toBeNull();
		expect(board.steps).toEqual([]);
	});

	it('is forgotten when the plan under it changes', async () => {
		const { board, bend } = aBend();
		bend.pullTo(stretchOf(bend), west);
		board.replace(aPlan([ids('a'), ids('b')]));
		expect(bend.pull).toBeNull();
		expect(await bend.keep()).toBeNull();
		expect(board.steps).toHaveLength(1);
	});

	it('is not one of a locked territory, nor towards one', () => {
		const { board, bend } = aBend();
		expect(bend.bordersOf(1)).toHaveLength(1);
		board.replace(lockTerritory(board.draft, 2, true));
		expect(bend.bordersOf(1)).toEqual([]);
		expect(bend.bordersOf(2)).toEqual([]);
	});
});
