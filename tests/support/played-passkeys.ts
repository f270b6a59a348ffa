// An authenticator of a phone as far as the lock asks one: one secret for each credential, given out
// only when she shows her finger.
import type { Kept, Made, NotMade, Passkeys } from '#lib/data/local/lock/passkeys.ts';

export class PlayedPasskeys implements Passkeys {
	/** Whether she shows her finger when she is asked. */
	shows = true;
	/** A phone that shows a finger to web pages and gives no secret for it. */
	hasPrf = true;
	readonly handles: Uint8Array[] = [];
	readonly forgotten: Uint8Array[] = [];
	#made = 0;

	available(): Promise<boolean> {
		return Promise.resolve(true);
	}

	async create(handle: Uint8Array): Promise<Made | NotMade> {
		if (!this.shows) return { kind: 'cancelled' };
		if (!this.hasPrf) return { kind: 'unsupported' };
		this.handles.push(handle);
		this.#made += 1;
		const credential = new Uint8Array([this.#made]);
		const salt = crypto.getRandomValues(new Uint8Array(32));
		return { kind: 'made', credential, salt, output: await answer({ credential, salt }) };
	}

	/** Several credentials' secrets differ: another phone or another setting up opens nothing. */
	async ask(kept: Kept): Promise<Uint8Array | null> {
		return this.shows ? answer(kept) : null;
	}

	forget(credential: Uint8Array): Promise<void> {
		this.forgotten.push(credential);
		return Promise.resolve();
	}
}

async function answer({ credential, salt }: Kept): Promise<Uint8Array> {
	const input = new Uint8Array([...credential, ...salt]);
	return new Uint8Array(await crypto.subtle.digest('SHA-256', input));
}
