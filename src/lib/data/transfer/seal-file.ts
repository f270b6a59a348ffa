// Closes and opens the envelope of a queue file: gzip, then AES-GCM under the key that the server
// gives to the phone and to the puskesmas. The envelope names no person.
import { err, ok, type Result } from '#lib/domain/result.ts';
import type { QueueBundle, QueueFile, QueueFileProblem } from '#lib/domain/transfer/queue-file.ts';
import { bundleFrom } from '#lib/domain/transfer/read-queue-file.ts';

export interface Sender {
	readonly membership: string;
	readonly device: string;
}

/** @param material 32 bytes, from `transfer_key` */
export function transferKey(material: Uint8Array): Promise<CryptoKey> {
	const bytes = material as Uint8Array<ArrayBuffer>;
	return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

export async function sealFile(
	bundle: QueueBundle,
	{ membership, device }: Sender,
	key: CryptoKey
): Promise<QueueFile> {
	const iv = crypto.getRandomValues(new Uint8Array(12));
	const how = { name: 'AES-GCM', iv, additionalData: labelOf({ membership, device }) };
	const packed = await gzipped(JSON.stringify(bundle));
	const data = new Uint8Array(await crypto.subtle.encrypt(how, key, packed));
	const format = 'jangkau-queue' as const;
	return { format, version: 1, membership, device, iv: toBase64(iv), data: toBase64(data) };
}

export async function openFile(
	file: QueueFile,
	key: CryptoKey
): Promise<Result<QueueBundle, QueueFileProblem>> {
	const how = { name: 'AES-GCM', iv: fromBase64(file.iv), additionalData: labelOf(file) };
	try {
		const packed = await crypto.subtle.decrypt(how, key, fromBase64(file.data));
		const bundle = bundleFrom(await gunzipped(packed));
		return bundle ? ok(bundle) : err('damaged');
	} catch {
		return err('damaged');
	}
}

export function toBase64(bytes: Uint8Array): string {
	let text = '';
	for (const byte of bytes) text += String.fromCharCode(byte);
	return btoa(text);
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function labelOf({ membership, device }: Sender): Uint8Array<ArrayBuffer> {
	return new TextEncoder().encode(`${membership}:${device}`);
}

function gzipped(text: string): Promise<ArrayBuffer> {
	return through(new Blob([text]), new CompressionStream('gzip'));
}

async function gunzipped(packed: ArrayBuffer): Promise<string> {
	const plain = await through(new Blob([packed]), new DecompressionStream('gzip'));
	return new TextDecoder('utf-8', { fatal: true }).decode(plain);
}

function through(
	blob: Blob,
	stream: CompressionStream | DecompressionStream
): Promise<ArrayBuffer> {
	return new Response(blob.stream().pipeThrough(stream)).arrayBuffer();
}
