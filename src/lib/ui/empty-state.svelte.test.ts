import { render, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import EmptyState from './EmptyState.svelte';

it('is the page’s heading only where it is the whole page', () => {
	render(EmptyState, { title: 'HP ini dikosongkan', level: 1 });
	render(EmptyState, { title: 'Belum ada rumah' });
	const headings = screen
		.getAllByRole('heading')
		.map(({ tagName, textContent }) => [tagName, textContent]);
	expect(headings).toEqual([['H1', 'HP ini dikosongkan']]);
	expect(screen.getByText('Belum ada rumah')).toBeTruthy();
});
