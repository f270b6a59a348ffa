import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	aDistrict,
	idOf,
	rootId,
	type District
} from '../../../tests/support/coverage-district.ts';
import { spanDays } from './area-coverage.ts';
import {
	filteredFigures,
	noFilter,
	type CoverageFilter,
	type FilterInput
} from './coverage-filter.ts';
import { areaFigures } from './coverage-figures.ts';
import { missedReasons } from './coverage.ts';
import { indicators } from './indicator.ts';

const span = spanDays('2026-10', 'month');
const filter = (own: Partial<CoverageFilter>): CoverageFilter => ({ ...noFilter, ...own });
const posyandu = [idOf(20, 0), idOf(20, 1)] as const;

/** The district with two posyandu, every household at one of them. */
function inputOf(district: District): FilterInput {
	return {
		...district,
		...span,
		households: district.households.map((home, n) => ({ ...home, posyanduId: posyandu[n % 2]! })),
		kader: district.kader.map((one, n) => ({ ...one, posyanduId: posyandu[n % 2]! })),
		members: district.members.map((member) => ({
			...{ ...member, sex: 'female' as const, pregnantSince: null, deliveredOn: null },
			conditions: []
		})),
		findings: district.findings.map((finding) => ({
			...finding,
			householdId: district.visits.find(({ id }) => id === finding.visitId)!.householdId
		}))
	};
}

describe('coverage of a filter', () => {
	it('is that of everybody where nothing is filtered', () => {
		fc.assert(
			fc.property(aDistrict, (district) => {
				const input = inputOf(district);
				for (const indicator of indicators)
					expect(filteredFigures(input, indicator, noFilter)).toEqual(
						areaFigures(input, indicator)
					);
			}),
			{ numRuns: 20 }
		);
	});

	it('adds up over the posyandu to that of everybody, with the reasons', () => {
		fc.assert(
			fc.property(aDistrict, fc.constantFrom(...indicators), (district, indicator) => {
				const input = inputOf(district);
				const whole = filteredFigures(input, indicator, noFilter);
				const parts = posyandu.map((posyanduId) =>
					filteredFigures(input, indicator, filter({ posyanduId }))
				);
				for (const [areaId, all] of whole) {
					const sum = (of: 'numerator' | 'denominator') =>
						parts.reduce((count, part) => count + (part.get(areaId)?.[of] ?? 0), 0);
					expect([sum('numerator'), sum('denominator')]).toEqual([all.numerator, all.denominator]);
					for (const reason of missedReasons)
						expect(
							parts.reduce((count, part) => count + (part.get(areaId)?.missed[reason] ?? 0), 0)
						).toBe(all.missed[reason]);
				}
			}),
			{ numRuns: 40 }
		);
	});

	it('of a kader is of the households in the territories that she holds', () => {
		fc.assert(
			fc.property(aDistrict, fc.nat(3), (district, n) => {
				const input = inputOf(district);
				const own = filteredFigures(input, 'position_known', filter({ kaderId: idOf(7, n) }));
				const hers = input.households.filter(
					({ territoryId, status, registeredOn }) =>
						territoryId === idOf(6, n) && status === 'active' && registeredOn <= span.to
				);
				expect(own.get(rootId)?.denominator ?? 0).toBe(hers.length);
			}),
			{ numRuns: 40 }
		);
	});

	it('of a group counts people, by their age on the last day and whether their house was visited', () => {
		const home = (id: string, territoryId: string | null) => ({
			...{ id, areaId: 'desa', territoryId, posyanduId: null, status: 'active' as const },
			...{ registeredOn: '2026-01-01', locationSource: 'none' as const }
		});
		const person = (id: string, householdId: string, birthDate: string | null) => ({
			...{ id, householdId, birthDate, status: 'active' as const, jknStatus: 'unknown' as const },
			...{ sex: 'female' as const, pregnantSince: null, deliveredOn: null, conditions: [] }
		});
		const input: FilterInput = {
			...span,
			areas: [{ id: 'desa', parentId: null }],
			households: [home('met', null), home('missed', null)],
			visits: [
				{
					...{ id: 'v', householdId: 'met', areaId: 'desa', territoryId: null, correctsId: null },
					...{ outcome: 'completed', visitedOn: '2026-10-05', kaderId: null, formId: null },
					...{ capturedAt: '2026-10-05T02:00:00Z', visitPlanId: null, membershipId: 'm' },
					...{ visitorRole: 'kader', copiedFromPaper: false, rev: 1 }
				}
			],
			members: [
				person('old', 'met', '1950-01-01'),
				person('sixty on the last day', 'missed', '1966-10-31'),
				person('sixty a day later', 'missed', '1966-11-01'),
				person('unknown', 'met', null),
				{ ...person('dead', 'met', '1940-01-01'), status: 'died' }
			],
			...{ plans: [], territories: [], kader: [], findings: [], sessions: [], attendance: [] }
		};
		const elderly = filteredFigures(input, 'household_visited', filter({ group: 'elderly' }));
		expect(elderly.get('desa')).toMatchObject({ numerator: 1, denominator: 2 });
		expect(elderly.get('desa')!.missed.no_kader).toBe(1);
		const infants = filteredFigures(input, 'household_visited', filter({ group: 'infant_0_6m' }));
		expect(infants.size).toBe(0);
	});
});
