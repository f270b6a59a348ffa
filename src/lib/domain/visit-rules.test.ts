import { describe, expect, it } from 'vitest';
import { defaultVisitRules as rules, visitRulesFrom } from './visit-rules.ts';

describe('the rules of a puskesmas', () => {
	it('take JE as endemic only where it says so', () => {
		const of = (value: unknown) => visitRulesFrom([{ key: 'visit_rules', value }]).jeEndemic;
		expect([of({ jeEndemic: true }), of({}), of(null), of({ jeEndemic: 'ya' })]).toEqual([
			...[true, false, false, false]
		]);
		expect(visitRulesFrom([]).jeEndemic).toBe(false);
	});

	it('keeps the default where a setting is missing or absurd', () => {
		const given = visitRulesFrom([
			{
				key: 'visit_rules',
				value: { intervalDays: { adult: 30, elderly: -3 }, visitsPerDay: 'many' }
			}
		]);
		expect(given.intervalDays.adult).toBe(30);
		expect(given.intervalDays.elderly).toBe(rules.intervalDays.elderly);
		expect(given.visitsPerDay).toBe(rules.visitsPerDay);
	});
});
