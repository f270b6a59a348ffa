import { describe, expect, it } from 'vitest';
import type { Records } from '#lib/data/contracts.ts';
import type { Visit } from '#lib/domain/visit.ts';
import { aVisit } from '../../../tests/support/visit-world.ts';
import { readNextTries } from './next-tries.ts';

const today = '2026-11-22';
const inVain = (day: string, nextTryOn: string | null, own: Partial<Visit> = {}) =>
	aVisit({
		...{ id: `v-${day}`, outcome: 'not_home', visitedOn: day, capturedAt: `${day}T02:00:00Z` },
		answers: nextTryOn === null ? null : { household: {}, cards: [], nextTryOn },
		...own
	});

async function read(visits: readonly Visit[], opened: string[] = []) {
	const where = (_: string, __: string, ids: readonly string[]) => {
		opened.push(...ids);
		return Promise.resolve(visits.filter(({ id }) => ids.includes(id)));
	};
	return [...(await readNextTries({ where } as unknown as Records, visits, today))];
}

describe('the next tries', () => {
	it('are those of the newest visit of each house', async () => {
		const old = inVain('2026-11-18', '2026-11-30');
		expect(await read([old, inVain('2026-11-20', '2026-11-24')])).toEqual([['h1', '2026-11-24']]);
		expect(await read([old, inVain('2026-11-20', null)])).toEqual([]);
		expect(await read([old, aVisit({ visitedOn: '2026-11-21' })])).toEqual([]);
	});

	it('follow a correction', async () => {
		const wrong = inVain('2026-11-20', '2026-11-24');
		const right = inVain('2026-11-20', '2026-11-27', { id: 'v2', correctsId: wrong.id });
		expect(await read([wrong, right])).toEqual([['h1', '2026-11-27']]);
	});

	it('open no visit at which somebody was met, and none of long ago', async () => {
		const opened: string[] = [];
		await read([aVisit(), inVain('2026-09-01', '2026-09-05', { householdId: 'h2' })], opened);
		expect(opened).toEqual([]);
	});
});
