import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visitForm } from '../../../../tests/support/visit-world.ts';
import { formCounts, readForm } from './read-form.ts';

describe('a form file', () => {
	it('of the official form is read whole and has nothing to mend', () => {
		const read = readForm(JSON.stringify(visitForm()));
		expect(read?.problems).toEqual([]);
		expect(formCounts(read!.definition!)).toMatchObject({ cards: 8 });
	});

	it('says what is wrong instead of being shown', () => {
		const { definition } = visitForm();
		const broken = { ...definition, cards: definition.cards.slice(1) };
		const read = readForm(JSON.stringify({ version: 'dua', definition: broken }));
		expect(read).toMatchObject({ title: '', version: null, definition: null });
		expect(read?.problems).toContainEqual({ at: 'pregnant', what: 'card_missing' });
	});

	it('is refused or has problems, whatever stands in it, and never throws', () => {
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string(),
					fc.json(),
					fc.object().map((o) => JSON.stringify({ definition: o }))
				),
				(text) => {
					const read = readForm(text);
					expect(read === null || read.problems.length > 0).toBe(true);
				}
			)
		);
	});
});
