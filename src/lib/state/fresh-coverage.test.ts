import { describe, expect, it } from 'vitest';
import type { CallFailure } from '#lib/data/contracts.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';
import { freshCoverage } from './fresh-coverage.ts';

async function pullsAfter(answer: Result<unknown, CallFailure>): Promise<number> {
	let pulls = 0;
	await freshCoverage(
		{ call: <T>() => Promise.resolve(answer as Result<T, CallFailure>) },
		{ request: () => (pulls += 1) }
	);
	return pulls;
}

describe('fresh figures of coverage', () => {
	it('are pulled once the server has answered, also where it could not compute them anew', async () => {
		expect(await pullsAfter(ok({ ok: true }))).toBe(1);
		expect(await pullsAfter(ok({ ok: false, code: 'failed' }))).toBe(1);
	});

	it('are not asked for again where nobody hears', async () => {
		expect(await pullsAfter(err('offline'))).toBe(0);
	});
});
