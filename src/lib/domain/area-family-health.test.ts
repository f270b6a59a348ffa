import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	areaIndex,
	FamilyHealthSum,
	indicatorCoverage,
	knownFamilies,
	weakestFirst
} from './area-family-health.ts';
import {
	familyIndicators,
	type FamilyHealth,
	type FamilyIndicator,
	type Verdict
} from './family-health.ts';

const areas = [
	{ id: 'desa', parentId: null },
	{ id: 'rt1', parentId: 'desa' },
	{ id: 'rt2', parentId: 'desa' }
];
const family = (
	level: FamilyHealth['level'],
	own: Partial<Record<FamilyIndicator, Verdict>> = {}
): FamilyHealth => ({
	level,
	index: null,
	verdicts: {
		...(Object.fromEntries(familyIndicators.map((code) => [code, 'yes'])) as Record<
			FamilyIndicator,
			Verdict
		>),
		...own
	}
});

describe('the healthy-family index of an area', () => {
	it('gives the official example: 450 healthy of 1,000', () => {
		const sum = new FamilyHealthSum(areas);
		for (let at = 0; at < 1000; at++)
			sum.add('rt1', family(at < 450 ? 'healthy' : at < 800 ? 'nearly' : 'unhealthy'));
		const desa = sum.of('desa')!;
		expect(areaIndex(desa)).toBe(0.45);
		expect(desa).toMatchObject({ healthy: 450, nearly: 350, unhealthy: 200, families: 1000 });
	});

	it('leaves out a family of which something is unknown, and says how many are known', () => {
		const sum = new FamilyHealthSum(areas);
		sum.add('rt1', family('healthy'));
		sum.add('rt2', family(null, { jkn: 'unknown' }));
		expect(areaIndex(sum.of('desa')!)).toBe(1);
		expect(knownFamilies(sum.of('desa')!)).toBe(1);
		expect(sum.of('desa')!.families).toBe(2);
		expect(areaIndex(sum.of('rt2')!)).toBeNull();
		expect(sum.of('elsewhere')).toBeNull();
	});

	it('divides an indicator by the families that it concerns', () => {
		const sum = new FamilyHealthSum(areas);
		// Six yes, two no, ten whom it does not concern, one not asked: 6 ÷ (18 − 10).
		const verdicts: Verdict[] = [
			...Array<Verdict>(6).fill('yes'),
			...Array<Verdict>(2).fill('no'),
			...Array<Verdict>(10).fill('na'),
			'unknown'
		];
		for (const facility_birth of verdicts) sum.add('rt1', family(null, { facility_birth }));
		const tally = sum.of('desa')!.indicators.facility_birth;
		expect(indicatorCoverage(tally)).toBe(0.75);
		expect(tally).toEqual({ yes: 6, no: 2, na: 10, unknown: 1 });
	});

	it('puts the weakest indicator first, and what concerns nobody last', () => {
		const sum = new FamilyHealthSum(areas);
		sum.add('rt1', family('nearly', { smoke_free: 'no', jkn: 'no', tb_treated: 'na' }));
		sum.add('rt1', family('healthy', { smoke_free: 'no', tb_treated: 'na' }));
		const order = weakestFirst(sum.of('rt1')!);
		expect(order.slice(0, 2)).toEqual(['smoke_free', 'jkn']);
		expect(order.at(-1)).toBe('tb_treated');
		expect(order).toHaveLength(12);
	});

	it('adds up: the parts of an area are the area', () => {
		const one = fc.record({
			at: fc.constantFrom('rt1', 'rt2'),
			level: fc.constantFrom('healthy', 'nearly', 'unhealthy', null),
			jkn: fc.constantFrom<Verdict>('yes', 'no', 'na', 'unknown')
		});
		fc.assert(
			fc.property(fc.array(one, { minLength: 1, maxLength: 40 }), (families) => {
				const sum = new FamilyHealthSum(areas);
				for (const { at, level, jkn } of families) sum.add(at, family(level, { jkn }));
				const desa = sum.of('desa')!;
				const parts = ['rt1', 'rt2'].map((id) => sum.of(id));
				const total = (of: (part: NonNullable<(typeof parts)[number]>) => number) =>
					parts.reduce((all, part) => all + (part ? of(part) : 0), 0);
				expect(desa.families).toBe(total((part) => part.families));
				expect(desa.healthy).toBe(total((part) => part.healthy));
				expect(desa.indicators.jkn.no).toBe(total((part) => part.indicators.jkn.no));
				const { yes, no, na, unknown } = desa.indicators.jkn;
				expect(yes + no + na + unknown).toBe(desa.families);
			})
		);
	});
});
