// A server in memory that keeps the sync protocol of docs/sync.md: ledger, verdicts by field, scopes
// by territory, tombstones, cursor per scope, epoch. Only what kader do; SQL has its own tests.
import type {
	MutationResult,
	Mutation,
	PullRequest,
	PushRequest
} from '#lib/domain/sync/change.ts';
import { pullFrom, type PullAnswer } from './fake-pull.ts';

export type WireRow = Record<string, unknown> & { id: string; rev: number };

interface Kept {
	row: WireRow;
	xid: number;
	/** Per field: rev and author of its last change. */
	changed: Record<string, { rev: number; by: string }>;
}

interface Tombstone {
	entity: string;
	id: string;
	territory: string;
	xid: number;
}

export interface State {
	xid: number;
	rows: Record<string, Record<string, Kept>>;
	tombstones: Tombstone[];
	/** territory → membership */
	holders: Record<string, string>;
	/** `membership:household` pairs that were ever true: late visits survive. */
	held: string[];
	ledger: Record<string, { verdict: string; code?: string; entity: string; id: string }>;
	/** Ids of rows that were removed for good. */
	erased: string[];
}

export const entities = ['household', 'visit'] as const;

export class FakeServer {
	state: State = {
		xid: 0,
		rows: {},
		tombstones: [],
		holders: {},
		held: [],
		ledger: {},
		erased: []
	};
	epoch = 'epoch-0';
	#epochs = 0;
	/** The server's clock, milliseconds since 1970. */
	now = Date.UTC(2026, 9, 1);
	/** Mids whose effect was written in this epoch, to catch one written twice. */
	written: string[] = [];
	/** Members whose access has ended, and devices that are to be emptied. */
	readonly departed = new Set<string>();
	readonly wiping = new Set<string>();
	/** What `my_membership` says of each member, in snake_case. */
	readonly memberships = new Map<string, Record<string, unknown>>();
	/** Age of the oldest open transaction, as every page says it. */
	horizonLagMs = 0;
	/** Mids that the next push answers with "try again". */
	busy = new Set<number>();

	constructor(holders: Readonly<Record<string, string>>) {
		this.state.holders = { ...holders };
		for (const entity of entities) this.state.rows[entity] = {};
	}

	seedHousehold(id: string, territory: string): void {
		this.state.xid += 1;
		const row = { id, rev: 1, head_name: `Keluarga ${id}`, address: null, territory_id: territory };
		this.#keep('household', { ...row, area_id: 'area', status: 'active' }, {});
		this.#noteHolder(id, territory);
	}

	row(entity: string, id: string): WireRow | undefined {
		return this.state.rows[entity]?.[id]?.row;
	}

	rows(entity: string): WireRow[] {
		return Object.values(this.state.rows[entity] ?? {}).map(({ row }) => row);
	}

	push(membership: string, request: PushRequest) {
		const sorted = [...request.mutations].sort((a, b) => a.seq - b.seq);
		const results = sorted.map((mutation, index): MutationResult => {
			if (this.busy.has(index)) return { mid: mutation.mid, verdict: 'retry', code: 'busy' };
			return { ...this.#pushOne(membership, mutation), mid: mutation.mid };
		});
		this.busy.clear();
		return structuredClone({ results, epoch: this.epoch, server_time: this.time() });
	}

	#pushOne(membership: string, mutation: Mutation): Omit<MutationResult, 'mid'> {
		const key = `${membership}:${mutation.mid}`;
		const known = this.state.ledger[key];
		if (known) {
			const row = known.verdict === 'conflict' ? this.row(known.entity, known.id) : undefined;
			return { verdict: 'duplicate', ...(known.code && { code: known.code }), ...(row && { row }) };
		}
		const unmet = mutation.deps.some((dep) => !this.state.ledger[`${membership}:${dep}`]);
		if (unmet) return { verdict: 'retry', code: 'dependency' };
		const result = this.#apply(membership, mutation);
		if (result.verdict === 'rejected') return result;
		this.written.push(key);
		this.state.ledger[key] = {
			verdict: result.verdict,
			...(result.code && { code: result.code }),
			entity: mutation.entity,
			id: mutation.id
		};
		return result;
	}

