// A server that accepts and then says nothing must not hold the queue.
import { err, type Result } from '#lib/domain/result.ts';
import type { Clock } from './contracts.ts';

/** 512 KB at 50 kbit/s takes 82 s; twice that is not coming any more. */
export const timeoutMs = 160_000;

/** A call that throws counts as offline: the engine must live on. */
export function withTimeout<T, E>(
	clock: Clock,
	call: () => Promise<Result<T, E>>
): Promise<Result<T, E | 'timeout' | 'offline'>> {
	return new Promise((resolve) => {
		const cancel = clock.after(timeoutMs, () => resolve(err('timeout')));
		void call()
			.catch(() => err('offline' as const))
			.then((result) => {
				cancel();
				resolve(result);
			});
	});
}
