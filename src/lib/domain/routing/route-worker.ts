// The worker's entry: finds ways and orders beside the page. It keeps the roads for the next question.
import { RouteDesk, type RouteMessage } from './route-desk.ts';

const desk = new RouteDesk();

globalThis.addEventListener('message', ({ data }: MessageEvent<RouteMessage>) => {
	const reply = desk.take(data);
	if (reply) globalThis.postMessage(reply);
});
