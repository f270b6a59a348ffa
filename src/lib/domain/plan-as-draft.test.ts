import { describe, expect, it } from 'vitest';
import { draftOfPlan } from './plan-as-draft.ts';
import { publishPlan, territoryNumbers } from './territory-plan.ts';
import type { Territory, TerritoryPlan } from './territory.ts';

const plan = {
	id: 'plan',
	rev: 3,
	areaId: 'desa',
	version: 2,
	status: 'retired',
	validFrom: '2026-09-01',
	untilOn: null,
	decreeNo: '140/7',
	parameters: { unit: 'households', seed: 7, kader: 2 },
	metrics: { borderM: 120 },
	publishedAt: '2026-09-01T00:00:00Z'
} satisfies TerritoryPlan;

function territory(id: string, number: number, kaderId: string | null): Territory {
	const west = 117 + number / 100;
	const ring = [
		[west, 0],
		[west + 0.01, 0],
		[west + 0.01, 0.01],
		[west, 0]
	];
	return {
		id,
		rev: 1,
		planId: 'plan',
		areaId: 'desa',
		number,
		kaderId,
		boundary: { type: 'MultiPolygon', coordinates: [[ring]] },
		locked: false,
		householdCount: 2,
		workload: 90,
		active: false
	};
}

const holders = new Map([
	['a', 't1'],
	['b', 't2'],
	['c', 't1'],
	['elsewhere', 't9']
]);
const record = {
	plan,
	territories: [territory('t2', 2, null), territory('t1', 1, 'sari')],
	holders
};

describe('a published plan as a draft', () => {
	it('has its territories by number, their borders, households and kader', () => {
		const draft = draftOfPlan(record)!;
		expect(draft.division.territories.map(({ number }) => number)).toEqual([1, 2]);
		expect(draft.division.territories[0]!.boundary).toBe(record.territories[1]!.boundary);
		expect([...territoryNumbers(draft)]).toEqual([
			['a', 1],
			['c', 1],
			['b', 2]
		]);
		expect(draft.kader).toEqual(['sari', null]);
		expect(draft.division).toMatchObject({ unit: 'households', seed: 7, kaderIds: ['sari'] });
	});

	it('keeps what it was asked for through publishing, and nothing that no app knows', () => {
		const draft = draftOfPlan(record)!;
		expect(draft.division).not.toHaveProperty('asked');
		const asking = { ...draft, division: { ...draft.division, asked: ['lines'] as const } };
		const published = publishPlan(asking, {
			...{ planId: 'next', territoryIds: ['n1', 'n2'], areaId: 'desa', decreeNo: '', madeHere: [] },
			...{ validFrom: '2026-12-01', untilOn: null, today: '2026-11-22' },
			minutes: new Map(['a', 'b', 'c'].map((id) => [id, 30]))
		});
		if (!published.ok) throw new Error(published.error.code);
		const { parameters } = published.value[0]!.patch as { parameters: Record<string, unknown> };
		const again = (asked: unknown) =>
			draftOfPlan({ ...record, plan: { ...plan, parameters: { ...parameters, asked } } })!.division;
		expect(again(parameters['asked']).asked).toEqual(['lines']);
		expect(again(['lines', 'moon']).asked).toEqual(['lines']);
		expect(again('lines')).not.toHaveProperty('asked');
	});

	it('can be published again, as a plan of its own', () => {
		const published = publishPlan(draftOfPlan(record)!, {
			planId: 'next',
			territoryIds: ['n1', 'n2'],
			areaId: 'desa',
			validFrom: '2026-12-01',
			untilOn: null,
			today: '2026-11-22',
			decreeNo: '',
			minutes: new Map([
				['a', 30],
				['b', 30],
				['c', 30]
			]),
			madeHere: []
		});
		expect(published).toMatchObject({ ok: true, value: [{ id: 'next', op: 'publish' }] });
	});

	it('is none where a border is not known, or there is no territory at all', () => {
		const [first, second] = record.territories;
		expect(
			draftOfPlan({ ...record, territories: [first!, { ...second!, boundary: null }] })
		).toBeNull();
		expect(draftOfPlan({ ...record, territories: [] })).toBeNull();
	});

	it('is made even by minutes where an older app wrote down nothing of that', () => {
		const draft = draftOfPlan({ ...record, plan: { ...plan, parameters: {} } });
		expect(draft?.division).toMatchObject({ unit: 'minutes', seed: 1 });
	});
});
