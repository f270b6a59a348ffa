import { describe, expect, it, vi } from 'vitest';
import type { CallFailure, Records, Remote } from '#lib/data/contracts.ts';
import type { Role } from '#lib/domain/access.ts';
import { err, ok } from '#lib/domain/result.ts';
import type { ReportQuestion } from './coverage-reports.ts';
import { PwsView } from './pws-view.svelte.ts';

const area = (id: string, parentId: string | null) => ({
	...{ id, parentId, name: id, kind: 'village', code: null, boundary: null, validTo: null }
});
const home = (id: string, areaId: string) => ({
	...{ id, areaId, territoryId: null, posyanduId: null, status: 'active' },
	...{ registeredOn: '2026-01-01', locationSource: 'none' }
});
const rows: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
	area: [area('Kecamatan', null), area('Mawar', 'Kecamatan'), area('Melati', 'Kecamatan')],
	household: [home('a', 'Mawar'), home('b', 'Mawar'), home('c', 'Melati')],
	visit: [
		{
			...{ id: 'v', householdId: 'a', visitedOn: '2026-09-05', areaId: 'Mawar' },
			...{ outcome: 'completed', correctsId: null, kaderId: 'siti' },
			capturedAt: '2026-09-05T02:00:00Z'
		}
	]
};

/** A device of October 2026, which holds August, September and October. */
async function deviceOf(role: Role): Promise<PwsView> {
	const all = (entity: string) => Promise.resolve(rows[entity] ?? []);
	const where = async (entity: string, field: string, wanted: string | string[]) =>
		(await all(entity)).filter((row) => [wanted].flat().includes(String(row[field])));
	const store = { all, where, outlines: where };
	const records = {
		...store,
		live: (query: (records: unknown) => Promise<unknown>) => ({
			subscribe(onValue: (value: unknown) => void, onError: (error: unknown) => void) {
				query(store).then(onValue, onError);
				return () => undefined;
			}
		})
	} as unknown as Records;
	const view = new PwsView(records, role, '2026-10');
	$effect.root(() => {
		$effect(() => void [view.chart, view.exact, view.exactKey]);
	});
	await vi.waitFor(() => expect(view.chart).not.toBeNull());
	return view;
}

/** A server that says of every area and month asked for that all but one of ten were reached. */
const server = () =>
	vi.fn((_name: string, p: unknown) => {
		const { months } = p as ReportQuestion;
		const indicator = 'household_visited';
		const figures = months.flatMap((month) =>
			['Kecamatan', 'Mawar', 'Melati'].map((area_id) => ({
				...{ area_id, month, indicator, numerator: 9, denominator: 10 }
			}))
		);
		return Promise.resolve(ok({ ok: true, computed_at: '2026-10-20T01:00:00Z', figures }));
	});
const remote = (call: unknown) => ({ call }) as unknown as Pick<Remote, 'call'>;
const year = (view: PwsView) => view.chart!.total.year;
const monthsOf = (view: PwsView) =>
	view.yearRow(view.parent!, 'month').map(({ figure }) => figure?.percent ?? null);

describe('what the page of the status of areas asks the server', () => {
	it('is what the device does not hold, of the months that have begun; the rest stays its own', async () => {
		const view = await deviceOf('planner');
		expect(view.exact).toBe('wanted');
		expect([year(view).percent, year(view).isPartial]).toEqual([33.3, true]);
		const call = server();
		await view.askExact(remote(call));
		const asked = call.mock.calls.map(([, p]) => p as ReportQuestion);
		expect(asked.map(({ span, months }) => [span, months.length])).toEqual([
			['year', 10],
			['month', 7]
		]);
		expect(view.exact).toBe('known');
		expect(view.reportedAt).toBe('2026-10-20T01:00:00Z');
		expect([year(view).percent, year(view).isPartial, view.isPartial]).toEqual([90, false, false]);
		const months = [...Array.from({ length: 7 }, () => 90), 0, 33.3, 0, null, null];
		expect(monthsOf(view)).toEqual(months);
		await view.askExact(remote(call));
		expect(call).toHaveBeenCalledTimes(2);
	});

	it('is nothing for a role that nobody answers, whose figures stay lower bounds', async () => {
		const view = await deviceOf('kader');
		expect(view.exact).toBeNull();
		expect(view.isPartial).toBe(true);
		const call = server();
		await view.askExact(remote(call));
		expect(call).not.toHaveBeenCalled();
	});

	it('leaves lower bounds when it fails, and can be asked again', async () => {
		const view = await deviceOf('health_worker');
		const failure: CallFailure = 'offline';
		await view.askExact(remote(() => Promise.resolve(err(failure))));
		expect(view.exact).toBe('failed');
		expect(view.reportedAt).toBeNull();
		expect(year(view).isPartial).toBe(true);
		view.forgetFailures();
		expect(view.exact).toBe('wanted');
		await view.askExact(remote(server()));
		expect(view.exact).toBe('known');
	});

	it('shows no half: while one answer is missing the figures are those of the device', async () => {
		const view = await deviceOf('planner');
		const whole = server();
		const call = vi.fn((name: string, p: unknown) =>
			(p as ReportQuestion).span === 'year' ? whole(name, p) : Promise.resolve(err('busy'))
		);
		await view.askExact(remote(call));
		expect(view.exact).toBe('failed');
		expect(year(view).isPartial).toBe(true);
	});

	it('is dropped when another choice was made before the answer came', async () => {
		const view = await deviceOf('planner');
		let answer = () => undefined as void;
		const whole = server();
		const slow = vi.fn(
			(name: string, p: unknown) =>
				new Promise((resolve) => (answer = () => resolve(whole(name, p))))
		);
		const asked = view.askExact(remote(slow));
		expect(view.exact).toBe('asking');
		const before = view.exactKey;
		view.look('Mawar');
		expect(view.exactKey).not.toBe(before);
		view.cancelExact();
		answer();
		await asked;
		expect(slow).toHaveBeenCalledTimes(1);
		view.look('Kecamatan');
		expect(view.exact).toBe('wanted');
	});
});
