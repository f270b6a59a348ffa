// Runs sync rounds: push, then pull, in one tab at a time, whenever there is reason to. Emits facts,
// knows no text. A failure of any kind leaves a next attempt scheduled and the queue as it was.
import { retryDelayMs } from '#lib/domain/sync/backoff.ts';
import type { Live, OutboxItem, RefusedChange, SyncEngine, SyncState } from '../contracts.ts';
import type { Progress, SyncPorts } from './contracts.ts';
import { LiveValue } from './live-value.ts';
import { PageSize, pullAll } from './pull.ts';
import { BatchSize, pushAll, type SyncFailure } from './push.ts';
import { timeoutMs } from './timeout.ts';

const intervalMs = 15 * 60_000;
/** Another tab is at it: look again soon, in case it was closed in the middle. */
const lockedElsewhereMs = 5_000;
/** A phone that starts without a network has its first page to draw before it tries in vain. */
const offlineStartMs = 5_000;
/**
 * A tab that works says so after every call, and no call takes longer than half of this: a tab that
 * has been silent for so long is frozen, and its lock with it.
 */
const frozenAfterMs = 2 * timeoutMs;
/** A server whose epoch changes again and again within one round is not to be followed. */
const maxRestarts = 3;

type Moment = Pick<SyncState, 'phase' | 'received' | 'failure'>;

export class Engine implements SyncEngine {
	readonly #ports: SyncPorts;
	readonly #state: LiveValue<SyncState>;
	readonly #outbox: LiveValue<OutboxItem[]>;
	readonly #size = new BatchSize();
	readonly #page = new PageSize();
	/** When another tab held the lock and was last heard, or first waited for; null while none does. */
	#waitingSince: number | null = null;
	#moment: Moment = { phase: 'idle', received: 0, failure: null };
	#sending: ReadonlySet<string> = new Set();
	#failures = 0;
	#running: Promise<void> | null = null;
	#again = false;
	#cancelNext: (() => void) | null = null;
	#stops: (() => void)[] = [];

	constructor(ports: SyncPorts) {
		this.#ports = ports;
		this.#state = new LiveValue(() => this.#readState());
		this.#outbox = new LiveValue(() => ports.store.outbox(this.#sending));
	}

	get state(): Live<SyncState> {
		return this.#state;
	}

	get outbox(): Live<OutboxItem[]> {
		return this.#outbox;
	}

