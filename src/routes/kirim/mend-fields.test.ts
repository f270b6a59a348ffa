import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clashesOf, entryOf, mendFieldsOf, mendedPatch } from './mend-fields.ts';
import { fieldWords } from './mend-words.ts';

const household = { entity: 'household' as const, op: 'create' };
const everyEntity = [
	'household',
	'member',
	'visit',
	'follow_up',
	'visit_plan',
	'kader',
	'area',
	'road',
	'facility',
	'target',
	'action_item'
] as const;

describe('the fields of a refused change', () => {
	it('are all of a new household, since one may be missing', () =>
		expect(mendFieldsOf(household, { address: 'Pantai' }).map(({ name }) => name)).toContain(
			'headName'
		));
	it('are only those that an edit touches', () =>
		expect(
			mendFieldsOf({ entity: 'household', op: 'update' }, { phone: '08', facts: {} }).map(
				({ name }) => name
			)
		).toEqual(['phone']));
	it('are none of what is made elsewhere, as a plan', () =>
		expect(mendFieldsOf({ entity: 'territory_plan', op: 'publish' }, { name: 'x' })).toEqual([]));
	it.each(everyEntity)('have a name in words for every field of %s', (entity) => {
		for (const { name } of mendFieldsOf({ entity, op: 'create' }, {}))
			expect(fieldWords(name)).not.toBe(fieldWords('a field without words'));
	});
});

describe('what she types', () => {
	const fields = mendFieldsOf(household, {});

	it('that changes nothing is an empty patch, whatever the change held', () => {
		fc.assert(
			fc.property(
				fc.record({
					headName: fc.stringMatching(/^[A-Z][a-z]{1,20}$/),
					address: fc.option(fc.stringMatching(/^[A-Z][a-z]{1,20}$/)),
					rt: fc.option(fc.integer({ min: 1, max: 999 }).map((n) => String(n).padStart(3, '0'))),
					registeredOn: fc.constantFrom('2026-02-28', '2024-02-29')
				}),
				(patch) => {
					const entries = Object.fromEntries(
						fields.map(({ name }) => [name, entryOf((patch as Record<string, unknown>)[name])])
					);
					expect(mendedPatch(fields, entries, patch)).toEqual({ ok: true, value: {} });
				}
			)
		);
	});
	it('replaces only what it changes, written as the server wants it', () =>
		expect(
			mendedPatch(
				fields,
				{ headName: ' Siti ', rt: 'RT 2', registeredOn: '2026-11-01', address: '' },
				{ headName: '', rt: null, registeredOn: '2026-11-01', address: 'Pantai' }
			)
		).toEqual({ ok: true, value: { headName: 'Siti', rt: '002', address: null } }));
	it('is refused with the reason at each field', () =>
		expect(
			mendedPatch(
				fields,
				{ headName: ' ', rt: 'dua', registeredOn: '2026-02-30', address: 'x'.repeat(201) },
				{}
			)
		).toEqual({
			ok: false,
			error: {
				headName: 'missing',
				rt: 'not_a_number',
				registeredOn: 'not_a_day',
				address: 'too_long'
			}
		}));
	it('may write numbers with a comma', () =>
		expect(
			mendedPatch(
				mendFieldsOf({ entity: 'target', op: 'create' }, {}),
				{ percent: '92,5', denominator: '-1' },
				{}
			)
		).toEqual({ ok: false, error: { denominator: 'not_a_number' } }));
});

describe('a clash', () => {
	it('shows each field that differs, with both values', () =>
		expect(
			clashesOf(
				{ headName: 'Siti', phone: null, address: 'Pantai', locationSource: 'gps' },
				{ headName: 'Sitti', phone: null, address: 'Pantai', locationSource: 'map' }
			)
		).toEqual([{ name: 'headName', mine: 'Siti', theirs: 'Sitti' }]));
	it('is none between equal values, in whatever order their keys stand', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
				const turned = Object.fromEntries(Object.entries(value).reverse());
				expect(clashesOf({ facts: value }, { facts: turned })).toEqual([]);
			})
		);
	});
	it('is none where the server has no row', () => expect(clashesOf({ a: 1 }, null)).toEqual([]));
});
