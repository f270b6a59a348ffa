import { describe, expect, it } from 'vitest';
import type { Records } from '#lib/data/contracts.ts';
import type { EntityName } from '#lib/domain/entity.ts';
import { aHousehold, visitForm } from '../../../tests/support/visit-world.ts';
import { readVisitSource } from './visit-source.ts';

type Rows = Partial<Record<EntityName, readonly { readonly id: string }[]>>;

function sourceOf(rows: Rows) {
	const of = (entity: EntityName) => (rows[entity] ?? []) as never[];
	const records = {
		get: (entity: EntityName) => Promise.resolve(of(entity)[0]),
		all: (entity: EntityName) => Promise.resolve(of(entity)),
		where: (entity: EntityName, field: string, value: unknown) =>
			Promise.resolve(of(entity).filter((row) => row[field as never] === value))
	} as unknown as Records;
	return readVisitSource(records, 'h1', '2026-11-22');
}

describe('what the visit page reads', () => {
	it('takes a case as closed that was closed on this phone, sent or not', async () => {
		const source = await sourceOf({
			household: [aHousehold()],
			finding: [{ id: 'f1', householdId: 'h1', status: 'seen' } as never],
			follow_up: [
				{ id: 'u1', findingId: 'f1', status: 'closed', at: '2026-11-21T02:00:00Z' } as never
			]
		});
		expect(source?.findings.map(({ status }) => status)).toEqual(['closed']);
	});

	it('passes over a newer form that cannot be asked', async () => {
		const good = visitForm();
		const loop = {
			code: 'a',
			kind: 'yes_no' as const,
			label: { id: 'a', en: 'a' },
			when: [{ question: 'a', op: 'eq' as const, value: true }]
		};
		const section = { code: 's', label: { id: 's', en: 's' }, questions: [loop] };
		const bad = {
			...good,
			id: 'form-2',
			version: 2,
			definition: { ...good.definition, household: [section] }
		};
		const source = await sourceOf({ household: [aHousehold()], checklist_form: [good, bad] });
		expect(source?.form?.version).toBe(1);
	});
});
