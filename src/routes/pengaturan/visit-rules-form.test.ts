import { describe, expect, it } from 'vitest';
import { defaultVisitRules, visitRulesFrom } from '#lib/domain/visit-rules.ts';
import { visitRulesKey } from '#lib/domain/visit-rules-setting.ts';
import { entriesFrom, rulesFromEntries } from './visit-rules-form.ts';

const entries = entriesFrom(defaultVisitRules);

describe('the form of the visit rules', () => {
	it('gives back the rules that stand in it, and so does what is stored of them', () => {
		expect(rulesFromEntries(entries)).toEqual({ ok: true, value: defaultVisitRules });
		const stored: unknown = JSON.parse(JSON.stringify(defaultVisitRules));
		expect(visitRulesFrom([{ key: visitRulesKey, value: stored }])).toEqual(defaultVisitRules);
	});

	it.each(['', '0', '-1', '2,5', 'lima', '731'])(
		'does not take "%s" for days between visits',
		(text) => {
			const checked = rulesFromEntries({ ...entries, typed: { ...entries.typed, adult: text } });
			expect(!checked.ok && checked.error.get('adult')).toEqual({ least: 1, most: 730 });
		}
	);

	it('wants a day of the week on which kader visit', () => {
		const checked = rulesFromEntries({ ...entries, weekdays: [] });
		expect(!checked.ok && checked.error.has('weekdays')).toBe(true);
	});

	it('keeps whether JE is endemic', () => {
		const checked = rulesFromEntries({ ...entries, jeEndemic: true });
		expect(checked.ok && checked.value.jeEndemic).toBe(true);
	});

	it('keeps which reasons are switched off', () => {
		const reasons = entries.reasons.filter((code) => code !== 'medicine_missed');
		const checked = rulesFromEntries({ ...entries, reasons });
		expect(checked.ok && checked.value.withoutReasons).toEqual(['medicine_missed']);
	});
});
