// The two keys with which a phone without network hands over its queue: one signs, the other seals.
// Both are got ready while there is a network, or there would be nothing to hand over with.
import type { Remote } from '../contracts.ts';
import type { TransferRow } from '../local/device-database.ts';
import { fromBase64, transferKey } from './seal-file.ts';

/** Where they rest: a table of the device database. */
export interface TransferRows {
	get(membershipId: string): PromiseLike<TransferRow | undefined>;
	put(row: TransferRow): PromiseLike<unknown>;
	/** Fails when there is one. */
	add(row: TransferRow): PromiseLike<unknown>;
}

type KeyAnswer = { readonly ok: true; readonly key: string } | { readonly ok: false };

export class TransferKeys {
	readonly #rows: TransferRows;
	readonly #membership: string;
	readonly #device: string;

	constructor(rows: TransferRows, membership: string, device: string) {
		this.#rows = rows;
		this.#membership = membership;
		this.#device = device;
	}

	/** Makes, registers and fetches what is missing. @returns whether a queue can be handed over */
	async prepare(remote: Pick<Remote, 'call'>): Promise<boolean> {
		let row = await this.#row();
		if (!row.registered) {
			const argument = { device: this.#device, public_key: await publicKeyOf(row) };
			const answer = await remote.call<{ readonly ok: boolean }>('register_device_key', argument);
			if (answer.ok && answer.value.ok) row = await this.#keep({ ...row, registered: true });
		}
		if (!row.sealing) {
			const answer = await remote.call<KeyAnswer>('transfer_key', { device: this.#device });
			if (answer.ok && answer.value.ok) {
				const sealing = await transferKey(fromBase64(answer.value.key));
				row = await this.#keep({ ...row, sealing });
			}
		}
		return row.registered && row.sealing !== null;
	}

	/** Null before the phone was once prepared with a network. */
	async ready(): Promise<{ readonly signing: CryptoKey; readonly sealing: CryptoKey } | null> {
		const row = await this.#rows.get(this.#membership);
		if (!row?.registered || !row.sealing) return null;
		return { signing: row.signing.privateKey, sealing: row.sealing };
	}

	async #keep(row: TransferRow): Promise<TransferRow> {
		await this.#rows.put(row);
		return row;
	}

	async #row(): Promise<TransferRow> {
		const stored = await this.#rows.get(this.#membership);
		if (stored) return stored;
		const how = { name: 'ECDSA', namedCurve: 'P-256' };
		const signing = await crypto.subtle.generateKey(how, false, ['sign', 'verify']);
		const fresh = { membershipId: this.#membership, signing, registered: false, sealing: null };
		try {
			await this.#rows.add(fresh);
			return fresh;
		} catch (error) {
			// Another tab was first.
			const other = await this.#rows.get(this.#membership);
			if (other) return other;
			throw error;
		}
	}
}

/** The uncompressed point as hexadecimal digits. */
async function publicKeyOf({ signing }: TransferRow): Promise<string> {
	return hexOf(await crypto.subtle.exportKey('raw', signing.publicKey));
}

export function hexOf(buffer: ArrayBuffer): string {
	return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
