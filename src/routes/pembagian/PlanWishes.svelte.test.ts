import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { DivisionBoard } from '#lib/state/division-board.svelte.ts';
import type { DivisionSource } from '#lib/state/division-source.ts';
import PlanWishes from './PlanWishes.svelte';

const households = ['a', 'b', 'c'].map((id) => ({ id }));
const boardOf = (asked: string[]) =>
	({ asked, run: { isRunning: false } }) as unknown as DivisionBoard;
const sourceOf = (posyandu: readonly string[]) =>
	({
		households,
		roads: [],
		kader: [],
		area: { boundary: null },
		posyanduOf: new Map(posyandu.map((one, i) => [households[i]!.id, one]))
	}) as unknown as DivisionSource;
const box = () => screen.getByRole<HTMLInputElement>('checkbox', { name: /Tiap posyandu sendiri/ });

describe('what else a plan keeps', () => {
	it('offers posyandu by themselves where they are known, and says what that costs', async () => {
		const board = boardOf(['catchments']);
		render(PlanWishes, { board, source: sourceOf(['m', 'm', 'n']) });
		expect(box().checked).toBe(true);
		expect(screen.getByText(/antarposyandu bisa berbeda/)).toBeTruthy();
		await fireEvent.click(box());
		expect(board.asked).toEqual([]);
	});

	it('leaves what else was asked for as it is', async () => {
		const board = boardOf(['lines']);
		render(PlanWishes, { board, source: sourceOf(['m', 'n', 'n']) });
		expect(box().checked).toBe(false);
		await fireEvent.click(box());
		expect([...board.asked].sort()).toEqual(['catchments', 'lines']);
	});

	it('offers nothing where there is one posyandu, or most houses have none', () => {
		render(PlanWishes, { board: boardOf([]), source: sourceOf(['m', 'm', 'm']) });
		render(PlanWishes, { board: boardOf([]), source: sourceOf(['m']) });
		expect(screen.queryByRole('checkbox')).toBeNull();
	});
});
