import { describe, expect, it } from 'vitest';
import { aMember } from '../../../tests/support/visit-world.ts';
import { visitCards } from './visit-cards.ts';

const today = '2026-11-22';
const grandfather = aMember({ id: 'g', birthDate: '1950-01-01' });
const child = aMember({ id: 'c', birthDate: '2024-01-01' });
const codes = (cards: ReturnType<typeof visitCards>) =>
	cards.map(({ member, card }) => `${member.id} ${card}`);

describe('the cards of a family', () => {
	it('have no tuberculosis card where nobody is ill and none was opened', () => {
		expect(codes(visitCards([grandfather, child], today, new Set()))).toEqual([
			'g elderly',
			'c child_6_71m'
		]);
	});

	it('ask everybody about tuberculosis who lives with a patient, the patient once', () => {
		const patient = { ...grandfather, conditions: ['tb'] as const };
		expect(codes(visitCards([patient, child], today, new Set(['g'])))).toEqual([
			'g elderly',
			'g tb',
			'c child_6_71m',
			'c tb'
		]);
	});

	it('ask whose card was opened by hand', () => {
		expect(codes(visitCards([grandfather, child], today, new Set(['c'])))).toEqual([
			'g elderly',
			'c child_6_71m',
			'c tb'
		]);
	});

	it('leave out who died or moved, also as a reason to ask the others', () => {
		const died = { ...grandfather, status: 'died' as const, conditions: ['tb'] as const };
		expect(codes(visitCards([died, child], today, new Set(['g'])))).toEqual(['c child_6_71m']);
	});
});
