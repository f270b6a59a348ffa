// Fetches what changed, page by page. The cursor moves only with the page it belongs to, inside the
// store. Never pulls before pushing in the same round: what is unsent must not be purged with a scope.
import { pullResponseFrom, refusalFrom } from '#lib/domain/sync/answer.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';
import type { SyncPorts } from './contracts.ts';
import { failureOfRefusal, type SyncFailure } from './push.ts';
import { withTimeout } from './timeout.ts';

/** Rows a page: seconds on a slow link, and one page is one transaction. */
const pageRows = 500;

/** @param received told the number of rows of each page */
export async function pullAll(
	ports: SyncPorts,
	received: (rows: number) => void
): Promise<Result<'complete' | 'restarted', SyncFailure>> {
	// The end of a full pull sweeps what it did not show, and with it what was made and stored here while
	// it ran. That is above its horizon; one more short pull brings it back at once.
	let full = false;
	for (;;) {
		const { cursor, scopeHash } = await ports.store.position();
		full ||= cursor === null;
		const answer = await withTimeout(ports.clock, () =>
			ports.transport.pull({
				device: ports.deviceId,
				cursor,
				scope_hash: scopeHash,
				limit: pageRows
			})
		);
		if (!answer.ok) return answer;
		const refusal = refusalFrom(answer.value);
		if (refusal !== null) return err(failureOfRefusal(refusal));
		const page = pullResponseFrom(answer.value);
		// More to come from the same place would turn for ever.
		if (!page || (page.more && page.cursor === cursor)) return err('not_an_answer');
		if ((await ports.store.applyPage(page, ports.clock.now())) === 'restarted') {
			return ok('restarted');
		}
		received(Object.values(page.rows).reduce((sum, rows) => sum + rows.length, 0));
		if (!page.more && !full) return ok('complete');
		if (!page.more) full = false;
	}
}
