import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Member } from './member.ts';
import { defaultVisitRules } from './visit-rules.ts';
import { areaNeeds, areaWork, workTotals, type AreaRecords } from './workload-area.ts';
import { defaultWorkloadRules, householdWorkload, type WorkloadRules } from './workload.ts';

const on = '2026-11-20';

const aMember = (householdId: string, facts: Partial<Member> = {}): Member => ({
	id: `m-${householdId}`,
	rev: 1,
	areaId: 'a1',
	territoryId: null,
	householdId,
	status: 'active',
	name: 'Contoh',
	sex: 'female',
	birthDate: '1990-01-01',
	relation: 1,
	pregnantSince: null,
	deliveredOn: null,
	conditions: [],
	jknStatus: 'unknown',
	nikLast4: null,
	...facts
});
const house = (id: string, eastM: number | null) => ({
	id,
	location:
		eastM === null ? null : { type: 'Point' as const, coordinates: [110 + eastM / 111_195, 0] }
});
const records = (over: Partial<AreaRecords> = {}): AreaRecords => ({
	households: [house('h1', 0), house('h2', 60), house('h3', 120), house('h4', 1000)],
	members: ['h1', 'h2', 'h3', 'h4'].map((id) => aMember(id)),
	roads: [],
	on,
	visits: defaultVisitRules,
	...over
});
const work = (over: Partial<AreaRecords> = {}, rules = defaultWorkloadRules) =>
	areaWork(areaNeeds(records(over)), rules);

describe('the work of an area', () => {
	it('is visits × (service + the way), and the way is longer to the house far off', () => {
		const hamlet = Array.from({ length: 60 }, (_, i) => house(`h${String(i)}`, i * 10));
		const { loads } = work({ households: [...hamlet, house('far', 4000)] });
		const [near, far] = [loads.get('h2')!, loads.get('far')!];
		expect(near.serviceMinutes).toBe(9);
		expect(far.serviceMinutes).toBe(5);
		expect(near.minutes).toBeCloseTo(near.visitsPerMonth * (9 + near.walkMinutes), 9);
		expect(far.walkMinutes).toBeGreaterThan(near.walkMinutes * 2);
	});

	it('counts every visit of who is visited often', () => {
		const pregnant = aMember('h1', { pregnantSince: '2026-06-01' });
		const { loads } = work({ members: [pregnant] });
		expect(loads.get('h1')!.visitsPerMonth).toBe(1);
		expect(loads.get('h1')!.serviceMinutes).toBe(15);
	});

	it('gives a house without a position the way of an average visit', () => {
		const { loads } = work({ households: [...records().households, house('h5', null)] });
		const others = ['h1', 'h2', 'h3', 'h4'].map((id) => loads.get(id)!.walkMinutes);
		expect(loads.get('h5')!.walkMinutes).toBeCloseTo(
			others.reduce((sum, one) => sum + one, 0) / 4,
			9
		);
	});

	it('falls back to the flat minutes where no position is known', () => {
		const { loads } = work({ households: [house('h1', null), house('h2', null)] });
		const flat = householdWorkload([aMember('h1')], on, defaultVisitRules, defaultWorkloadRules);
		expect(loads.get('h1')!.minutes).toBeCloseTo(flat, 9);
		expect(work({ households: [house('h1', 0)] }).loads.get('h1')!.minutes).toBeCloseTo(flat, 9);
		expect(work({ households: [] }).loads.size).toBe(0);
	});

	it('tells how long all of it takes by each way to travel', () => {
		const { minutesBy } = work();
		expect(minutesBy.motorbike).toBeLessThan(minutesBy.foot);
		// Without a river who would come by boat walks.
		expect(minutesBy.boat).toBe(minutesBy.foot);
		const river = {
			class: 'river_boat' as const,
			line: { type: 'LineString' as const, coordinates: [110, 110.01].map((x) => [x, 0.0003]) }
		};
		expect(work({ roads: [river] }).minutesBy.boat).toBeLessThan(minutesBy.foot);
	});

	it('adds up to the load of everybody by the usual way', () => {
		const rules: WorkloadRules = {
			...defaultWorkloadRules,
			travel: { ...defaultWorkloadRules.travel, usualMode: 'motorbike' }
		};
		const whole = work({}, rules);
		const totals = workTotals(whole);
		expect(totals.households).toBe(4);
		expect(totals.minutes).toBeCloseTo(whole.minutesBy.motorbike, 9);
		expect(totals.minutes).toBeCloseTo(totals.visits * 9 + totals.walkMinutes, 9);
	});

	it('is the same whatever order the records come in', () => {
		const order = fc.shuffledSubarray(records().households.slice(), { minLength: 4, maxLength: 4 });
		fc.assert(
			fc.property(order, (households) => {
				const members = households.map(({ id }) => aMember(id));
				const shuffled = work({ households, members }).loads;
				for (const [id, load] of work().loads) expect(shuffled.get(id)).toEqual(load);
			})
		);
	});
});
