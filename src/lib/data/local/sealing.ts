// Seals personal payloads with AES-GCM before they reach the disk. Never writes a key, never logs a
// payload, and never uses an initialisation vector twice: each seal draws a fresh one.

export interface Sealed {
	/** 96 random bits. Fresh for every seal, so it also tells two versions of a payload apart. */
	readonly iv: Uint8Array;
	readonly data: Uint8Array;
}

/** The payload cannot be opened: wrong key, damaged, or moved to another row. */
export class SealBroken extends Error {
	constructor() {
		super('sealed payload cannot be opened');
		this.name = 'SealBroken';
	}
}

/** @param purpose what the payload belongs to, e.g. `household:<id>`; it opens nowhere else */
export async function seal(key: CryptoKey, purpose: string, value: unknown): Promise<Sealed> {
	const iv = crypto.getRandomValues(new Uint8Array(12));
	const plain = new TextEncoder().encode(JSON.stringify(value));
	const data = await crypto.subtle.encrypt(parameters(iv, purpose), key, plain);
	return { iv, data: new Uint8Array(data) };
}

export async function unseal(key: CryptoKey, purpose: string, sealed: Sealed): Promise<unknown> {
	let plain: ArrayBuffer;
	try {
		plain = await crypto.subtle.decrypt(parameters(sealed.iv, purpose), key, bytes(sealed.data));
	} catch {
		throw new SealBroken();
	}
	return JSON.parse(new TextDecoder().decode(plain)) as unknown;
}

export function sameSeal(a: Sealed | undefined, b: Sealed | undefined): boolean {
	if (a === undefined || b === undefined) return a === b;
	return a.iv.every((byte, index) => byte === b.iv[index]);
}

function parameters(iv: Uint8Array, purpose: string): AesGcmParams {
	return { name: 'AES-GCM', iv: bytes(iv), additionalData: new TextEncoder().encode(purpose) };
}

function bytes(view: Uint8Array): Uint8Array<ArrayBuffer> {
	return view as Uint8Array<ArrayBuffer>;
}
