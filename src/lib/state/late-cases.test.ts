import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Records } from '#lib/data/contracts.ts';
import { watchLateCases } from './late-cases.ts';

const hour = 3_600_000;
const foundAt = '2026-11-20T00:00:00Z';
const found = Date.parse(foundAt);
const red = { id: 'red', status: 'new', urgency: 'red', foundAt };
const yellow = { id: 'yellow', status: 'new', urgency: 'yellow', foundAt };

/** A device with these rows whose live queries answer once. */
function deviceOf(rows: Readonly<Record<string, readonly object[]>>): Records {
	const records = {
		all: (entity: string) => Promise.resolve(rows[entity] ?? []),
		outlines: (entity: string, field: string, value: string | readonly string[]) =>
			Promise.resolve(
				(rows[entity] ?? []).filter((row) =>
					[value].flat().includes((row as Record<string, string>)[field]!)
				)
			),
		live: <T>(query: (store: Records) => Promise<T>) => ({
			subscribe(onValue: (value: T) => void) {
				void query(records as unknown as Records).then(onValue);
				return () => {};
			}
		})
	};
	return records as unknown as Records;
}

async function counted(records: Records, nowMs: number): Promise<number> {
	let last = -1;
	const stop = watchLateCases(
		records,
		() => nowMs,
		(count) => (last = count)
	);
	await vi.advanceTimersByTimeAsync(0);
	stop();
	return last;
}

describe('the number of late cases', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	it('goes by the hours of the puskesmas, from when each was found', async () => {
		const finding = [red, yellow];
		expect(await counted(deviceOf({ finding }), found + 23 * hour)).toBe(0);
		expect(await counted(deviceOf({ finding }), found + 25 * hour)).toBe(1);
		expect(await counted(deviceOf({ finding }), found + 73 * hour)).toBe(2);
		const setting = [{ key: 'case_rules', value: { red: 4, yellow: 8 } }];
		expect(await counted(deviceOf({ finding, setting }), found + 9 * hour)).toBe(2);
	});

	it('counts no case that somebody has looked at, sent or not, and a note is no look', async () => {
		const step = (status: string) => ({ findingId: 'red', status });
		const after = (rows: Readonly<Record<string, readonly object[]>>) =>
			counted(deviceOf(rows), found + 48 * hour);
		expect(await after({ finding: [{ ...red, status: 'seen' }] })).toBe(0);
		expect(await after({ finding: [red], follow_up: [step('seen')] })).toBe(0);
		expect(await after({ finding: [red], follow_up: [step('note')] })).toBe(1);
	});

	it('rises by itself when the hours are over, until it is ended', async () => {
		let now = found + 23 * hour;
		const counts: number[] = [];
		const stop = watchLateCases(
			deviceOf({ finding: [red] }),
			() => now,
			(count) => counts.push(count)
		);
		await vi.advanceTimersByTimeAsync(0);
		now = found + 25 * hour;
		await vi.advanceTimersByTimeAsync(60_000);
		stop();
		await vi.advanceTimersByTimeAsync(600_000);
		expect(counts).toEqual([0, 1]);
	});
});
