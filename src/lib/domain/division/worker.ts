// The worker's entry: divides what it is sent and says how far it is. It keeps nothing and knows
// nothing of the page; one worker serves one division.
import { divide } from './divide.ts';
import type { DivisionReply, DivisionRequest } from './protocol.ts';

const say = (reply: DivisionReply): void => globalThis.postMessage(reply);

globalThis.addEventListener('message', ({ data }: MessageEvent<DivisionRequest>) => {
	let plans = 0;
	try {
		const result = divide(data.input, {
			progress: (progress) => say({ type: 'progress', progress }),
			plan: (plan) => say({ type: plans++ === 0 ? 'firstPlan' : 'betterPlan', plan })
		});
		say({ type: 'done', result });
	} catch (fault) {
		say({ type: 'failed', message: fault instanceof Error ? fault.name : 'unknown' });
	}
});
