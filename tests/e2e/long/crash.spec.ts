// Everything that can die, at every point of a call, on PostgreSQL, which dies too; and 200 kills of the
// browser in a row.
import { test } from '@playwright/test';
import { crashes, pointName, type CrashPoint } from '../../support/e2e-crash.ts';
import { MortalKader } from '../../support/e2e-mortal-kader.ts';

test.describe.configure({ mode: 'serial', timeout: 360_000 });

let kader: MortalKader;
test.beforeAll(async () => {
	test.setTimeout(1_800_000);
	kader = await MortalKader.begin('postgres');
});
test.afterAll(() => kader?.end());

const kills = 200;
const moments = ['asked', 'forwarded', 'answering', 'answered'] as const;
const points: CrashPoint[] = [
	...moments.map((moment) => ({ call: 'sync_push' as const, moment, nth: 1 })),
	...moments.map((moment) => ({ call: 'sync_pull' as const, moment, nth: 1 })),
	...moments.map((moment) => ({ call: 'sync_pull' as const, moment, nth: 2 }))
];

test.describe('the whole matrix', { tag: '@matrix' }, () => {
	test(`a browser killed as soon as it says "Tersimpan" has the visit on its disk, ${String(kills)} times`, async () => {
		test.setTimeout(360_000 + kills * 15_000);
		await kader.outliveKills(kills);
	});
	for (const point of points)
		for (const crash of crashes)
			test(`${crash} dies at ${pointName(point)}: nothing lost, nothing twice`, () =>
				kader.outlive(point, crash));
});
