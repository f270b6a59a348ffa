// How the played server answers a pull: a watermark a territory, tombstones in the place of what moved
// away, and what it says beside the rows.
import type { PullRequest } from '#lib/domain/sync/change.ts';
import { entities, type FakeServer, type WireRow } from './fake-server.ts';

export interface PullAnswer {
	ok: true;
	rows: Record<string, WireRow[]>;
	tombstones: { entity: string; id: string }[];
	revoked_scopes: string[];
	cursor: string;
	scope_hash: string;
	epoch: string;
	more: boolean;
	server_time: string;
	horizon_lag_ms: number;
	forgotten?: boolean;
	departed?: boolean;
	membership?: Record<string, unknown>;
	wipe?: boolean;
}

type Mark = [xid: number, key: string];

export function pullFrom(
	server: FakeServer,
	membership: string,
	request: Pick<PullRequest, 'cursor' | 'limit' | 'last_mid'>
): PullAnswer {
	const scopes = server.departed.has(membership) ? [] : server.territoriesOf(membership);
	const given = marksOf(server, request.cursor);
	const answer = emptyAnswer(server, scopes);
	answer.revoked_scopes = Object.keys(given).filter((scope) => !scopes.includes(scope));
	const { last_mid: lastMid } = request;
	if (lastMid && !server.state.ledger[`${membership}:${lastMid}`]) {
		return { ...answer, forgotten: true };
	}
	if (server.departed.has(membership)) return { ...answer, departed: true };
	const marks: Record<string, Mark> = {};
	let room = request.limit;
	for (const scope of scopes) {
		const mark = given[scope] ?? [0, ''];
		const news = newsOf(server, scope, mark);
		for (const item of news.slice(0, room)) {
			// A row that moved to another scope of hers comes in the place of its tombstone: passed over
			// in silence, it would outlive the loss of that scope before its page is fetched.
			const row = item.row ?? seen(server, membership, item.id);
			if (row) (answer.rows[item.entity] ??= []).push(row);
			else answer.tombstones.push({ entity: item.entity, id: item.id });
		}
		const last = news.slice(0, room).at(-1);
		marks[scope] = last ? [last.xid, last.key] : mark;
		answer.more ||= news.length > room;
		room -= Math.min(room, news.length);
	}
	answer.cursor = JSON.stringify({ epoch: server.epoch, marks });
	const about = server.memberships.get(membership);
	return about && !answer.more ? { ...answer, membership: about } : answer;
}

function emptyAnswer(server: FakeServer, scopes: readonly string[]): PullAnswer {
	return {
		ok: true,
		rows: {},
		tombstones: [],
		revoked_scopes: [],
		cursor: '',
		scope_hash: scopes.join(),
		epoch: server.epoch,
		more: false,
		server_time: server.time(),
		horizon_lag_ms: server.horizonLagMs
	};
}

function seen(server: FakeServer, membership: string, household: string): WireRow | undefined {
	const row = server.row('household', household);
	const mine = row && server.state.holders[String(row.territory_id)] === membership;
	return mine ? row : undefined;
}

function newsOf(server: FakeServer, scope: string, [xid, key]: Mark) {
	const items = [
		...server.state.tombstones
			.filter((tombstone) => tombstone.territory === scope)
			.map((tombstone) => ({ ...tombstone, key: `0:${tombstone.id}`, row: undefined })),
		...entities.flatMap((entity, place) =>
			Object.values(server.state.rows[entity] ?? {})
				.filter((kept) => kept.row.territory_id === scope)
				.map((kept) => {
					const { id } = kept.row;
					return { entity, id, key: `${place + 1}:${id}`, xid: kept.xid, row: kept.row };
				})
		)
	];
	return items
		.filter((item) => item.xid > xid || (item.xid === xid && item.key > key))
		.sort((a, b) => a.xid - b.xid || (a.key < b.key ? -1 : 1));
}

function marksOf(server: FakeServer, cursor: string | null): Record<string, Mark> {
	if (cursor === null) return {};
	const given = JSON.parse(cursor) as { epoch: string; marks: Record<string, Mark> };
	return given.epoch === server.epoch ? given.marks : {};
}
