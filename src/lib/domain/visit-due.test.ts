import { describe, expect, it } from 'vitest';
import { aWoman } from '../../../tests/support/visit-world.ts';
import { visitDue } from './visit-due.ts';
import { defaultVisitRules as rules } from './visit-rules.ts';

const today = '2026-11-02';

describe('when a household is due', () => {
	it('is due today when nobody has ever been there', () => {
		const due = visitDue({ members: [], lastVisitedOn: null, openFindings: [] }, today, rules);
		expect(due.dueOn).toBe(today);
		expect(due.reasons.map((reason) => reason.text)).toEqual(['Belum pernah dikunjungi']);
	});

	it('follows the member who needs visits most often', () => {
		const members = [aWoman(), aWoman({ birthDate: '2026-08-01' })];
		const due = visitDue({ members, lastVisitedOn: '2026-10-20', openFindings: [] }, today, rules);
		expect(due.dueOn).toBe('2026-11-19');
		expect(due.reasons[0]?.text).toContain('bayi 0–6 bulan');
	});

	it('puts an open danger sign before everything else, and a closed person counts for nothing', () => {
		const due = visitDue(
			{
				members: [aWoman({ status: 'died', deliveredOn: '2026-10-30' })],
				lastVisitedOn: '2026-11-01',
				openFindings: [{ urgency: 'red', memberId: 'm', text: 'Kejang' }]
			},
			today,
			rules
		);
		expect(due.kind).toBe('targeted');
		expect(due.reasons.map((reason) => reason.code)).toEqual(['danger_sign_open', 'routine_due']);
	});

	it('calls for a mother in childbed who was not seen in the window that is open', () => {
		const members = [aWoman({ deliveredOn: '2026-10-23' })];
		const at = (lastVisitedOn: string) =>
			visitDue({ members, lastVisitedOn, openFindings: [] }, today, rules).kind;
		expect(at('2026-10-24')).toBe('targeted');
		expect(at('2026-10-30')).toBe('targeted');
		expect(at('2026-10-31')).toBe('routine');
	});
});
