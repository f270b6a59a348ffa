// The phone's compass, where there is one and it may be read. Says nothing rather than something wrong.
import { steadied, turnDeg } from '#lib/domain/heading.ts';

/** Beyond so many degrees of doubt a direction misleads. */
const worstDeg = 30;
/** A smaller turn is trembling: the page need not draw it. */
const leastTurnDeg = 4;

/** Safari names north itself and asks first; others send an event of their own for it. */
interface AppleReading {
	readonly webkitCompassHeading?: number;
	readonly webkitCompassAccuracy?: number;
}

export type CompassReading = Pick<DeviceOrientationEvent, 'alpha' | 'absolute'> & AppleReading;

/** What the browser offers; tests pass their own. */
export interface CompassSources {
	readonly target: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
	/** Only where a tap has to be asked for it. */
	readonly requestPermission: (() => Promise<string>) | undefined;
	/** How the picture is turned in the hand, degrees. */
	readonly screenDeg: () => number;
}

function browserSources(): CompassSources {
	const orientation = globalThis.DeviceOrientationEvent as
		{ requestPermission?: () => Promise<string> } | undefined;
	const ask = orientation?.requestPermission;
	return {
		target: window,
		requestPermission: ask && (() => ask.call(orientation)),
		screenDeg: () => (screen.orientation as ScreenOrientation | undefined)?.angle ?? 0
	};
}

export class Compass {
	/** Clockwise from north; null while unknown. */
	degrees = $state<number | null>(null);
	/** True while she has to allow it by a tap. */
	mustAsk = $state(false);
	readonly #sources: CompassSources;
	#steady: number | null = null;

	constructor(sources: CompassSources = browserSources()) {
		this.#sources = sources;
		this.mustAsk = sources.requestPermission !== undefined;
	}

	/** A phone that wants to ask first says nothing until then. @returns ends it */
	start(): () => void {
		this.#listen();
		return () => this.#stop();
	}

	/** Inside a tap. */
	async ask(): Promise<void> {
		await this.#sources.requestPermission?.().catch(() => 'denied');
		this.mustAsk = false;
		this.#listen();
	}

	#listen(): void {
		for (const name of ['deviceorientationabsolute', 'deviceorientation'])
			this.#sources.target.addEventListener(name, this.#read);
	}

	#stop(): void {
		for (const name of ['deviceorientationabsolute', 'deviceorientation'])
			this.#sources.target.removeEventListener(name, this.#read);
		this.degrees = null;
		this.#steady = null;
	}

	readonly #read = (event: Event): void => {
		const north = northOf(event as unknown as CompassReading);
		if (north === null) return;
		this.mustAsk = false;
		this.#steady = steadied(this.#steady, north + this.#sources.screenDeg());
		const turned = this.degrees === null ? 360 : turnDeg(this.degrees, this.#steady);
		if (Math.abs(turned) >= leastTurnDeg) this.degrees = Math.round(this.#steady) % 360;
	};
}

/** Null for a reading that does not know where north is. */
function northOf({
	alpha,
	absolute,
	webkitCompassHeading,
	webkitCompassAccuracy = 0
}: CompassReading): number | null {
	if (webkitCompassHeading !== undefined)
		return webkitCompassAccuracy < 0 || webkitCompassAccuracy > worstDeg
			? null
			: webkitCompassHeading;
	return absolute && alpha !== null ? 360 - alpha : null;
}
