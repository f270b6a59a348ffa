// A fingerprint reader for a tab: Chromium's virtual authenticator with the prf extension. It lives as
// long as its tab; what it holds cannot be carried over a restart of the browser, so a start of the
// app anew is a reload of the page here.
import type { CDPSession } from '@playwright/test';
import type { Phone } from './e2e-phone.ts';
import type { TestServer } from './e2e-server.ts';

/** The same server under a name: nothing can be bound to a numeric address. */
export function named(server: TestServer): TestServer {
	return { ...server, url: server.url.replace('127.0.0.1', 'localhost') };
}

export class Authenticator {
	readonly #session: CDPSession;
	readonly #id: string;

	private constructor(session: CDPSession, id: string) {
		this.#session = session;
		this.#id = id;
	}

	/** @param hasPrf false: sees fingers, and gives no secret for them */
	static async on(phone: Phone, hasPrf = true): Promise<Authenticator> {
		const session = await phone.context.newCDPSession(phone.page);
		await session.send('WebAuthn.enable');
		const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
			options: {
				protocol: 'ctap2',
				ctap2Version: 'ctap2_1',
				transport: 'internal',
				hasResidentKey: true,
				hasUserVerification: true,
				isUserVerified: true,
				automaticPresenceSimulation: true,
				hasPrf
			}
		});
		return new Authenticator(session, authenticatorId);
	}

	/** From here each answer says that it has seen a touch, and not whose. */
	async seesNobody(isBadUV: boolean): Promise<void> {
		await this.#session.send('WebAuthn.setResponseOverrideBits', {
			authenticatorId: this.#id,
			isBadUV
		});
	}

	/** Another finger is shown until the reader gives up; from then it waits for the phone's own PIN. */
	async isShownAnothers(): Promise<void> {
		await this.#session.send('WebAuthn.setUserVerified', {
			authenticatorId: this.#id,
			isUserVerified: false
		});
	}

	async credentials() {
		const { credentials } = await this.#session.send('WebAuthn.getCredentials', {
			authenticatorId: this.#id
		});
		return credentials;
	}
}
