// The key under which a queue file is closed, and how bytes are written in it.

/** @param material 32 bytes, from `transfer_key` */
export function transferKey(material: Uint8Array): Promise<CryptoKey> {
	const bytes = material as Uint8Array<ArrayBuffer>;
	return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

export function toBase64(bytes: Uint8Array): string {
	let text = '';
	for (const byte of bytes) text += String.fromCharCode(byte);
	return btoa(text);
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
