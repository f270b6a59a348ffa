// Carries the pictures of houses to the server and back, one at a time and only while no record waits to go.
// A failure of any kind leaves the picture where it is; the next round of the records tries again, with the
// same id, which the server knows.
import { isWhole, maxPhotoBytes } from '#lib/domain/house-photo.ts';
import type { Result } from '#lib/domain/result.ts';
import type { CallFailure } from '../contracts.ts';
import { base64Of, bytesOf, type ArrivedPhoto, type PhotoErrand } from '../local/photos.ts';
import type { Lock } from './contracts.ts';

/** Pictures of a page: a quarter of a megabyte at most. */
const pageLimit = 3;
/** Pictures change seldom; those of one house are asked for when its page is opened. */
const refreshMs = 6 * 60 * 60_000;

/** What lies on the phone: data/local/photos.ts. */
export interface PhotoStore {
	errands(): Promise<string[]>;
	errand(id: string): Promise<PhotoErrand | null>;
	settled(id: string): Promise<void>;
	refused(id: string, code: string): Promise<void>;
	houseUnknown(id: string): Promise<void>;
	forget(id: string): Promise<void>;
	held(householdId?: string): Promise<string[]>;
	put(photo: ArrivedPhoto): Promise<Result<void, 'quota' | 'locked'>>;
	pulledAt(): Promise<number>;
	setPulledAt(ms: number): Promise<void>;
}

export interface PhotoPorts {
	readonly store: PhotoStore;
	/** One of the server's functions, as her and nobody else. */
	readonly call: (name: string, request: unknown) => Promise<Result<unknown, CallFailure>>;
	/** A record waits that may still go: it goes first. */
	readonly recordsWait: () => Promise<boolean>;
	readonly lock: Lock;
	/** A kader has the pictures of her houses with her; others ask for one when they look at the house. */
	readonly fetchesAll: boolean;
	/** She asked her phone to spare data: nothing is fetched that she does not look at. */
	readonly sparesData: () => boolean;
	/** Milliseconds since 1970, the device's clock. */
	readonly now: () => number;
}

/** `later`: not now and nothing else either. */
type Sent = 'done' | 'later';

export class PhotoExchange {
	readonly #ports: PhotoPorts;
	#stopped = false;
	#running = false;
	#asked = false;
	/** In this run of the app. */
	#refreshed = false;

	constructor(ports: PhotoPorts) {
		this.#ports = ports;
	}

	stop(): void {
		this.#stopped = true;
	}

