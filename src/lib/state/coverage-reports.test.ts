import { describe, expect, it } from 'vitest';
import type { Remote } from '#lib/data/contracts.ts';
import { err, ok } from '#lib/domain/result.ts';
import { readReport, readWholeReport } from './coverage-reports.ts';

const row = (area_id: string, indicator: string, numerator: number, denominator: number) => ({
	...{ area_id, month: '2026-10', indicator, numerator, denominator }
});
type Ask = { readonly area_id: string; readonly depth: number };

/** A server that answers for some areas only. */
function serverOf(rows: Record<string, ReturnType<typeof row>[]>) {
	const asked: Ask[] = [];
	const call = (_: string, what: Ask) => {
		asked.push(what);
		const figures = rows[what.area_id];
		if (!figures) return Promise.resolve(ok({ ok: false, code: 'forbidden' }));
		return Promise.resolve(ok({ ok: true, computed_at: '2026-10-20T01:00:00Z', figures }));
	};
	return { remote: { call } as unknown as Pick<Remote, 'call'>, asked };
}
const question = {
	areaId: 'kecamatan',
	months: ['2026-10'],
	span: 'year',
	indicator: 'household_visited'
} as const;
const desa = (id: string, visited: number, all: number, refused: number) => [
	row(id, 'household_visited', visited, all),
	row(id, 'missed_refused', refused, all - visited),
	row(id, 'missed_unsynced', all - visited - refused, all - visited)
];

describe('the report of what a device does not hold', () => {
	it('comes by month and area, with the reasons', async () => {
		const { remote } = serverOf({ kecamatan: desa('kecamatan', 30, 50, 4) });
		const answer = await readReport(remote, question);
		expect(answer.ok && answer.value.of.get('2026-10')!.get('kecamatan')).toMatchObject({
			...{ numerator: 30, denominator: 50, suppressed: false },
			missed: { refused: 4, unsynced: 16, overdue: 0 }
		});
	});

	it('of an area beyond her own is the sum of the parts that she answers for', async () => {
		const { remote, asked } = serverOf({ a: desa('a', 10, 20, 1), b: desa('b', 5, 40, 2) });
		const answer = await readWholeReport(remote, question, ['a', 'b']);
		expect(asked.map(({ area_id, depth }) => [area_id, depth])).toEqual([
			['kecamatan', 1],
			['a', 0],
			['b', 0]
		]);
		const october = answer.ok ? answer.value.of.get('2026-10')! : new Map();
		expect(october.get('kecamatan')).toMatchObject({
			...{ numerator: 15, denominator: 60 },
			missed: { refused: 3, unsynced: 42 }
		});
		expect(october.get('b')).toMatchObject({ numerator: 5, denominator: 40 });
	});

	it('is none where one part has no answer, for half of a sum would pass for the whole', async () => {
		const { remote } = serverOf({ a: desa('a', 10, 20, 1) });
		expect(await readWholeReport(remote, question, ['a', 'b'])).toEqual(err('forbidden'));
	});

	it('passes on that there is no network', async () => {
		const remote = { call: () => Promise.resolve(err('offline')) } as unknown as Remote;
		expect(await readWholeReport(remote, question, ['a'])).toEqual(err('offline'));
	});
});
