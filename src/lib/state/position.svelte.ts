// Where the phone is. Asked only when she taps, or when she has allowed it before; never stored here,
// and no page may wait for it.
import { replacesFix, type Fix, type LiveFix } from '#lib/domain/fix.ts';

export type { Fix };

/** Beyond this a position would send people to the wrong house, and orders nothing. */
export const worstUsefulM = 500;

export type PositionState = 'off' | 'asking' | 'on' | 'denied' | 'unavailable';

/** What the browser offers; absent on devices without it. */
export interface PositionSources {
	readonly geolocation?: Pick<Geolocation, 'watchPosition' | 'clearWatch'> | undefined;
	readonly permissions?: Pick<Permissions, 'query'> | undefined;
}

const options: PositionOptions = { enableHighAccuracy: true, maximumAge: 10_000, timeout: 60_000 };
/** Metres a second: more slowly than this the direction of a fix is chance. */
const leastSpeed = 0.7;

export class OwnPosition {
	fix = $state.raw<LiveFix | null>(null);
	state = $state<PositionState>('off');
	readonly #sources: PositionSources;
	#watch: number | null = null;
	#stopped = false;

	constructor(sources: PositionSources = navigator) {
		this.#sources = sources;
	}

	/** Where she is, when the phone knows it well enough to order houses by distance. */
	get useful(): LiveFix | null {
		return this.fix && this.fix.accuracyM <= worstUsefulM ? this.fix : null;
	}

	/** Follows the position; the browser asks her the first time. */
	ask(): void {
		const { geolocation } = this.#sources;
		if (!geolocation) {
			this.state = 'unavailable';
			return;
		}
		if (this.#watch !== null) return;
		this.#stopped = false;
		this.state = this.fix ? 'on' : 'asking';
		this.#watch = geolocation.watchPosition(
			(found) => this.#take(found),
			(error) => this.#fail(error.code === 1),
			options
		);
	}

	/** Follows without a question where she allowed it before; does nothing otherwise. */
	async resume(): Promise<void> {
		const permission = await this.#sources.permissions
			?.query({ name: 'geolocation' })
			.catch(() => null);
		if (permission?.state === 'granted' && !this.#stopped) this.ask();
	}

	stop(): void {
		this.#stopped = true;
		if (this.#watch !== null) this.#sources.geolocation?.clearWatch(this.#watch);
		this.#watch = null;
	}

	#take({ coords, timestamp }: GeolocationPosition): void {
		const { longitude, latitude, accuracy, heading, speed } = coords;
		const isMoving = (speed ?? 0) >= leastSpeed && Number.isFinite(heading);
		const next: LiveFix = {
			point: { type: 'Point', coordinates: [longitude, latitude] },
			accuracyM: Math.round(accuracy),
			atMs: timestamp,
			movingDeg: isMoving ? heading : null
		};
		this.state = 'on';
		if (replacesFix(this.fix, next)) this.fix = next;
	}

	#fail(denied: boolean): void {
		if (denied) this.fix = null;
		// A phone that loses the sky keeps its last fix and goes on looking.
		if (this.fix) return;
		this.stop();
		this.state = denied ? 'denied' : 'unavailable';
	}
}