	start(): void {
		if (this.#stops.length > 0) return;
		const { store, connectivity, channel } = this.#ports;
		this.#stops = [
			store.onWritten(() => this.#changed()),
			store.onCommitted(() => this.#saved()),
			connectivity.onChance(() => this.request()),
			channel.listen((message) => this.#heard(message))
		];
		if (!connectivity.seemsOffline()) return this.request();
		this.#moment = { phase: 'offline', received: 0, failure: 'offline' };
		this.#tryAfter(offlineStartMs);
	}

	stop(): void {
		for (const stop of this.#stops.splice(0)) stop();
		this.#cancelNext?.();
		this.#cancelNext = null;
		this.#again = false;
	}

	request(): void {
		if (this.#running) {
			this.#again = true;
			return;
		}
		this.#cancelNext?.();
		this.#cancelNext = null;
		this.#running = this.#run().finally(() => {
			this.#running = null;
			if (this.#again && this.#stops.length > 0) {
				this.#again = false;
				this.request();
			}
		});
	}

	/** Resolves when no round is running. */
	async settled(): Promise<void> {
		while (this.#running) await this.#running;
	}

	refused(mid: string): Promise<RefusedChange | null> {
		return this.#ports.store.refused(mid);
	}

	async resend(mid: string, patch?: Readonly<Record<string, unknown>>): Promise<void> {
		await this.#ports.store.resend(mid, patch);
		this.request();
	}

	discard(mid: string): Promise<void> {
		return this.#ports.store.discard(mid);
	}

	/** A save does not cut a back-off short: twenty saves in a valley are not twenty attempts. */
	#saved(): void {
		if (this.#failures === 0 || this.#running) this.request();
	}

	async #run(): Promise<void> {
		let delayMs = intervalMs;
		try {
			const now = this.#ports.clock.now();
			const frozen = this.#waitingSince !== null && now - this.#waitingSince > frozenAfterMs;
			const ran = await this.#ports.lock.tryRun(async () => {
				delayMs = await this.#round();
			}, frozen);
			if (ran) {
				this.#waitingSince = null;
			} else {
				this.#waitingSince ??= now;
				this.#ports.channel.post('request');
				delayMs = lockedElsewhereMs;
			}
		} catch {
			// The device's own storage failed; nothing was acknowledged, so nothing is lost.
			delayMs = this.#failed('server');
		}
		if (this.#stops.length > 0) this.#tryAfter(delayMs);
	}

	#tryAfter(delayMs: number): void {
		this.#cancelNext = this.#ports.clock.after(delayMs, () => {
			this.#cancelNext = null;
			this.request();
		});
	}

	/** @returns milliseconds until the next one */
	async #round(): Promise<number> {
		for (let restarts = 0; restarts <= maxRestarts; restarts++) {
			this.#now({ phase: 'pushing', received: 0, failure: null });
			const pushed = await pushAll(this.#ports, this.#size, (mids) => {
				this.#sending = new Set(mids);
				this.#changed();
			});
			if (!pushed.ok && endsRound(pushed.error)) return this.#failed(pushed.error);
			this.#now({ phase: 'pulling', received: 0, failure: null });
			const pulled = await pullAll(this.#ports, this.#page, (rows) =>
				this.#now({ ...this.#moment, received: this.#moment.received + rows })
			);
			if (!pulled.ok) return this.#failed(pulled.error);
			if (pulled.value === 'restarted') continue;
			if (!pushed.ok) return this.#failed(pushed.error);
			this.#now({ ...this.#moment, phase: 'idle' });
			if (pushed.value > 0 || pulled.value === 'wipe_waits') return this.#backoff();
			this.#failures = 0;
			return intervalMs;
		}
		return this.#failed('server');
	}

	#failed(failure: SyncFailure): number {
		this.#now({ phase: phaseOf(failure), received: this.#moment.received, failure });
		const asked = failure === 'busy' ? this.#ports.transport.retryAfterMs() : 0;
		return Math.max(this.#backoff(), asked);
	}

	#backoff(): number {
		this.#failures += 1;
		return retryDelayMs(this.#failures, this.#ports.random());
	}

	#now(moment: Moment): void {
		this.#moment = moment;
		this.#ports.channel.post(moment);
		this.#changed();
	}

	#heard(message: unknown): void {
		if (message === 'request') {
			if (this.#running) this.#again = true;
		} else if (!this.#running) {
			if (this.#waitingSince !== null) this.#waitingSince = this.#ports.clock.now();
			this.#moment = message as Moment;
			this.#changed();
		}
	}

	#changed(): void {
		this.#state.changed();
		this.#outbox.changed();
	}

	async #readState(): Promise<SyncState> {
		const progress: Progress = await this.#ports.store.progress();
		return { ...progress, ...this.#moment };
	}
}

/**
 * Whether there is no point in pulling after a push that failed. A phone whose push always fails still
 * has to hear what the puskesmas says of it.
 */
function endsRound(failure: SyncFailure): boolean {
	switch (failure) {
		case 'offline':
		case 'portal':
		case 'timeout':
		case 'signed_out':
		case 'busy':
			return true;
		case 'not_an_answer':
		case 'forbidden':
		case 'too_large':
		case 'server':
			return false;
	}
}

function phaseOf(failure: SyncFailure): SyncState['phase'] {
	switch (failure) {
		case 'offline':
		case 'portal':
		case 'timeout':
		case 'not_an_answer':
			return 'offline';
		case 'signed_out':
			return 'signed_out';
		case 'forbidden':
		case 'too_large':
		case 'busy':
		case 'server':
			return 'failed';
	}
}
