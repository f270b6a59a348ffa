// How one visit reads on the sheet that is typed into ASIK: each item and its answer as two texts.
import type { SheetItem } from '#lib/domain/person-sheet.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { answerText } from './answer-text.ts';
import type { VisitSheet } from './person-sheets.ts';
import { dayWords, formWords } from './visit-words.ts';

export interface Line {
	readonly label: string;
	readonly value: string;
	/** Nothing was answered. */
	readonly isBlank: boolean;
}

function answerWords({ question, answer }: SheetItem): string {
	if (answer === undefined || answer === null || answer === '')
		return question.danger ? m.asik_unticked() : m.asik_blank();
	const optionWords = (code: unknown) => {
		const option = question.options?.find((one) => one.code === code);
		return option ? formWords(option.label) : String(code);
	};
	switch (question.kind) {
		case 'yes_no':
			return answer === true ? m.asik_yes() : m.asik_no();
		case 'choice':
			return optionWords(answer);
		case 'choices':
			return Array.isArray(answer)
				? answer.map(optionWords).join(', ') || m.asik_none()
				: String(answer);
		case 'date':
			return typeof answer === 'string' ? dayWords(answer) : String(answer);
		case 'number':
			return `${answerText(answer, getLocale() === 'id')}${question.unit ? ` ${question.unit}` : ''}`;
		case 'text':
			return String(answer);
	}
}

export function lineOf(item: SheetItem): Line {
	const { answer } = item;
	return {
		label: formWords(item.question.label),
		value: answerWords(item),
		isBlank: answer === undefined || answer === null || answer === ''
	};
}

const placeWords: Readonly<Record<string, () => string>> = {
	province: m.asik_place_province,
	regency: m.asik_place_regency,
	district: m.asik_place_district,
	village: m.asik_place_village,
	hamlet: m.asik_place_hamlet,
	rw: m.asik_place_rw,
	rt: m.asik_place_rt
};

/** What sheet A has in records instead of questions. */
export function headLines({ visit, household, kaderName, places, ...care }: VisitSheet): Line[] {
	const line = (label: string, value: string | null): Line => ({
		label,
		value: value ?? m.asik_blank(),
		isBlank: value === null
	});
	return [
		line(m.asik_day(), dayWords(visit.visitedOn)),
		line(m.asik_kader(), kaderName),
		line(m.asik_code(), household?.code ?? null),
		line(m.asik_head(), household?.headName ?? null),
		line(m.asik_address(), household?.address ?? null),
		...places.map(({ kind, name }) => line(placeWords[kind]?.() ?? kind, name)),
		line(m.asik_puskesmas(), care.puskesmas),
		line(m.asik_posyandu(), care.posyandu)
	];
}

/** As a spreadsheet or a form takes it: one item a line, a tab between item and answer. */
export function plainText(lines: readonly Line[]): string {
	const clean = (text: string) => text.replace(/[\t\r\n]+/g, ' ');
	return lines.map(({ label, value }) => `${clean(label)}\t${clean(value)}`).join('\n');
}
