import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import NextTry from './NextTry.svelte';

const today = '2026-11-22';

describe('when she comes again', () => {
	it('is said with one tap, and taken back with another', async () => {
		const onday = vi.fn();
		const { rerender } = render(NextTry, { today, value: null, onday });
		await fireEvent.click(screen.getByRole('button', { name: 'Besok' }));
		expect(onday).toHaveBeenLastCalledWith('2026-11-23');
		await rerender({ value: '2026-11-23' });
		const chosen = screen.getByRole('button', { name: 'Besok', pressed: true });
		await fireEvent.click(chosen);
		expect(onday).toHaveBeenLastCalledWith(null);
	});

	it('may be up to a week ahead, by the name of the day', async () => {
		const onday = vi.fn();
		render(NextTry, { today, value: null, onday });
		await fireEvent.click(screen.getByRole('button', { name: 'Minggu, 29 Nov' }));
		expect(onday).toHaveBeenLastCalledWith('2026-11-29');
	});
});
