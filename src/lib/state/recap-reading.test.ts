import { describe, expect, it } from 'vitest';
import { aHousehold, aMember, aVisit, visitForm } from '../../../tests/support/visit-world.ts';
import type { Records } from '#lib/data/contracts.ts';
import type { Finding } from '#lib/domain/finding.ts';
import type { Visit } from '#lib/domain/visit.ts';
import { readRecap, type RecapChoice } from './recap-reading.ts';
import { SheetWords, sheetNames } from './recap-sheets.ts';

const form = visitForm();
const everybody: RecapChoice = {
	month: '2026-11',
	today: '2026-12-10',
	timeZone: 'Asia/Makassar',
	kaderId: null,
	posyanduId: null
};

function visit(id: string, day: string, answers: object, own: Partial<Visit> = {}): Visit {
	return aVisit({
		id,
		visitedOn: day,
		capturedAt: `${day}T02:00:00.000Z`,
		formId: form.id,
		answers: {
			household: {},
			cards: [{ memberId: 'm1', card: 'pregnant', answers: { ...answers } }]
		},
		...own
	});
}
const finding: Finding = {
	id: 'f1',
	rev: 1,
	areaId: 'a1',
	territoryId: 't1',
	householdId: 'h1',
	memberId: 'm1',
	visitId: 'v1',
	kind: 'danger_sign',
	urgency: 'red',
	status: 'new',
	foundAt: '2026-11-02T02:00:00.000Z',
	closedAt: null,
	problem: 'pregnant.headache',
	text: 'Sakit kepala berat'
};

/** A device with these rows; says which visits were opened. */
function deviceOf(visits: readonly Visit[], opened: string[] = []): Records {
	const rows: Readonly<Record<string, readonly object[]>> = {
		visit: visits,
		household: [
			aHousehold({ posyanduId: 'melati' }),
			aHousehold({ id: 'h2', posyanduId: 'mawar' })
		],
		member: [aMember({ id: 'm1', sex: 'female', birthDate: '1998-01-01', name: 'Sri' })],
		finding: [finding],
		follow_up: [],
		visit_plan: [
			{
				id: 'p1',
				householdId: 'h1',
				kaderId: 'k1',
				period: '2026-11',
				dueOn: '2026-11-09',
				status: 'planned'
			},
			{
				id: 'p2',
				householdId: 'h2',
				kaderId: 'k2',
				period: '2026-11',
				dueOn: '2026-11-09',
				status: 'planned'
			}
		],
		checklist_form: [form]
	};
	const all = (entity: string) => Promise.resolve(rows[entity] ?? []);
	const where = async (entity: string, field: string, value: string | readonly string[]) => {
		const wanted = new Set(typeof value === 'string' ? [value] : value);
		const chosen = (await all(entity)).filter((row) =>
			wanted.has((row as Record<string, string>)[field]!)
		);
		if (entity === 'visit' && field === 'id')
			opened.push(...chosen.map((row) => (row as { id: string }).id));
		return chosen;
	};
	return { all, where, outlines: where } as unknown as Records;
}

describe('the sheets of a month', () => {
	it('are of everybody, or of one kader or one posyandu', async () => {
		const device = deviceOf([
			visit('v1', '2026-11-02', { headache: true }),
			visit('v2', '2026-11-09', {}, { householdId: 'h2', kaderId: 'k2' })
		]);
		const families = async (own: Partial<RecapChoice>) => {
			const { recap, followUps, schedule } = await readRecap(device, { ...everybody, ...own });
			return [recap.map((row) => row.families).join(''), followUps.length, schedule.length];
		};
		expect(await families({})).toEqual(['11000', 1, 2]);
		expect(await families({ kaderId: 'k2' })).toEqual(['01000', 0, 1]);
		expect(await families({ posyanduId: 'melati' })).toEqual(['10000', 1, 1]);
		expect(await families({ month: '2026-10' })).toEqual(['00000', 0, 0]);
	});
	it('leave out a visit that a health worker corrected in the next month', async () => {
		const device = deviceOf([
			visit('v1', '2026-11-02', {}),
			visit('v2', '2026-12-01', {}, { correctsId: 'v1', kaderId: null, outcome: 'not_home' })
		]);
		const { recap } = await readRecap(device, { ...everybody, kaderId: 'k1' });
		expect(recap.every(({ families }) => families === 0)).toBe(true);
	});
	it('look up an earlier visit only of a family whose cards show no service', async () => {
		const opened: string[] = [];
		const earlier = visit('v0', '2026-10-05', { k1_on: '2026-10-01' });
		const bare = deviceOf([earlier, visit('v1', '2026-11-02', {})], opened);
		const { recap } = await readRecap(bare, everybody);
		expect(recap[0]).toMatchObject({ pregnant: 1, motherChildNoService: 0 });
		expect(opened).toEqual(['v1', 'v0']);
		opened.length = 0;
		await readRecap(
			deviceOf([earlier, visit('v1', '2026-11-02', { k2_on: '2026-11-01' })], opened),
			everybody
		);
		expect(opened).toEqual(['v1']);
	});
});

