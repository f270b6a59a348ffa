// The pictures of houses on this phone, opened on reading and sealed on writing. A queue of its own: nothing
// here touches the records' queue or waits in it.
import type { HousePhoto } from '#lib/domain/house-photo.ts';
import type { Result } from '#lib/domain/result.ts';
import type { Live, PhotoCounts } from '../contracts.ts';
import type { PhotoDesk, PhotoRow } from './photo-rows.ts';
import type { RecordStore } from './record-store.ts';

/** A picture as another phone or the server has it. */
export type ArrivedPhoto = Pick<HousePhoto, 'id' | 'householdId' | 'takenAt' | 'jpeg'>;

/** The next thing that the server has to hear. */
export type PhotoErrand =
	| { readonly kind: 'push'; readonly row: PhotoRow; readonly jpeg: Uint8Array }
	| { readonly kind: 'delete'; readonly row: PhotoRow };

export class LocalPhotos {
	readonly #desk: PhotoDesk;
	readonly #store: RecordStore;

	constructor(desk: PhotoDesk) {
		this.#desk = desk;
		this.#store = desk.store;
	}

	/** The newest of the house; null when there is none. */
	of(householdId: string): Live<HousePhoto | null> {
		return this.#desk.live(async () => {
			for (const row of (await this.#rowsOf(householdId)).sort(newestFirst)) {
				if (row.state === 'leaving') continue;
				const { id, takenAt, state, code } = row;
				const jpeg = await this.#opened(row);
				if (jpeg) return { id, householdId, takenAt, state, code, jpeg };
			}
			return null;
		});
	}

	counts(): Live<PhotoCounts> {
		return this.#desk.live(async () => {
			const of = (state: string) => this.#photos.where('state').equals(state).count();
			const [waiting, refused] = await Promise.all([of('waiting'), of('refused')]);
			return { waiting, refused };
		});
	}

	/** On the disk when it resolves. One that waits for the same house makes way for it. */
	async keep(householdId: string, jpeg: Uint8Array): Promise<Result<void, 'quota' | 'locked'>> {
		const id = this.#desk.making.id();
		const now = this.#desk.making.now();
		return this.#desk.save(async () => {
			const readAt = (await this.#store.meta('clockReadAt')) ?? Infinity;
			const offset = now < readAt ? null : ((await this.#store.meta('clockOffsetMs')) ?? null);
			const row: PhotoRow = {
				id,
				householdId,
				state: 'waiting',
				takenAt: new Date(now).toISOString(),
				clockOffsetMs: offset,
				own: true,
				code: null,
				sealed: await this.#sealed(id, jpeg)
			};
			await this.#transaction(async () => {
				const before = await this.#rowsOf(householdId);
				const unsent = before.filter(({ state }) => state === 'waiting' || state === 'refused');
				await this.#photos.bulkDelete(unsent.map((other) => other.id));
				await this.#photos.put(row);
			});
		});
	}

	/** Takes the pictures of a house away: here at once, everywhere else when the server has heard. */
	async remove(householdId: string): Promise<Result<void, 'quota' | 'locked'>> {
		return this.#desk.save(async () => {
			const rows = await this.#rowsOf(householdId);
			const empty = new Map<string, PhotoRow['sealed']>();
			for (const { id } of rows) empty.set(id, await this.#sealed(id, null));
			await this.#transaction(async () => {
				for (const row of await this.#rowsOf(householdId)) {
					const sealed = empty.get(row.id);
					if (row.state === 'refused') await this.#photos.delete(row.id);
					else if (sealed) await this.#photos.put({ ...row, state: 'leaving', sealed });
				}
			});
		});
	}

	/** Ids of what the server has to hear, oldest first. */
	async errands(): Promise<string[]> {
		const found = await Promise.all(
			['leaving', 'waiting'].map((state) => this.#photos.where('state').equals(state).toArray())
		);
		return found.flatMap((rows) =>
			rows
				.sort(newestFirst)
				.reverse()
				.map(({ id }) => id)
		);
	}

	/** Null when there is nothing to do for it any more. @throws RecordsLocked */
	async errand(id: string): Promise<PhotoErrand | null> {
		const row = await this.#photos.get(id);
		if (row?.state === 'leaving') return { kind: 'delete', row };
		if (row?.state !== 'waiting') return null;
		const jpeg = await this.#opened(row);
		if (jpeg) return { kind: 'push', row, jpeg };
		// Nothing can be made of it here or there.
		await this.#photos.delete(id);
		return null;
	}

	/** The server has it. Not kept where the house is not hers any more. */
	settled(id: string): Promise<void> {
		return this.#transaction(async () => {
			const row = await this.#photos.get(id);
			if (row?.state !== 'waiting') return;
			if (!(await this.#isHere(row.householdId))) return this.#photos.delete(id);
			await this.#dropStored(row.householdId);
			await this.#photos.put({ ...row, state: 'stored', code: null });
		});
	}

	/** The server will never take it. */
	refused(id: string, code: string): Promise<void> {
		return this.#transaction(async () => {
			const row = await this.#photos.get(id);
			if (row?.state !== 'waiting') return;
			if (await this.#isHere(row.householdId)) {
				await this.#photos.put({ ...row, state: 'refused', code });
			} else await this.#photos.delete(id);
		});
	}

	/** The server has no house of that id: where there is none here either, nobody waits for it. */
	async houseUnknown(id: string): Promise<void> {
		const row = await this.#photos.get(id);
		if (row && !(await this.#isHere(row.householdId))) await this.#photos.delete(id);
	}

	forget(id: string): Promise<void> {
		return Promise.resolve(this.#photos.delete(id));
	}

	/** Ids of the pictures that need not be fetched; of one house, damaged ones are dropped first. */
	async held(householdId?: string): Promise<string[]> {
		if (householdId === undefined) return this.#photos.toCollection().primaryKeys();
		const rows = await this.#rowsOf(householdId);
		for (const row of rows) {
			if (row.state === 'stored' && !(await this.#opened(row))) await this.forget(row.id);
		}
		return (await this.#rowsOf(householdId)).map(({ id }) => id);
	}

	/** From the server; not of houses that are not here. */
	put({ id, householdId, takenAt, jpeg }: ArrivedPhoto): Promise<Result<void, 'quota' | 'locked'>> {
		return this.#desk.arrive(async () => {
			const sealed = await this.#sealed(id, jpeg);
			await this.#transaction(async () => {
				if ((await this.#photos.get(id)) || !(await this.#isHere(householdId))) return;
				await this.#dropStored(householdId);
				const facts = { clockOffsetMs: null, own: false, code: null };
				await this.#photos.put({ id, householdId, takenAt, state: 'stored', ...facts, sealed });
			});
		});
	}

	async pulledAt(): Promise<number> {
		return (await this.#store.meta('photosPulledAt')) ?? 0;
	}

	setPulledAt(ms: number): Promise<void> {
		return this.#store.setMeta({ photosPulledAt: ms });
	}

	get #photos() {
		return this.#store.database.photo;
	}

	#rowsOf(householdId: string): Promise<PhotoRow[]> {
		return Promise.resolve(this.#photos.where('householdId').equals(householdId).toArray());
	}

	async #dropStored(householdId: string): Promise<void> {
		const rows = await this.#rowsOf(householdId);
		const stored = rows.filter(({ state }) => state === 'stored');
		await this.#photos.bulkDelete(stored.map(({ id }) => id));
	}

	async #isHere(householdId: string): Promise<boolean> {
		return (await this.#store.database.rows('household').get(householdId)) !== undefined;
	}

	async #transaction(work: () => Promise<void>): Promise<void> {
		await this.#store.database.transaction('rw', ['photo', 'household'], work);
	}

	#sealed(id: string, jpeg: Uint8Array | null): Promise<PhotoRow['sealed']> {
		return this.#store.vault.seal(purposeOf(id), jpeg && { jpeg: base64Of(jpeg) });
	}

	/** Null when it is damaged, or gone. */
	async #opened({ id, sealed }: PhotoRow): Promise<Uint8Array | null> {
		try {
			const payload = await this.#store.vault.open(purposeOf(id), sealed);
			return payload === null ? null : bytesOf((payload as { readonly jpeg: string }).jpeg);
		} catch (error) {
			if (error instanceof Error && error.name === 'SealBroken') return null;
			throw error;
		}
	}
}

/** As photo-rows.ts has it for sealing anew. */
const purposeOf = (id: string) => `photo:${id}`;

export function base64Of(bytes: Uint8Array): string {
	return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** @throws where it is no base64 */
export function bytesOf(base64: string): Uint8Array {
	return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** Her own that nobody has yet comes first, whatever the clocks say. */
function newestFirst(a: PhotoRow, b: PhotoRow): number {
	const isFresh = ({ state }: PhotoRow) => Number(state === 'waiting' || state === 'refused');
	return isFresh(b) - isFresh(a) || b.takenAt.localeCompare(a.takenAt) || b.id.localeCompare(a.id);
}
