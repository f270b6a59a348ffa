// The worker's entry: divides, or changes a division, and says how far it is. It keeps nothing and
// knows nothing of the page; one worker serves one request, before which it may practise.
import type { DivisionHooks, DivisionResult } from './contract.ts';
import { divide } from './divide.ts';
import { practise } from './practice.ts';
import type { DivisionReply, DivisionRequest, PractiseRequest } from './protocol.ts';
import { redivide } from './redivide.ts';
import type { RedivisionResult } from './redivision-contract.ts';

const say = (reply: DivisionReply<DivisionResult | RedivisionResult>): void =>
	globalThis.postMessage(reply);

globalThis.addEventListener(
	'message',
	({ data }: MessageEvent<DivisionRequest | PractiseRequest>) => {
		if (data.type === 'practise') {
			practise();
			say({ type: 'practised' });
			return;
		}
		let plans = 0;
		const hooks: DivisionHooks = {
			progress: (progress) => say({ type: 'progress', progress }),
			plan: (plan) => say({ type: plans++ === 0 ? 'firstPlan' : 'betterPlan', plan })
		};
		try {
			const result =
				data.type === 'divide' ? divide(data.input, hooks) : redivide(data.input, hooks);
			say({ type: 'done', result });
		} catch (fault) {
			say({ type: 'failed', message: fault instanceof Error ? fault.name : 'unknown' });
		}
	}
);
