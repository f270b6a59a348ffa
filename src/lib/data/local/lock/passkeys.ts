// Finger or face, as the phone's own authenticator knows them: a secret that it gives out only after
// it has seen her (WebAuthn with the prf extension). No server takes part, nothing is proven to
// anybody, and this file is loaded only where a person asks for it: docs/decisions/0006.

export interface Made {
	readonly kind: 'made';
	/** Names it to the authenticator. */
	readonly credential: Uint8Array;
	/** 32 random bytes that the authenticator answers to. */
	readonly salt: Uint8Array;
	/** Its answer: 32 bytes, the same each time. Never stored. */
	readonly output: Uint8Array;
}
export type Kept = Pick<Made, 'credential' | 'salt'>;
/** `unsupported`: this phone shows a finger to no web page, or gives no secret for it. */
export interface NotMade {
	readonly kind: 'cancelled' | 'unsupported';
}

export interface Passkeys {
	/** Whether it is worth offering. Only `create` knows for sure. */
	available(): Promise<boolean>;
	/** @param handle names the person to the authenticator; opaque, at most 64 bytes */
	create(handle: Uint8Array): Promise<Made | NotMade>;
	/** @returns null when she did not show it, or the phone does not know it any more */
	ask(kept: Kept): Promise<Uint8Array | null>;
	/** Out of the phone's list of passkeys, where the browser can do that. */
	forget(credential: Uint8Array): Promise<void>;
}

const timeoutMs = 60_000;
const es256 = -7;
const rs256 = -257;
/** In the authenticator's data, after the hash of the host's name. */
const flagsAt = 32;
const userVerified = 0b100;

export class PhonePasskeys implements Passkeys {
	/** Its name is what the authenticator binds the secret to. */
	readonly #host = location.hostname;

	async available(): Promise<boolean> {
		// A numeric address is no name to bind anything to.
		if (!('PublicKeyCredential' in globalThis) || /^[\d.]+$|:/.test(this.#host)) return false;
		try {
			const seesHer = await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
			if (!seesHer) return false;
			// Older browsers cannot be asked.
			if (!('getClientCapabilities' in PublicKeyCredential)) return true;
			return (await PublicKeyCredential.getClientCapabilities())['extension:prf'] !== false;
		} catch {
			return false;
		}
	}

	async create(handle: Uint8Array): Promise<Made | NotMade> {
		const salt = random(32);
		try {
			const publicKey = creation(this.#host, handle, salt);
			const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
			const credential = new Uint8Array(made.rawId);
			const { prf } = made.getClientExtensionResults();
			// Many answer at the next showing only.
			const output = prf?.enabled
				? (outputOf(made) ?? (await this.ask({ credential, salt })))
				: undefined;
			if (output) return { kind: 'made', credential, salt, output };
			await this.forget(credential);
			return { kind: output === null ? 'cancelled' : 'unsupported' };
		} catch (error) {
			return { kind: isCancelled(error) ? 'cancelled' : 'unsupported' };
		}
	}

	async ask({ credential, salt }: Kept): Promise<Uint8Array | null> {
		const publicKey: PublicKeyCredentialRequestOptions = {
			rpId: this.#host,
			challenge: random(32),
			allowCredentials: [{ type: 'public-key', id: bytes(credential), transports: ['internal'] }],
			userVerification: 'required',
			timeout: timeoutMs,
			extensions: { prf: { eval: { first: bytes(salt) } } }
		};
		try {
			const shown = await navigator.credentials.get({ publicKey });
			return outputOf(shown as PublicKeyCredential);
		} catch {
			return null;
		}
	}

	async forget(credential: Uint8Array): Promise<void> {
		if (!('signalUnknownCredential' in PublicKeyCredential)) return;
		const credentialId = btoa(String.fromCharCode(...credential))
			.replaceAll('+', '-')
			.replaceAll('/', '_')
			.replaceAll('=', '');
		const unknown = { rpId: this.#host, credentialId };
		await PublicKeyCredential.signalUnknownCredential(unknown).catch(() => undefined);
	}
}

/** Her name stays out of it: some phones copy their list of passkeys to an account elsewhere. */
function creation(
	host: string,
	handle: Uint8Array,
	salt: Uint8Array<ArrayBuffer>
): PublicKeyCredentialCreationOptions {
	return {
		rp: { id: host, name: 'Jangkau' },
		user: { id: bytes(handle), name: 'Jangkau', displayName: 'Jangkau' },
		// Random because the protocol wants one; nobody checks a signature here.
		challenge: random(32),
		pubKeyCredParams: [es256, rs256].map((alg) => ({ type: 'public-key', alg })),
		authenticatorSelection: {
			authenticatorAttachment: 'platform',
			// Android gives the secret for these only.
			residentKey: 'preferred',
			userVerification: 'required'
		},
		attestation: 'none',
		timeout: timeoutMs,
		extensions: { prf: { eval: { first: salt } } }
	};
}

/** @returns null without a secret, and where the authenticator says that it has not seen her */
function outputOf(shown: PublicKeyCredential): Uint8Array | null {
	const first = shown.getClientExtensionResults().prf?.results?.first;
	if (!first || !hasSeenHer(shown.response)) return null;
	return ArrayBuffer.isView(first)
		? new Uint8Array(first.buffer, first.byteOffset, first.byteLength)
		: new Uint8Array(first);
}

/** Asked for as `required`; the flag is what the authenticator itself says of it. */
function hasSeenHer(response: AuthenticatorResponse): boolean {
	const data =
		'getAuthenticatorData' in response
			? (response as AuthenticatorAttestationResponse).getAuthenticatorData()
			: (response as AuthenticatorAssertionResponse).authenticatorData;
	const flags = new Uint8Array(data)[flagsAt] ?? 0;
	return (flags & userVerified) !== 0;
}

/** She said no, or took too long: the browser does not tell which. */
function isCancelled(error: unknown): boolean {
	return error instanceof DOMException && ['NotAllowedError', 'AbortError'].includes(error.name);
}

function random(length: number): Uint8Array<ArrayBuffer> {
	return crypto.getRandomValues(new Uint8Array(length));
}

function bytes(view: Uint8Array): Uint8Array<ArrayBuffer> {
	return view as Uint8Array<ArrayBuffer>;
}
