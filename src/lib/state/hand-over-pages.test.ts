import { describe, expect, it } from 'vitest';
import type { Drafts, Records } from '#lib/data/contracts.ts';
import type { DivisionSuccess } from '#lib/domain/division/contract.ts';
import { draftFrom, giveTerritory } from '#lib/domain/territory-plan.ts';
import { aHousehold, aMember } from '../../../tests/support/visit-world.ts';
import { emptyHistory, keptFrom, withStep } from './division-history.ts';
import { readHandOverChanges, readHandOverPages } from './hand-over-pages.ts';

type AnyRow = Readonly<Record<string, unknown>>;

const house = (id: string, own: Parameters<typeof aHousehold>[0] = {}) => ({
	...aHousehold({ id, code: `TL-${id}`, territoryId: 't3', ...own })
});
const held = (householdId: string, territoryId: string, validFrom = '2026-01-01') => ({
	id: `${householdId}-${territoryId}`,
	householdId,
	territoryId,
	validFrom
});
const area = { rev: 1, kind: 'village', name: 'Contoh', parentId: null, boundary: null };
const rows: Readonly<Record<string, readonly AnyRow[]>> = {
	area: [
		{ ...area, id: 'a1' },
		{ ...area, id: 'rw', kind: 'rw', parentId: 'a1' }
	],
	territory_plan: [
		{ id: 'p1', areaId: 'a1', version: 1, status: 'retired' },
		{ id: 'p2', areaId: 'a1', version: 2, status: 'published' }
	],
	territory: [
		{ id: 't1', planId: 'p1', number: 1, kaderId: 'sari', active: false },
		{ id: 't2', planId: 'p1', number: 2, kaderId: 'rina', active: false },
		{ id: 't3', planId: 'p2', number: 1, kaderId: 'rina', active: true }
	],
	kader: [
		{ id: 'sari', name: 'Sari' },
		{ id: 'rina', name: 'Rina' },
		{ id: 'dewi', name: 'Dewi' }
	],
	household: [
		house('b', { rt: '003', areaId: 'rw' }),
		house('a', { rt: '001' }),
		house('stays'),
		house('gone', { status: 'moved' })
	],
	household_assignment: [
		held('a', 't2', '2025-06-01'),
		held('a', 't1'),
		held('b', 't1'),
		held('gone', 't1'),
		held('stays', 't2')
	],
	member: [{ ...aMember({ householdId: 'a' }) }, { ...aMember({ householdId: 'a', id: 'm2' }) }],
	visit_plan: [
		{ id: 'v1', householdId: 'a', dueOn: '2026-12-20', status: 'planned' },
		{ id: 'v2', householdId: 'a', dueOn: '2026-12-03', status: 'planned' },
		{ id: 'v3', householdId: 'a', dueOn: '2026-11-03', status: 'done' }
	],
	finding: [
		{ id: 'f1', householdId: 'a', status: 'new' },
		{ id: 'f2', householdId: 'b', status: 'seen' },
		{ id: 'f3', householdId: 'b', status: 'closed' }
	],
	// Closed on this phone, and not sent yet.
	follow_up: [{ id: 'u1', findingId: 'f2', status: 'closed', at: '2026-11-22T03:00:00Z' }]
};

/** Answers from `rows`; what it unseals is told apart from what lies in the clear. */
function recordsOf(opened: string[] = [], plans = rows.territory_plan!): Records {
	const from = (entity: string) => (entity === 'territory_plan' ? plans : (rows[entity] ?? []));
	const some = (entity: string, field: string, value: string | readonly string[]) =>
		Promise.resolve(from(entity).filter((row) => [value].flat().includes(row[field] as string)));
	return {
		all: (entity: string) => Promise.resolve([...from(entity)]),
		where: (entity: string, field: string, value: string | readonly string[]) => {
			opened.push(entity);
			return some(entity, field, value);
		},
		outlines: some
	} as unknown as Records;
}

const none: Pick<Drafts, 'load'> = { load: () => Promise.resolve(undefined) };

/** A plan on the board that gives every house to Dewi. */
function boardWith(sentAs: string | null): Pick<Drafts, 'load'> {
	const draft = draftFrom({
		unit: 'households',
		seed: 1,
		kaderIds: ['dewi'],
		territories: [
			{
				number: 1,
				boundary: { type: 'MultiPolygon', coordinates: [] },
				households: ['a', 'b', 'stays']
			}
		],
		outside: [],
		unlocated: [],
		metrics: {} as DivisionSuccess['metrics'],
		notes: []
	});
	const history = withStep(emptyHistory, giveTerritory(draft, 1, 'dewi'));
	return { load: () => Promise.resolve(keptFrom({ ...history, sentAs })) };
}

describe('what is handed over', () => {
	it('from one version to the next is a page for two kader, its houses by RT', async () => {
		const records = recordsOf();
		const [change, ...others] = await readHandOverChanges(records, none, 'a1');
		expect(others).toEqual([]);
		expect(change).toMatchObject({ before: { version: 1 }, after: { version: 2 }, draft: null });
		const pages = await readHandOverPages(records, change!);
		expect(pages).toMatchObject([{ from: 'Sari', to: 'Rina', openCases: 1 }]);
		expect(
			pages[0]!.rows.map(({ number, household, people, nextVisitOn, hasOpenCase }) => [
				number,
				household.id,
				people,
				nextVisitOn,
				hasOpenCase
			])
		).toEqual([
			[1, 'a', 2, '2026-12-03', true],
			[2, 'b', 0, null, false]
		]);
	});

	it('opens no case and no appointment to be told of', async () => {
		const opened: string[] = [];
		const records = recordsOf(opened);
		const [change] = await readHandOverChanges(records, none, 'a1');
		await readHandOverPages(records, change!);
		expect(opened).not.toContain('finding');
		expect(opened).not.toContain('follow_up');
		expect(opened).not.toContain('visit_plan');
		expect(opened).not.toContain('member');
	});

	it('is known before the plan is published, and while it waits for a network', async () => {
		const records = recordsOf();
		const [making, version] = await readHandOverChanges(records, boardWith(null), 'a1');
		expect(making).toMatchObject({ before: { version: 2 }, after: null });
		expect(version).toMatchObject({ after: { version: 2 } });
		const pages = await readHandOverPages(records, making!);
		expect(pages.map(({ from, to, rows: list }) => [from, to, list.length])).toEqual([
			['Rina', 'Dewi', 3]
		]);

		const waiting = [
			...rows.territory_plan!,
			{ id: 'p3', areaId: 'a1', version: 0, status: 'published' }
		];
		const [sent] = await readHandOverChanges(recordsOf([], waiting), boardWith('p3'), 'a1');
		expect(sent).toMatchObject({ before: { version: 2 }, after: { id: 'p3' } });
		expect(await readHandOverPages(recordsOf([], waiting), sent!)).toHaveLength(1);
	});

	it('is not offered twice once the server has numbered what was published', async () => {
		const changes = await readHandOverChanges(recordsOf(), boardWith('p2'), 'a1');
		expect(changes.map(({ draft }) => draft)).toEqual([null]);
	});

	it('is nothing where there is one version only', async () => {
		const first = [{ id: 'p1', areaId: 'a1', version: 1, status: 'published' }];
		expect(await readHandOverChanges(recordsOf([], first), none, 'a1')).toEqual([]);
	});
});