describe('the sheets in words', () => {
	const facts = [['Bulan', 'November 2026']] as const;
	async function sheets(language: 'id' | 'en') {
		const device = deviceOf([visit('v1', '2026-11-02', { headache: true })]);
		const rows = await readRecap(device, everybody);
		const words = new SheetWords(language);
		return {
			recap: words.recap(rows.recap, facts),
			followup: words.followUps(rows.followUps, facts),
			schedule: words.schedule(rows.schedule, facts)
		};
	}

	it('have the columns of the official form in its order and words', async () => {
		const { recap, followup, schedule } = await sheets('id');
		expect(recap.columns.map(({ group, label }) => (group ? `${group}: ${label}` : label))).toEqual(
			[
				'No',
				'Jumlah keluarga dikunjungi',
				'Jumlah sasaran dikunjungi: Ibu hamil',
				'Jumlah sasaran dikunjungi: Ibu bersalin dan nifas',
				'Jumlah sasaran dikunjungi: Bayi, balita, dan anak prasekolah',
				'Jumlah sasaran dikunjungi: Usia sekolah dan remaja',
				'Jumlah sasaran dikunjungi: Usia produktif',
				'Jumlah sasaran dikunjungi: Lansia',
				'Ibu dan anak dengan masalah: Tidak akses pelayanan',
				'Ibu dan anak dengan masalah: Tanda bahaya',
				'Usia sekolah–lansia dengan masalah: Tidak akses pelayanan',
				'Usia sekolah–lansia dengan masalah: Bergejala TBC',
				'Usia sekolah–lansia dengan masalah: Tidak minum obat teratur TBC/HT/DM',
				'Tindak lanjut: Edukasi',
				'Tindak lanjut: Lapor nakes',
				'Paraf'
			]
		);
		expect(followup.columns.map(({ label }) => label)).toEqual([
			'Nama',
			'NIK (4 angka terakhir)',
			'Tanggal lahir',
			'Alamat',
			'Telepon',
			'Masalah',
			'Tindak lanjut'
		]);
		expect(schedule.columns.map(({ label }) => label)).toEqual([
			'Dusun',
			'RT/RW',
			'Nama KK',
			'Waktu kunjungan',
			'Kader PJ'
		]);
	});
	it('have a cell for every column, in both languages, and tabs that a workbook may have', async () => {
		for (const language of ['id', 'en'] as const) {
			const made = await sheets(language);
			for (const name of sheetNames) {
				const { columns, rows, name: tab } = made[name];
				expect(tab).toMatch(/^[^\\/?*[\]:]{1,31}$/);
				expect(rows.length).toBeGreaterThan(0);
				for (const row of rows) expect(row.cells).toHaveLength(columns.length);
			}
		}
	});
	it('say a week, a person and a day in words', async () => {
		const { recap, followup, schedule } = await sheets('id');
		expect(recap.rows[0]!.cells.slice(0, 3)).toEqual(['Minggu ke-1', 1, 1]);
		expect(followup.rows[0]!.cells).toEqual([
			'Sri',
			null,
			'1 Jan 1998',
			'RT 002 RW 001',
			null,
			'Tanda bahaya: Sakit kepala berat',
			'Baru, belum dibaca'
		]);
		expect(schedule.rows[0]!.cells.slice(1, 4)).toEqual([
			'002/001',
			'Nurhayati',
			'Sen, 9 Nov 2026'
		]);
	});
});
