// The figures of coverage are computed when somebody looks, and then pulled like any other record.
import type { Remote, SyncEngine } from '#lib/data/contracts.ts';

/** Without a network the last figures stay. Never rejects. */
export async function freshCoverage(
	remote: Pick<Remote, 'call'>,
	sync: Pick<SyncEngine, 'request'>
): Promise<void> {
	const asked = await remote.call('coverage_refresh', {});
	// Also where it could not compute them anew: somebody else's may be there.
	if (asked.ok) sync.request();
}
