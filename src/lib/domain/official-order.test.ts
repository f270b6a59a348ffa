import { describe, expect, it } from 'vitest';
import { askedItems } from '../../../tests/support/official-form-items.ts';
import { cardCodes } from './checklist/form.ts';
import { householdOrder, officialOrder, personOrder } from './official-order.ts';

const itemsOf = (sheet: string) =>
	askedItems.filter((item) => item.sheet === sheet).map(({ question }) => question);

describe('the order of the official sheets', () => {
	it.each(cardCodes)('holds every item of the card %s, each once', (card) => {
		const own = itemsOf(card).filter((code) => !personOrder.includes(code));
		expect([...officialOrder(card)].sort()).toEqual(own.sort());
	});

	it('holds every item that is asked of the household', () => {
		expect([...householdOrder].sort()).toEqual(itemsOf('household').sort());
	});

	it('puts the danger signs of a mother after what she was asked, and the report last', () => {
		const order = officialOrder('pregnant');
		expect(order.indexOf('temperature')).toBeLessThan(order.indexOf('fever'));
		expect(order.at(-1)).toBe('reported_on');
	});
});
