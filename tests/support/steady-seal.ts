// AES-GCM as the browser does it, but answered at once: a history that is told twice must run in the
// same order twice, and the thread pool of the platform answers when it likes.
import { createCipheriv, createDecipheriv, KeyObject } from 'node:crypto';

const tagBytes = 16;

/** As lib/data/local/sealing.ts gives them. */
interface Parameters {
	readonly iv: Uint8Array;
	readonly additionalData: Uint8Array;
}

/** Replaces `crypto.subtle.encrypt` and `decrypt` in this process. */
export function useSteadySeal(): void {
	const keys = new WeakMap<CryptoKey, KeyObject>();
	const keyOf = (key: CryptoKey): KeyObject => {
		const known = keys.get(key) ?? KeyObject.from(key);
		keys.set(key, known);
		return known;
	};
	Object.assign(crypto.subtle, {
		encrypt(parameters: Parameters, key: CryptoKey, plain: Uint8Array): Promise<ArrayBuffer> {
			const { iv, additionalData } = parameters;
			const cipher = createCipheriv('aes-256-gcm', keyOf(key), iv).setAAD(additionalData);
			const sealed = [cipher.update(plain), cipher.final(), cipher.getAuthTag()];
			return Promise.resolve(new Uint8Array(Buffer.concat(sealed)).buffer);
		},
		decrypt(parameters: Parameters, key: CryptoKey, data: Uint8Array): Promise<ArrayBuffer> {
			const { iv, additionalData } = parameters;
			const cipher = createDecipheriv('aes-256-gcm', keyOf(key), iv).setAAD(additionalData);
			try {
				cipher.setAuthTag(data.subarray(-tagBytes));
				const plain = [cipher.update(data.subarray(0, -tagBytes)), cipher.final()];
				return Promise.resolve(new Uint8Array(Buffer.concat(plain)).buffer);
			} catch (error) {
				return Promise.reject(error as Error);
			}
		}
	});
}
