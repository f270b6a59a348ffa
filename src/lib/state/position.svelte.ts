// Where the phone is. Asked only when she taps, or when she has allowed it before; never stored here,
// and no page may wait for it.
import type { Point } from 'geojson';

export interface Fix {
	readonly point: Point;
	/** Radius of the 68 % circle in metres, as the phone claims it. */
	readonly accuracyM: number;
}

/** Beyond this a position would send people to the wrong house, and orders nothing. */
export const worstUsefulM = 500;

export type PositionState = 'off' | 'asking' | 'on' | 'denied' | 'unavailable';

/** What the browser offers; absent on devices without it. */
export interface PositionSources {
	readonly geolocation?: Pick<Geolocation, 'watchPosition' | 'clearWatch'> | undefined;
	readonly permissions?: Pick<Permissions, 'query'> | undefined;
}

const options: PositionOptions = { enableHighAccuracy: true, maximumAge: 10_000, timeout: 60_000 };

export class OwnPosition {
	fix = $state.raw<Fix | null>(null);
	state = $state<PositionState>('off');
	readonly #sources: PositionSources;
	#watch: number | null = null;
	#stopped = false;

	constructor(sources: PositionSources = navigator) {
		this.#sources = sources;
	}

	/** Where she is, when the phone knows it well enough to order houses by distance. */
	get useful(): Fix | null {
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
			({ coords }) => this.#take(coords),
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

	#take({ longitude, latitude, accuracy }: GeolocationCoordinates): void {
		this.fix = {
			point: { type: 'Point', coordinates: [longitude, latitude] },
			accuracyM: Math.round(accuracy)
		};
		this.state = 'on';
	}

	#fail(denied: boolean): void {
		if (denied) this.fix = null;
		// A phone that loses the sky keeps its last fix and goes on looking.
		if (this.fix) return;
		this.stop();
		this.state = denied ? 'denied' : 'unavailable';
	}
}
