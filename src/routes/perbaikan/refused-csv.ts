// Refused changes as a table for those who work on them away from the screen.
import type { RefusedRecord } from '#lib/data/remote/review.ts';
import { m } from '#lib/paraglide/messages.js';
import { codeWords, thingWords, whenWords } from '../kirim/words.ts';
import { csvOf } from './csv.ts';
import { payloadFacts } from './words.ts';

export function refusedCsv(records: readonly RefusedRecord[], timeZone: string): string {
	const head = [
		m.perbaikan_csv_when(),
		m.perbaikan_csv_who(),
		m.perbaikan_csv_what(),
		m.perbaikan_csv_family(),
		m.perbaikan_csv_why(),
		m.perbaikan_csv_fields(),
		m.perbaikan_csv_note()
	];
	const rows = records.map((record) => [
		whenWords(record.refusedAt, timeZone),
		record.by,
		thingWords(record),
		record.label ?? '',
		codeWords(record.code)?.what ?? record.code,
		payloadFacts(record.entity, record.patch ?? {}, timeZone)
			.facts.map(([name, value]) => `${name}: ${value}`)
			.join('; '),
		record.note ?? ''
	]);
	return csvOf([head, ...rows]);
}
