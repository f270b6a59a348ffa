// Wraps the key of a membership's records under what opens it: the device alone, a PIN, her finger or
// face, or the key that the server keeps for her. Each is mixed with a secret of this browser that
// cannot be exported, so that neither the wrapped key nor the PIN opens anything elsewhere by itself.

export interface Wrapped {
	readonly iv: Uint8Array;
	readonly data: Uint8Array;
}

export type Opener = 'device' | 'pin' | 'passkey' | 'recovery';

/** How a PIN is stretched; kept beside the wrapped key, so that the number may be raised later. */
export interface Stretch {
	readonly salt: Uint8Array;
	readonly iterations: number;
}

/** About 0.3 s on a laptop and 1.2 s at a quarter of its speed: docs/decisions/0006. */
export const pinIterations = 600_000;

/** The secret of this browser: signs, and never leaves. */
export function newDeviceSecret(): Promise<CryptoKey> {
	return crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign']);
}

/** A fresh key for records. Extractable only until it is wrapped and opened again. */
export function newDataKey(): Promise<CryptoKey> {
	return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
}

export function newStretch(iterations = pinIterations): Stretch {
	return { salt: crypto.getRandomValues(new Uint8Array(16)), iterations };
}

export async function stretched(pin: string, { salt, iterations }: Stretch): Promise<Uint8Array> {
	const typed = new TextEncoder().encode(pin);
	const key = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveBits']);
	const how = { name: 'PBKDF2', hash: 'SHA-256', salt: bytes(salt), iterations };
	return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256));
}

/**
 * What the phone's authenticator gave, as material for `wrappingKey`: the output itself is a key of
 * the authenticator, and is used for nothing but this.
 */
export async function derived(output: Uint8Array, salt: Uint8Array): Promise<Uint8Array> {
	const key = await crypto.subtle.importKey('raw', bytes(output), 'HKDF', false, ['deriveBits']);
	const info = new TextEncoder().encode('jangkau:passkey');
	const how = { name: 'HKDF', hash: 'SHA-256', salt: bytes(salt), info };
	return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256));
}

/**
 * Names this person on this phone to its authenticator, and says nothing about her: 32 bytes, the
 * same each time, so that a second setting up replaces the first.
 */
export async function passkeyHandle(secret: CryptoKey, owner: string): Promise<Uint8Array> {
	const label = new TextEncoder().encode(`jangkau:handle:${owner}`);
	return new Uint8Array(await crypto.subtle.sign('HMAC', secret, label));
}

/**
 * The key that wraps. @param owner membership id: the same PIN of two people opens two keys
 * @param material the stretched PIN, the authenticator's or the server's key; empty for the device
 */
export async function wrappingKey(
	secret: CryptoKey,
	opener: Opener,
	owner: string,
	material: Uint8Array = new Uint8Array()
): Promise<CryptoKey> {
	const label = new TextEncoder().encode(`jangkau:${opener}:${owner}:`);
	const input = new Uint8Array(label.length + material.length);
	input.set(label);
	input.set(material, label.length);
	const mixed = await crypto.subtle.sign('HMAC', secret, input);
	return crypto.subtle.importKey('raw', mixed, 'AES-GCM', false, ['wrapKey', 'unwrapKey']);
}

/** @param key extractable */
export async function wrap(key: CryptoKey, under: CryptoKey): Promise<Wrapped> {
	const iv = crypto.getRandomValues(new Uint8Array(12));
	const data = await crypto.subtle.wrapKey('raw', key, under, { name: 'AES-GCM', iv });
	return { iv, data: new Uint8Array(data) };
}

/**
 * @param extractable only to wrap it anew; never keep such a key
 * @returns null when `under` is not what it was wrapped with: a wrong PIN
 */
export async function unwrap(
	{ iv, data }: Wrapped,
	under: CryptoKey,
	extractable = false
): Promise<CryptoKey | null> {
	const how = { name: 'AES-GCM', iv: bytes(iv) };
	const uses: KeyUsage[] = ['encrypt', 'decrypt'];
	try {
		return await crypto.subtle.unwrapKey(
			'raw',
			bytes(data),
			under,
			how,
			'AES-GCM',
			extractable,
			uses
		);
	} catch {
		return null;
	}
}

function bytes(view: Uint8Array): Uint8Array<ArrayBuffer> {
	return view as Uint8Array<ArrayBuffer>;
}
