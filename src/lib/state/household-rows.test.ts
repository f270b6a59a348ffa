import { describe, expect, it } from 'vitest';
import type { Finding } from '#lib/domain/finding.ts';
import { aHousehold, aVisit } from '../../../tests/support/visit-world.ts';
import { filterRows, householdRows } from './household-rows.ts';

function aFinding(own: Partial<Finding>): Finding {
	return {
		id: 'f',
		rev: 1,
		areaId: 'a1',
		territoryId: 't1',
		householdId: 'h1',
		memberId: null,
		visitId: 'v1',
		kind: 'danger_sign',
		urgency: 'red',
		status: 'new',
		foundAt: '2026-11-20T02:00:00.000Z',
		closedAt: null,
		problem: 'p',
		text: 't',
		...own
	};
}

const households = [
	aHousehold({ id: 'moved', rt: '003', status: 'moved' }),
	aHousehold({ id: 'never', rt: '002', location: null, locationSource: 'none' }),
	aHousehold({ id: 'sick', rt: '001' })
];
const visits = [
	aVisit({ id: '1', householdId: 'sick', capturedAt: '2026-11-01T02:00:00.000Z' }),
	aVisit({ id: '2', householdId: 'sick', outcome: 'not_home' }),
	aVisit({ id: '3', householdId: 'never', outcome: 'not_home' }),
	aVisit({ id: '4', householdId: 'never', outcome: 'refused', correctsId: '3' })
];
const findings = [
	aFinding({ id: '1', householdId: 'sick' }),
	aFinding({ id: '2', householdId: 'sick', urgency: 'yellow' }),
	aFinding({ id: '3', householdId: 'sick', status: 'closed' })
];
const rows = householdRows(households, visits, findings);
const ids = (...args: Parameters<typeof filterRows>) =>
	filterRows(...args).map(({ household }) => household.id);

describe('the list of households', () => {
	it('is by RW and RT', () => {
		expect(rows.map(({ household }) => household.rt)).toEqual(['001', '002', '003']);
	});
	it('has houses without RT and RW at the end', () => {
		const unknown = aHousehold({ id: 'u', rt: null, rw: null, headName: 'Aan' });
		const sorted = householdRows([unknown, ...households], [], []);
		expect(sorted.at(-1)?.household.id).toBe('u');
	});
	it('shows the newest visit of any outcome, and a correction instead of what it corrects', () => {
		expect(rows.map(({ last }) => last?.outcome)).toEqual(['not_home', 'refused', undefined]);
	});
	it('counts open problems, the red ones apart', () => {
		expect(rows[0]).toMatchObject({ openFindings: 2, redFindings: 1 });
	});
	it('calls a house where only tries failed never visited', () => {
		expect(ids(rows, 'never')).toEqual(['never']);
	});
	it('finds those with problems, without a place, and gone', () => {
		expect(ids(rows, 'cases')).toEqual(['sick']);
		expect(ids(rows, 'not_on_map')).toEqual(['never']);
		expect(ids(rows, 'gone')).toEqual(['moved']);
		expect(ids(rows, 'all')).toHaveLength(3);
	});
});
