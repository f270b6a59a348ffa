// The worker's entry: draws one ratio surface beside the page. It keeps nothing; one worker serves one
// request.
import { ratioBands } from './ratio-bands.ts';
import { ratioSurface, type RatioOptions, type RatioPoint } from './ratio-surface.ts';

export interface RatioQuestion {
	readonly points: readonly RatioPoint[];
	readonly options: RatioOptions;
}

/** Null where no point says anything. */
export type RatioAnswer = {
	readonly bands: ReturnType<typeof ratioBands>;
	readonly bandwidthM: number;
} | null;

globalThis.addEventListener('message', ({ data }: MessageEvent<RatioQuestion>) => {
	const surface = ratioSurface(data.points, data.options);
	const answer: RatioAnswer = surface && {
		bands: ratioBands(surface),
		bandwidthM: surface.bandwidthM
	};
	globalThis.postMessage(answer);
});
