// For what a page does not say when it is done with: a picture that still gains roads, a count that
// still grows. Waits for its end.
import { expect } from '@playwright/test';
import { isDeepStrictEqual } from 'node:util';

/** How long a reading must stay as it is: longer than a slow machine takes between two tiles. */
const quietMs = 2000;

/** @returns the first reading that was found again later */
export async function settled<T>(read: () => Promise<T>): Promise<T> {
	let last = await read();
	await expect
		.poll(
			async () => {
				const now = await read();
				const same = isDeepStrictEqual(now, last);
				last = now;
				return same;
			},
			{ intervals: [quietMs], timeout: 180_000, message: 'nothing changes any more' }
		)
		.toBe(true);
	return last;
}
