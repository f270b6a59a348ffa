// The words of a queue that is carried by hand: what a phone signs, what lies in the file, and what
// the puskesmas hands to `import_queue`. No IO. docs/decisions/0007 says why it is built so.
import type { Id, Instant } from '../entity.ts';
import type { Mutation, MutationResult } from '../sync/change.ts';

/**
 * What the phone signs, as JSON text. The signature is over the UTF-8 bytes of that text, so the
 * server must check the text itself and only then read it.
 */
export interface SignedWork {
	readonly format: 'jangkau-work';
	readonly version: 1;
	/** Author of every mutation; the device must be registered for it. */
	readonly membership: Id<'membership'>;
	readonly device: string;
	readonly app_version: string;
	/** Device clock. Never an offset: each mutation carries its own `clock_offset_ms`. */
	readonly exported_at: Instant;
	/** At most 200 and 512 KB, as in a push; those that others depend on come first. */
	readonly mutations: readonly Mutation[];
}

/** One call of `import_queue`. */
export interface ImportRequest {
	/** JSON text of a `SignedWork`. */
	readonly payload: string;
	/** ECDSA P-256 with SHA-256 over `payload`: r and s of 32 bytes each, 128 hexadecimal digits. */
	readonly signature: string;
}

export type ImportAnswer =
	| { readonly ok: true; readonly results: readonly MutationResult[] }
	/** `forbidden`, `unknown_device`, `bad_signature`, `bad_request`, `too_large`, `busy`. */
	| { readonly ok: false; readonly code: string };

/** Argument of `register_device_key`. The first key of a device stays: another one is refused. */
export interface DeviceKey {
	readonly device: string;
	/** The uncompressed P-256 point, `04` with x and y: 130 hexadecimal digits. */
	readonly public_key: string;
}

/** The file: an envelope that says for which device's key it is sealed, and nothing personal. */
export interface QueueFile {
	readonly format: 'jangkau-queue';
	readonly version: 1;
	readonly membership: string;
	readonly device: string;
	/** Base64 of 12 bytes. */
	readonly iv: string;
	/** Base64 of AES-256-GCM under `transfer_key` over the gzipped JSON of a `QueueBundle`. */
	readonly data: string;
}

/** What the envelope holds. */
export interface QueueBundle {
	readonly batches: readonly ImportRequest[];
	/** Changes that could not be opened on the phone and stay there. */
	readonly unreadable: number;
}

export type QueueFileProblem = 'not_a_queue_file' | 'newer_version' | 'damaged';

/** Files end so because share sheets refuse endings that they do not know; any name is read. */
export const queueFileExtension = '.txt';
