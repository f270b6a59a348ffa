// The worker's entry: distances and new points beside the page. It keeps nothing; one worker serves one
// question, so that cancelling is ending it.
import {
	nearestServices,
	newPoints,
	type NearestAnswer,
	type NearestQuestion,
	type PointsAnswer,
	type PointsQuestion
} from './service-distance.ts';

export type DistanceQuestion = NearestQuestion | PointsQuestion;

export type DistanceReply =
	| { readonly kind: 'progress'; readonly done: number }
	| { readonly kind: 'nearest'; readonly answer: NearestAnswer }
	| { readonly kind: 'points'; readonly answer: PointsAnswer };

globalThis.addEventListener('message', ({ data }: MessageEvent<DistanceQuestion>) => {
	const reply: DistanceReply =
		data.kind === 'nearest'
			? { kind: 'nearest', answer: nearestServices(data) }
			: {
					kind: 'points',
					answer: newPoints(data, (done) =>
						globalThis.postMessage({ kind: 'progress', done } satisfies DistanceReply)
					)
				};
	globalThis.postMessage(reply);
});
