// What leaves the app, lies about or is read over a shoulder says no more than a code and a day, whatever
// the reason of a visit is.
import { describe, expect, it } from 'vitest';
import { reasonCodes } from '#lib/domain/reason-codes.ts';
import { visitCalendar } from '#lib/domain/visit-calendar.ts';
import type { VisitPlan } from '#lib/domain/visit-plan.ts';
import { m } from '#lib/paraglide/messages.js';
import { printedSheets } from './schedule-print.ts';
import { codesOf, staffReminders } from './schedule-reminders.ts';
import { reasonKindWords } from './visit-words.ts';

const today = '2026-11-20';
/** Words of every group and illness that a neighbour must not read on paper. */
const telling =
	/tb\b|tbc|tuberk|odgj|jiwa|hamil|nifas|bersalin|bayi|kb\b|hipertensi|diabetes|obat|imunisasi|bahaya|gizi|HIV/i;

const plans = reasonCodes.map((code, at): VisitPlan => ({
	id: `p${at}`,
	rev: 1,
	householdId: `h${at}`,
	areaId: 'a',
	territoryId: 't',
	kaderId: 'k',
	period: '2026-11',
	kind: 'targeted',
	fromOn: '2026-11-01',
	untilOn: null,
	dueOn: at % 2 === 0 ? '2026-11-21' : '2026-11-19',
	status: 'planned',
	visitId: null,
	reasons: [{ code, text: `${code}: ${reasonKindWords(code)}`, memberId: 'm' }]
}));
const codes = new Map(plans.map(({ householdId }, at) => [householdId as string, `TL-${at}`]));

describe('whatever the reason of a visit', () => {
	it('has words that would tell a neighbour, or this test would prove nothing', () => {
		expect(plans.filter(({ reasons }) => telling.test(reasons[0]!.text)).length).toBeGreaterThan(6);
	});

	it.each(['id', 'en'] as const)('the calendar file names a code and a day (%s)', (locale) => {
		const text = visitCalendar(
			plans,
			(id) => codes.get(id) ?? null,
			{
				name: m.schedule_title({}, { locale }),
				title: (code) => m.schedule_event({ code }, { locale })
			},
			'2026-11-20T00:00:00.000Z'
		);
		expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(plans.length);
		expect(text).not.toMatch(telling);
		for (const code of reasonCodes) expect(text).not.toContain(code);
	});

	it('the printed month holds codes and days', () => {
		const sheets = printedSheets(
			{
				plans,
				kader: [{ id: 'k', name: 'Kader Contoh', posyanduId: 'p' }],
				codes,
				sessions: [{ posyanduId: 'p', heldOn: '2026-11-12', status: 'planned' }],
				names: new Map([['p', 'Posyandu Melati']])
			},
			'2026-11'
		);
		const text = JSON.stringify(sheets);
		expect(sheets[0]!.visits).toBe(plans.length);
		expect(text).not.toMatch(telling);
		for (const code of reasonCodes) expect(text).not.toContain(code);
	});

	it('reminders hold codes and numbers', () => {
		const tomorrow = codesOf(plans, codes, (dueOn) => dueOn === '2026-11-21');
		const said = [
			m.session_remind_tomorrow({ count: tomorrow.length, codes: tomorrow.join(', ') }),
			m.session_remind_overdue({ count: 2, codes: 'TL-1, TL-3' }),
			JSON.stringify(staffReminders(plans, [], today))
		].join(' ');
		expect(tomorrow).toHaveLength(Math.ceil(plans.length / 2));
		expect(said).not.toMatch(telling);
		for (const code of reasonCodes) expect(said).not.toContain(code);
	});
});
