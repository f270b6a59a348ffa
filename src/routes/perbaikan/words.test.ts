import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { csvOf } from './csv.ts';
import { pairRows } from './pair-rows.ts';
import { isKnownAction, payloadFacts } from './words.ts';

const migrations = 'supabase/migrations';

describe('an entry of the log', () => {
	it('has words for every action that a migration writes down', () => {
		const sql = readdirSync(migrations)
			.map((file) => readFileSync(`${migrations}/${file}`, 'utf8'))
			.join('\n');
		const written = [
			...sql.matchAll(/private\.(?:write_)?audit\((?:[\w.]+, )?'(\w+)'/g),
			...sql.matchAll(/values \(me\.id, '(\w+)'/g),
			...sql.matchAll(/then '(wipe_\w+)' else '(wipe_\w+)'/g)
		].flatMap(([, ...actions]) => actions);
		expect(written.length).toBeGreaterThan(10);
		expect(written.filter((action) => !isKnownAction(action))).toEqual([]);
	});
});

describe('a refused change', () => {
	it('is read as words, without ids, and says how much it does not show', () => {
		const patch = {
			householdId: 'x',
			outcome: 'not_home',
			note: 'Pagar terkunci',
			answers: { q: 1 },
			capturedAt: '2026-11-02T03:00:00.000Z',
			corrects: null
		};
		expect(payloadFacts('visit', patch, 'Asia/Makassar')).toEqual({
			facts: [
				['Hasil kunjungan', 'Tidak di rumah'],
				['Catatan', 'Pagar terkunci'],
				['Dicatat', '2 Nov, 11.00 WITA']
			],
			rest: 1
		});
	});

	it('shows a value that this app does not know as it was sent', () => {
		const { facts } = payloadFacts('visit', { outcome: 'hilang', capturedAt: 'kemarin' }, 'UTC');
		expect(facts).toEqual([
			['Hasil kunjungan', 'hilang'],
			['Dicatat', 'kemarin']
		]);
	});
});

describe('the table of a pair', () => {
	const side = (row: Record<string, unknown>) => ({
		id: String(row.id),
		row,
		headName: String(row.headName),
		recordedBy: null,
		members: 2,
		visits: 1,
		lastVisitOn: null,
		findings: 0
	});
	it('marks what differs and leaves out what neither says', () => {
		const rows = pairRows({
			entity: 'household',
			one: side({ id: 'a', headName: 'Siti', phone: '1' }),
			other: side({ id: 'b', headName: 'Siti', phone: null }),
			distanceM: 3,
			sameName: true
		});
		expect(rows.find(({ name }) => name === 'Nama kepala keluarga')?.same).toBe(true);
		expect(rows.find(({ name }) => name === 'Nomor telepon')).toMatchObject({
			one: '1',
			other: 'kosong',
			same: false
		});
		expect(rows.map(({ name }) => name)).not.toContain('Alamat');
	});
});

describe('the list as a file', () => {
	it('keeps commas, quotes and lines in their cell, and runs nothing', () => {
		const text = csvOf([['a,b', 'c"d', 'e\nf', '=1+1', '-5', 'biasa']]);
		expect(text).toBe(`\uFEFF"a,b","c""d","e\nf",'=1+1,'-5,biasa\r\n`);
	});
});