	#apply(membership: string, mutation: Mutation): Omit<MutationResult, 'mid'> {
		this.state.xid += 1;
		if (this.departed.has(membership) && mutation.entity !== 'visit') {
			return { verdict: 'rejected', code: 'departed' };
		}
		if (mutation.op === 'update') return this.#update(membership, mutation);
		if (this.row(mutation.entity, mutation.id)) return { verdict: 'duplicate', code: 'exists' };
		if (mutation.entity === 'household') return this.#createHousehold(membership, mutation);
		if (mutation.entity === 'visit') return this.#createVisit(membership, mutation);
		return { verdict: 'rejected', code: 'unknown_entity' };
	}

	#createHousehold(membership: string, { id, patch }: Mutation): Omit<MutationResult, 'mid'> {
		const territory = this.territoriesOf(membership)[0];
		if (!territory) return { verdict: 'rejected', code: 'no_territory' };
		if (patch.head_name === '') return { verdict: 'rejected', code: 'invalid_value' };
		this.#keep('household', { ...patch, id, rev: 1, territory_id: territory }, {});
		this.#noteHolder(id, territory);
		return { verdict: 'applied' };
	}

	#createVisit(membership: string, { id, patch }: Mutation): Omit<MutationResult, 'mid'> {
		const household = this.row('household', String(patch.household_id));
		if (!household) return { verdict: 'rejected', code: 'missing_reference' };
		const now = this.state.holders[String(household.territory_id)] === membership;
		if (!now && !this.state.held.includes(`${membership}:${household.id}`)) {
			return { verdict: 'rejected', code: 'forbidden' };
		}
		const placed = { area_id: household.area_id, territory_id: household.territory_id };
		this.#keep('visit', { ...patch, ...placed, membership_id: membership, id, rev: 1 }, {});
		return { verdict: 'applied' };
	}

	#update(membership: string, mutation: Mutation): Omit<MutationResult, 'mid'> {
		const kept = this.state.rows[mutation.entity]?.[mutation.id];
		const visible = kept && this.state.holders[String(kept.row.territory_id)] === membership;
		if (!visible) return { verdict: 'rejected', code: 'not_found' };
		if (mutation.patch.head_name === '') return { verdict: 'rejected', code: 'invalid_value' };
		return this.#merge(membership, mutation, kept);
	}

	/** Somebody at the puskesmas edits, online: what a kader does meanwhile may clash with it. */
	editByStaff(id: string, patch: Readonly<Record<string, unknown>>): void {
		const kept = this.state.rows.household?.[id];
		if (!kept) return;
		this.state.xid += 1;
		const edit = { entity: 'household', id, patch, base_rev: kept.row.rev } as const;
		this.#merge('staff', edit, kept);
	}

	#merge(
		membership: string,
		mutation: Pick<Mutation, 'entity' | 'id' | 'patch' | 'base_rev'>,
		kept: Kept
	): Omit<MutationResult, 'mid'> {
		const base = mutation.base_rev ?? 0;
		const clashing = Object.entries(mutation.patch).filter(([field, value]) => {
			const last = kept.changed[field];
			return last && last.rev > base && last.by !== membership && kept.row[field] !== value;
		});
		const fields = { ...mutation.patch };
		for (const [field] of clashing) delete fields[field];
		const rev = kept.row.rev + 1;
		const verdict = base === kept.row.rev ? 'applied' : 'merged';
		if (Object.keys(fields).length > 0) {
			const changed = { ...kept.changed };
			for (const field of Object.keys(fields)) changed[field] = { rev, by: membership };
			this.#keep(mutation.entity, { ...kept.row, ...fields, rev }, changed);
		}
		const row = this.row(mutation.entity, mutation.id);
		if (clashing.length > 0) return { verdict: 'conflict', code: 'conflict', ...(row && { row }) };
		return verdict === 'merged' && row ? { verdict, row } : { verdict };
	}

	#keep(entity: string, row: WireRow, changed: Kept['changed']): void {
		(this.state.rows[entity] ??= {})[row.id] = { row, xid: this.state.xid, changed };
	}

	#noteHolder(household: string, territory: string): void {
		const holder = this.state.holders[territory];
		if (holder) this.state.held.push(`${holder}:${household}`);
	}

	territoriesOf(membership: string): string[] {
		return Object.keys(this.state.holders)
			.filter((territory) => this.state.holders[territory] === membership)
			.sort();
	}

	/** Rows that the member may see. */
	visible(membership: string, entity: string): WireRow[] {
		const mine = this.departed.has(membership) ? [] : this.territoriesOf(membership);
		return this.rows(entity).filter((row) => mine.includes(String(row.territory_id)));
	}

	pull(membership: string, request: PullRequest): PullAnswer {
		const answer = pullFrom(this, membership, request);
		return structuredClone(this.wiping.has(request.device) ? { ...answer, wipe: true } : answer);
	}

	/** The planner moves one household, with all that hangs on it. */
	reassign(household: string, territory: string): void {
		const kept = this.state.rows.household?.[household];
		if (!kept || kept.row.territory_id === territory) return;
		const from = String(kept.row.territory_id);
		this.state.xid += 1;
		const { xid } = this.state;
		this.state.tombstones.push({ entity: 'household', id: household, territory: from, xid });
		this.#move('household', kept, territory);
		for (const visit of Object.values(this.state.rows.visit ?? {})) {
			if (visit.row.household_id === household) this.#move('visit', visit, territory);
		}
		this.#noteHolder(household, territory);
	}

	#move(entity: string, kept: Kept, territory: string): void {
		const row = { ...kept.row, territory_id: territory, rev: kept.row.rev + 1 };
		this.#keep(entity, row, kept.changed);
	}

	/** A household is removed for good, with all that hangs on it. */
	erase(household: string): void {
		const kept = this.state.rows.household?.[household];
		if (!kept) return;
		this.state.xid += 1;
		const territory = String(kept.row.territory_id);
		const { xid } = this.state;
		this.state.tombstones.push({ entity: 'household', id: household, territory, xid });
		for (const [id, visit] of Object.entries(this.state.rows.visit ?? {})) {
			if (visit.row.household_id !== household) continue;
			delete this.state.rows.visit![id];
			this.state.erased.push(id);
		}
		delete this.state.rows.household![household];
		this.state.erased.push(household);
	}

	/** The planner gives a whole territory to somebody else. */
	transfer(territory: string, membership: string): void {
		this.state.holders[territory] = membership;
		for (const row of this.rows('household')) {
			if (row.territory_id === territory) this.#noteHolder(row.id, territory);
		}
	}

	dump(): State {
		return structuredClone(this.state);
	}

	/** From a dump that nobody announced: the epoch stays, `after_restore()` was forgotten. */
	restoreQuietly(dump: State): void {
		this.state = structuredClone(dump);
		this.written = Object.keys(this.state.ledger);
	}

	/** From a dump: what came later is gone, transaction numbers start anew, the epoch changes. */
	restore(dump: State): void {
		const restored = structuredClone(dump);
		for (const rows of Object.values(restored.rows)) {
			for (const kept of Object.values(rows)) kept.xid = 1;
		}
		for (const tombstone of restored.tombstones) tombstone.xid = 1;
		restored.xid = 1;
		this.state = restored;
		this.written = Object.keys(restored.ledger);
		this.#epochs += 1;
		this.epoch = `epoch-${this.#epochs}`;
	}

	time(): string {
		return new Date(this.now).toISOString();
	}
}