	/** Sends what waits, then fetches what is missing; once more where it was asked meanwhile. Never rejects. */
	async run(): Promise<void> {
		this.#asked = true;
		if (this.#running) return;
		this.#running = true;
		while (this.#asked && !this.#stopped) {
			this.#asked = false;
			await this.#ports.lock.tryRun(() => this.#round(), false).catch(() => undefined);
		}
		this.#running = false;
	}

	/** Asks for the picture of the house that she looks at. Never rejects. */
	async fetch(householdId: string): Promise<void> {
		await this.#fetchOf(householdId).catch(() => undefined);
	}

	async #round(): Promise<void> {
		if (!(await this.#sendAll())) return;
		if (this.#mayRefresh(await this.#ports.store.pulledAt())) await this.#fetchAll();
	}

	async #fetchOf(householdId: string): Promise<void> {
		const held = await this.#ports.store.held(householdId);
		const page = await this.#page({ household_id: householdId, held });
		for (const photo of page?.photos ?? []) await this.#ports.store.put(photo);
	}

	/** @returns false when the rest has to wait */
	async #sendAll(): Promise<boolean> {
		for (const id of await this.#ports.store.errands()) {
			if (this.#stopped || (await this.#ports.recordsWait())) return false;
			const errand = await this.#ports.store.errand(id);
			if (errand && (await this.#send(id, errand)) === 'later') return false;
		}
		return true;
	}

	async #send(id: string, errand: PhotoErrand): Promise<Sent> {
		const { store, call } = this.#ports;
		const answer = await (errand.kind === 'delete'
			? call('photo_delete', { id })
			: call('photo_push', pushRequest(errand)));
		if (!answer.ok) {
			// One that breaks the server must not hold up the others.
			if (answer.error === 'unknown') return 'done';
			if (answer.error !== 'too_large' || errand.kind === 'delete') return 'later';
			await store.refused(id, 'too_large');
			return 'done';
		}
		const code = codeOf(answer.value);
		if (code === null && !isYes(answer.value)) return 'later';
		if (code === 'busy' || code === 'restoring' || code === 'no_membership') return 'later';
		if (errand.kind === 'delete') await store.forget(id);
		else if (code === null) await store.settled(id);
		else if (code === 'missing_reference') await store.houseUnknown(id);
		else await store.refused(id, code);
		return 'done';
	}

	#mayRefresh(pulledAt: number): boolean {
		const { fetchesAll, sparesData, now } = this.#ports;
		if (!fetchesAll || sparesData()) return false;
		const age = now() - pulledAt;
		return !this.#refreshed || age > refreshMs || age < 0;
	}

	async #fetchAll(): Promise<void> {
		const { store, now } = this.#ports;
		/** Of houses that are not here yet: asked for again another day. */
		const passed: string[] = [];
		for (;;) {
			if (this.#stopped || (await this.#ports.recordsWait())) return;
			const held = [...(await store.held()), ...passed];
			const page = await this.#page({ held, limit: pageLimit });
			if (!page) return;
			for (const photo of page.photos) {
				// No room: what she looks at is still fetched.
				if (!(await store.put(photo)).ok) return void (this.#refreshed = true);
				passed.push(photo.id);
			}
			if (!page.more) break;
		}
		this.#refreshed = true;
		await store.setPulledAt(now());
	}

	/** Null where there is no answer that can be used. */
	async #page(
		request: unknown
	): Promise<{ readonly photos: ArrivedPhoto[]; readonly more: boolean } | null> {
		const answer = await this.#ports.call('photo_pull', request);
		if (!answer.ok || codeOf(answer.value) !== null || !isYes(answer.value)) return null;
		const { photos, more } = answer.value;
		if (!Array.isArray(photos)) return null;
		const arrived = photos.map(arrivedFrom).filter((photo) => photo !== null);
		return { photos: arrived, more: more === true && arrived.length > 0 };
	}
}

function pushRequest({ row, jpeg }: Extract<PhotoErrand, { kind: 'push' }>) {
	return {
		id: row.id,
		household_id: row.householdId,
		taken_at: row.takenAt,
		clock_offset_ms: row.clockOffsetMs,
		// Nothing is kept here without the family's word.
		consent: true,
		jpeg: base64Of(jpeg)
	};
}

/** Of a refusal; null for anything else. */
function codeOf(body: unknown): string | null {
	const { ok, code } = (body ?? {}) as { readonly ok?: unknown; readonly code?: unknown };
	return ok === false && typeof code === 'string' ? code : null;
}

function isYes(body: unknown): body is Record<string, unknown> {
	return typeof body === 'object' && body !== null && 'ok' in body && body.ok === true;
}

function arrivedFrom(wire: unknown): ArrivedPhoto | null {
	if (typeof wire !== 'object' || wire === null) return null;
	const {
		id,
		household_id: householdId,
		taken_at: takenAt,
		jpeg
	} = wire as Record<string, unknown>;
	if (typeof id !== 'string' || typeof householdId !== 'string') return null;
	if (typeof takenAt !== 'string' || typeof jpeg !== 'string') return null;
	try {
		const bytes = bytesOf(jpeg);
		return isWhole(bytes) && bytes.length <= maxPhotoBytes
			? { id, householdId, takenAt, jpeg: bytes }
			: null;
	} catch {
		return null;
	}
}
