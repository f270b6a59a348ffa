// Screen state of the picture of one house: the one that is kept, and the one that was just taken and waits
// for the family's word. Nothing is stored before that.
import type { Photos } from '#lib/data/contracts.ts';
import type { HousePhoto, PhotoFileProblem } from '#lib/domain/house-photo.ts';
import type { Result } from '#lib/domain/result.ts';
import { pictureFrom } from './house-photo-file.ts';

export type PhotoProblem = PhotoFileProblem | 'quota' | 'locked' | 'failed';

type Reader = (file: File) => Promise<Result<Uint8Array<ArrayBuffer>, PhotoFileProblem>>;

export class HousePhotoView {
	/** Undefined while it is read; null when there is none. */
	kept = $state.raw<HousePhoto | null | undefined>(undefined);
	keptUrl = $state<string | null>(null);
	takenUrl = $state<string | null>(null);
	/** The family agreed to the picture that was just taken. */
	agreed = $state(false);
	working = $state<'reading' | 'saving' | 'removing' | null>(null);
	problem = $state<PhotoProblem | null>(null);
	/** The pictures on this phone cannot be read. */
	failed = $state(false);
	readonly #photos: Promise<Photos>;
	readonly #householdId: string;
	readonly #read: Reader;
	#taken: Uint8Array<ArrayBuffer> | null = null;
	#stop: () => void = () => {};
	#closed = false;

	constructor(photos: Promise<Photos>, householdId: string, read: Reader = pictureFrom) {
		this.#photos = photos;
		this.#householdId = householdId;
		this.#read = read;
		photos.then(
			(opened) => this.#follow(opened),
			() => (this.failed = true)
		);
	}

	/** What she picked or took. Nothing is stored yet. */
	async take(file: File): Promise<void> {
		this.problem = null;
		this.working = 'reading';
		const picture = await this.#read(file).catch(() => null);
		this.working = null;
		if (!picture?.ok) {
			this.problem = picture?.error ?? 'unreadable';
			return;
		}
		if (this.#closed) return;
		this.discard();
		this.#taken = picture.value;
		this.takenUrl = urlOf(picture.value);
	}

	/** @returns whether it is on the phone now */
	async save(): Promise<boolean> {
		const jpeg = this.#taken;
		if (!jpeg || !this.agreed) return false;
		const saved = await this.#did('saving', (photos) => photos.keep(this.#householdId, jpeg));
		if (saved) this.discard();
		return saved;
	}

	/** @returns whether it is gone from the phone */
	remove(): Promise<boolean> {
		return this.#did('removing', (photos) => photos.remove(this.#householdId));
	}

	/** Forgets what was taken and not stored. */
	discard(): void {
		if (this.takenUrl) URL.revokeObjectURL(this.takenUrl);
		this.takenUrl = null;
		this.#taken = null;
		this.agreed = false;
		this.problem = null;
	}

	close(): void {
		this.#closed = true;
		this.#stop();
		this.discard();
		if (this.keptUrl) URL.revokeObjectURL(this.keptUrl);
		this.keptUrl = null;
	}

	#follow(photos: Photos): void {
		if (this.#closed) return;
		this.#stop = photos.of(this.#householdId).subscribe(
			(photo) => this.#show(photo),
			() => (this.failed = true)
		);
		void photos.fetch(this.#householdId);
	}

	#show(photo: HousePhoto | null): void {
		this.failed = false;
		if (photo?.id !== this.kept?.id) {
			if (this.keptUrl) URL.revokeObjectURL(this.keptUrl);
			this.keptUrl = photo && urlOf(photo.jpeg);
		}
		this.kept = photo;
	}

	async #did(
		what: 'saving' | 'removing',
		work: (photos: Photos) => Promise<Result<void, 'quota' | 'locked'>>
	): Promise<boolean> {
		this.problem = null;
		this.working = what;
		const done = await this.#photos.then(work).catch(() => null);
		this.working = null;
		if (!done?.ok) this.problem = done?.error ?? 'failed';
		return done?.ok ?? false;
	}
}

function urlOf(jpeg: Uint8Array): string {
	return URL.createObjectURL(new Blob([jpeg as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }));
}
