// Opens and seals the payloads of one membership while it is unlocked, and remembers what it opened.
// Locking forgets the key and everything opened; it deletes nothing.
import type { EntityName } from '#lib/domain/entity.ts';
import type { AppRow } from '#lib/domain/sync/overlay.ts';
import { clearFields } from './clear-fields.ts';
import { rowKey, type StoredRow } from './records-database.ts';
import { sameSeal, seal, unseal, type Sealed } from './sealing.ts';

/** Thrown by reads while the records are locked. */
export class RecordsLocked extends Error {
	constructor() {
		super('records are locked');
		this.name = 'RecordsLocked';
	}
}

export class Vault {
	#key: CryptoKey | null = null;
	/** Of the first version: opens what has not been sealed anew yet, and seals nothing. */
	#older: CryptoKey | null = null;
	/** By `entity:id`; valid while the row still carries the same seal. */
	readonly #opened = new Map<string, { readonly sealed: Sealed; readonly row: AppRow }>();

	get locked(): boolean {
		return this.#key === null;
	}

	unlock(key: CryptoKey, older: CryptoKey | null = null): void {
		this.#key = key;
		this.#older = older;
	}

	lock(): void {
		this.#key = null;
		this.#older = null;
		this.#opened.clear();
	}

	/** The row as the app knows it. The same object again while the row has not changed. */
	async openRow(entity: EntityName, stored: StoredRow): Promise<AppRow> {
		const key = rowKey(entity, stored.id);
		const known = this.#opened.get(key);
		if (known && sameSeal(known.sealed, stored.sealed) && !this.locked) return known.row;
		const payload = (await this.open(key, stored.sealed)) as Record<string, unknown>;
		const row: Record<string, unknown> = { ...payload, id: stored.id, rev: stored.rev };
		for (const field of clearFields[entity]) {
			if (stored[field] !== undefined) row[field] = stored[field];
		}
		if (!this.locked) this.#opened.set(key, { sealed: stored.sealed, row: row as AppRow });
		return row as AppRow;
	}

	/**
	 * @param base the server's row beneath unsent changes; null when the server has none yet,
	 *   undefined when nothing is unsent
	 */
	async sealRow(
		entity: EntityName,
		row: AppRow,
		generation: number,
		base?: AppRow | null
	): Promise<StoredRow> {
		const { id, rev, ...rest }: { id: string; rev: number; [field: string]: unknown } = row;
		const key = rowKey(entity, id);
		const clear: Record<string, unknown> = {};
		for (const field of clearFields[entity]) {
			if (rest[field] === undefined) continue;
			clear[field] = rest[field];
			delete rest[field];
		}
		const sealed = await this.seal(key, rest);
		const stored = { ...clear, id, rev, generation, sealed };
		if (base === undefined) return stored;
		return { ...stored, base: base && (await this.seal(`base:${key}`, base)) };
	}

	/** What the server has of the row: beneath unsent changes if there are any. */
	async openBase(entity: EntityName, stored: StoredRow): Promise<AppRow | undefined> {
		if (stored.base === undefined) return this.openRow(entity, stored);
		if (stored.base === null) return undefined;
		return (await this.open(`base:${rowKey(entity, stored.id)}`, stored.base)) as AppRow;
	}

	seal(purpose: string, value: unknown): Promise<Sealed> {
		return seal(this.#unlockedKey(), purpose, value);
	}

	async open(purpose: string, sealed: Sealed): Promise<unknown> {
		const key = this.#unlockedKey();
		if (!this.#older) return unseal(key, purpose, sealed);
		const older = this.#older;
		return unseal(key, purpose, sealed).catch(() => unseal(older, purpose, sealed));
	}

	/** The same under the key; null when it is so already, or opens with neither. */
	async renewed(purpose: string, sealed: Sealed): Promise<Sealed | null> {
		const key = this.#unlockedKey();
		if (!this.#older) return null;
		const isRenewed = unseal(key, purpose, sealed).then(
			() => true,
			() => false
		);
		if (await isRenewed) return null;
		const value = await unseal(this.#older, purpose, sealed).catch(() => undefined);
		return value === undefined ? null : seal(key, purpose, value);
	}

	#unlockedKey(): CryptoKey {
		if (!this.#key) throw new RecordsLocked();
		return this.#key;
	}
}
