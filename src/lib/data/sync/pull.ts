// Fetches what changed, page by page. The cursor moves only with the page it belongs to, inside the
// store. Never pulls before trying to push in the same round; what could not be sent stays queued,
// whatever a page takes away.
import { roles, type Membership, type Role } from '#lib/domain/access.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';
import { someMayGo } from '#lib/domain/sync/batch.ts';
import { forgottenFrom, pullResponseFrom, refusalFrom } from '#lib/domain/sync/answer.ts';
import type { Forgotten, PullRequest, PullResponse } from '#lib/domain/sync/change.ts';
import { fromWire } from '#lib/domain/sync/wire.ts';
import type { Position, SyncPorts } from './contracts.ts';
import { failureOfRefusal, type SyncFailure } from './push.ts';
import { withTimeout } from './timeout.ts';

/** Rows a page: seconds on a slow link, and one page is one transaction. */
const pageRows = 500;
/** About 5 KB: a link that does not carry this carries nothing. */
const fewestRows = 25;

/** How many rows are asked for at a time. Halved when a page does not arrive whole. */
export class PageSize {
	#rows = pageRows;

	get rows(): number {
		return this.#rows;
	}

	shorten(): void {
		this.#rows = Math.max(fewestRows, this.#rows >> 1);
	}

	grow(): void {
		this.#rows = Math.min(pageRows, this.#rows * 2);
	}
}

/**
 * How long an order to empty the phone waits for changes that the server asked to send again: a busy
 * server answers within the hour, and a server older than the app is updated within a day or not soon.
 */
const longestWipeDelayMs = 24 * 3_600_000;

/**
 * `complete`: all that is hers is here. `restarted`: push again, then pull from the start.
 * `wipe_waits`: the phone is to be emptied, but something here may still be taken; push again soon.
 */
export type Pulled = 'complete' | 'restarted' | 'departed' | 'wipe_waits' | 'wiped';

/** @param received told the number of rows of each page */
export async function pullAll(
	ports: SyncPorts,
	size: PageSize,
	received: (rows: number) => void
): Promise<Result<Pulled, SyncFailure>> {
	// The end of a full pull sweeps what it did not show, and with it what was made and stored here while
	// it ran. That is above its horizon; one more short pull brings it back at once.
	let full = false;
	for (;;) {
		const position = await ports.store.position();
		full ||= position.cursor === null;
		const answer = await fetchPage(ports, size, position);
		if (!answer.ok) return answer;
		const page = answer.value;
		if (!('cursor' in page)) {
			await ports.store.forgotten(page.epoch);
			return ok('restarted');
		}
		if (page.wipe && (await isSameHistory(ports, page))) {
			if (await maySendMore(ports, page)) return ok('wipe_waits');
			await ports.orders.wipe();
			return ok('wiped');
		}
		if ((await ports.store.applyPage(page, ports.clock.now())) === 'restarted') {
			return ok('restarted');
		}
		if (page.departed) return ok('departed');
		const membership = page.membership && membershipOf(page.membership);
		if (membership) await ports.orders.membership(membership);
		received(Object.values(page.rows).reduce((sum, rows) => sum + rows.length, 0));
		if (!page.more && !full) return ok('complete');
		if (!page.more) full = false;
	}
}

/** A server that was restored comes first: what it had confirmed is offered again before it goes. */
async function isSameHistory({ store }: SyncPorts, page: PullResponse): Promise<boolean> {
	const known = await store.epoch();
	return known === undefined || known === page.epoch;
}

/** Whether a change waits that needs no person, and the order was heard less than a day ago. */
async function maySendMore({ store }: SyncPorts, page: PullResponse): Promise<boolean> {
	if (!someMayGo(await store.queue())) return false;
	const heardAt = await store.wipeHeard(page.server_time);
	return Date.parse(page.server_time) - Date.parse(heardAt) < longestWipeDelayMs;
}

async function fetchPage(
	ports: SyncPorts,
	size: PageSize,
	{ cursor, scopeHash, lastMid }: Position
): Promise<Result<PullResponse | Forgotten, SyncFailure>> {
	const request: PullRequest = {
		device: ports.deviceId,
		cursor,
		scope_hash: scopeHash,
		limit: size.rows,
		last_mid: lastMid
	};
	const answer = await withTimeout(ports.clock, () => ports.transport.pull(request));
	if (!answer.ok) {
		if (answer.error !== 'busy' && answer.error !== 'portal') size.shorten();
		return answer;
	}
	const refusal = refusalFrom(answer.value);
	if (refusal !== null) return err(failureOfRefusal(refusal));
	const forgotten = forgottenFrom(answer.value);
	// A device that has not seen anything confirmed cannot have been forgotten.
	if (forgotten && lastMid !== null) return ok(forgotten);
	const page = pullResponseFrom(answer.value);
	// More to come from the same place would turn for ever.
	if (!page || (page.more && page.cursor === cursor)) {
		size.shorten();
		return err('not_an_answer');
	}
	size.grow();
	return ok(page);
}

/** Null unless it says at least who she is and what she may do. */
function membershipOf(wire: Readonly<Record<string, unknown>>): Membership | null {
	const membership = fromWire(wire) as Partial<Membership>;
	const known = typeof membership.id === 'string' && roles.includes(membership.role as Role);
	return known ? (membership as Membership) : null;
}
