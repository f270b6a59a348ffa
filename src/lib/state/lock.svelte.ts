// The lock of this phone as its pages see it: closes the records when nobody has touched the screen,
// opens them with a PIN, a finger or a face, and tells how long a phone that the server does not hear of stays open.
import type { LockFacts, PinAnswer } from '#lib/data/local/lock/locks.ts';
import type { NotMade, Passkeys } from '#lib/data/local/lock/passkeys.ts';
import { daysUntilSeal, isIdle } from '#lib/domain/lock/lock-rules.ts';
import type { Session } from './session.svelte.ts';

/** What it asks of data/local/lock/locks.ts. */
export interface PinLocks {
	facts(membershipId: string): Promise<LockFacts>;
	maySetPin(membershipId: string): Promise<boolean>;
	openWithPin(membershipId: string, pin: string): Promise<PinAnswer>;
	setPin(membershipId: string, pin: string): Promise<boolean>;
	changePin(membershipId: string, present: string, pin: string): Promise<PinAnswer>;
	removePin(membershipId: string, present: string): Promise<PinAnswer>;
	openWithPasskey(membershipId: string, passkeys: Passkeys): Promise<boolean>;
	addPasskey(
		membershipId: string,
		present: string,
		passkeys: Passkeys
	): Promise<PinAnswer | NotMade>;
	removePasskey(membershipId: string): Promise<Uint8Array | null>;
}

type LockSession = Pick<Session, 'identity' | 'locked' | 'lock' | 'unlock' | 'seal'>;

const lookEveryMs = 10_000;
const touches = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;

export class PhoneLock {
	/** Null until they are read, and while nobody is signed in. */
	facts = $state.raw<LockFacts | null>(null);
	/** She may choose a PIN without typing the present one. */
	maySetPin = $state(false);
	/** Days until a phone that the server does not hear of seals itself; null while that is far. */
	daysLeft = $state<number | null>(null);
	/** She was told that there is no PIN, and went on. */
	reminded = $state(false);
	readonly #session: LockSession;
	readonly #locks: PinLocks;
	readonly #now: () => number;
	readonly #loadPasskeys: () => Promise<Passkeys>;
	#lastTouch: number;

	/**
	 * @param now milliseconds since 1970
	 * @param loadPasskeys most people never need that code: it is loaded when it is asked for
	 */
	constructor(
		session: LockSession,
		locks: PinLocks,
		now: () => number,
		loadPasskeys: () => Promise<Passkeys>
	) {
		this.#session = session;
		this.#locks = locks;
		this.#now = now;
		this.#loadPasskeys = loadPasskeys;
		this.#lastTouch = now();
	}

	/** Reads how it stands: after signing in, after a change, when the puskesmas has set something. */
	async refresh(): Promise<void> {
		const owner = this.#session.identity?.membership.id;
		this.facts = owner ? await this.#locks.facts(owner) : null;
		this.maySetPin = owner ? await this.#locks.maySetPin(owner) : false;
		const { rules, contactAt } = this.facts ?? {};
		this.daysLeft = rules ? daysUntilSeal(rules, contactAt ?? null, this.#now()) : null;
	}

	/** A person is here. After a long rest that is no touch: whoever it is must show the PIN first. */
	touched(): void {
		if (this.#isDue()) void this.look();
		else this.#lastTouch = this.#now();
	}

	/** Locks or seals if it is time. */
	async look(): Promise<void> {
		if (!this.#session.identity) return;
		if (!this.#session.locked && this.#isDue()) await this.#session.lock();
		await this.refresh();
		if (this.daysLeft === 0 && (await this.#session.seal())) await this.refresh();
	}

	/** By her own hand. @returns false where there is no PIN that would open it again */
	async lockNow(): Promise<boolean> {
		await this.refresh();
		if (this.facts?.kind !== 'pin') return false;
		await this.#session.lock();
		return true;
	}

	async tryPin(pin: string): Promise<PinAnswer> {
		const answer = await this.#locks.openWithPin(this.#owner, pin);
		if (answer.kind === 'opened') await this.#opened();
		await this.refresh();
		return answer;
	}

	/** With finger or face. @returns false when the PIN is still needed; no try is lost */
	async tryPasskey(): Promise<boolean> {
		const opened = await this.#locks.openWithPasskey(this.#owner, await this.#loadPasskeys());
		if (opened) await this.#opened();
		await this.refresh();
		return opened;
	}

	/** Whether this phone could know her by finger or face. */
	async offersPasskey(): Promise<boolean> {
		return (await this.#loadPasskeys()).available();
	}

	async addPasskey(present: string): Promise<PinAnswer | NotMade> {
		const passkeys = await this.#loadPasskeys();
		return this.#after(await this.#locks.addPasskey(this.#owner, present, passkeys));
	}

	async removePasskey(): Promise<void> {
		const credential = await this.#locks.removePasskey(this.#owner);
		await this.refresh();
		if (credential) await (await this.#loadPasskeys()).forget(credential);
	}

	/** @returns false when she must sign in first */
	async setPin(pin: string): Promise<boolean> {
		const done = await this.#locks.setPin(this.#owner, pin);
		this.#lastTouch = this.#now();
		await this.refresh();
		return done;
	}

	async changePin(present: string, pin: string): Promise<PinAnswer> {
		return this.#after(await this.#locks.changePin(this.#owner, present, pin));
	}

	async removePin(present: string): Promise<PinAnswer> {
		return this.#after(await this.#locks.removePin(this.#owner, present));
	}

	/** Follows touches and time. @returns stops */
	watch(window: Window): () => void {
		const { document } = window;
		const touched = () => this.touched();
		const seen = () => {
			if (document.visibilityState === 'visible') void this.look();
		};
		const options = { passive: true, capture: true };
		for (const touch of touches) window.addEventListener(touch, touched, options);
		document.addEventListener('visibilitychange', seen);
		const timer = window.setInterval(() => void this.look(), lookEveryMs);
		return () => {
			for (const touch of touches) window.removeEventListener(touch, touched, options);
			document.removeEventListener('visibilitychange', seen);
			window.clearInterval(timer);
		};
	}

	#isDue(): boolean {
		const { facts } = this;
		return facts?.kind === 'pin' && isIdle(facts.rules, this.#lastTouch, this.#now());
	}

	async #opened(): Promise<void> {
		this.#lastTouch = this.#now();
		await this.#session.unlock();
	}

	/** The tenth wrong one has sealed: what is open closes too. */
	async #after<A extends PinAnswer | NotMade>(answer: A): Promise<A> {
		this.#lastTouch = this.#now();
		if (answer.kind === 'sealed') await this.#session.lock();
		await this.refresh();
		return answer;
	}

	get #owner(): string {
		const owner = this.#session.identity?.membership.id;
		if (!owner) throw new Error('nobody is signed in');
		return owner;
	}
}
