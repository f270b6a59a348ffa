// The healthy-family index of areas as the page asks for it: on demand, with progress, and cancelled when left.
import type { Records } from '#lib/data/contracts.ts';
import type { FamilyHealthSum } from '#lib/domain/area-family-health.ts';
import type { Area } from '#lib/domain/area.ts';
import type { Day } from '#lib/domain/entity.ts';
import type { FamiliesAnswer } from '#lib/domain/family-health-worker.ts';
import { sumFamilyHealth, type FamilyJudge } from './family-health-source.ts';

export interface FamilyJudging {
	readonly judge: FamilyJudge;
	end(): void;
}

/** Ended in the middle of a question it never answers; nobody waits for it then. */
function startJudging(): FamilyJudging {
	const worker = new Worker(new URL('../domain/family-health-worker.ts', import.meta.url), {
		type: 'module'
	});
	return {
		judge: (question) =>
			new Promise((resolve, reject) => {
				worker.onmessage = ({ data }: MessageEvent<FamiliesAnswer>) => resolve(data);
				worker.onerror = () => reject(new Error('the worker failed'));
				worker.postMessage(question);
			}),
		end: () => worker.terminate()
	};
}

export interface FamilyHealthAnswer {
	readonly on: Day;
	readonly sum: FamilyHealthSum;
}

export class FamilyHealthRun {
	state = $state<'idle' | 'working' | 'done' | 'failed'>('idle');
	done = $state(0);
	/** Null until the families have been read. */
	all = $state<number | null>(null);
	answer = $state.raw<FamilyHealthAnswer | null>(null);
	readonly #records: Records;
	readonly #start: () => FamilyJudging;
	#running: AbortController | null = null;

	constructor(records: Records, start: () => FamilyJudging = startJudging) {
		this.#records = records;
		this.#start = start;
	}

	/** @param areas of which families are counted; the ones above are needed for sums */
	async run(areas: readonly Area[], on: Day): Promise<void> {
		this.cancel();
		const running = new AbortController();
		this.#running = running;
		[this.state, this.done, this.all] = ['working', 0, null];
		const judging = this.#start();
		running.signal.addEventListener('abort', () => judging.end());
		try {
			const sum = await sumFamilyHealth(this.#records, {
				...{ areas, on, judge: judging.judge, signal: running.signal },
				onProgress: (done, all) => {
					if (running === this.#running) [this.done, this.all] = [done, all];
				}
			});
			if (running !== this.#running) return;
			if (sum) this.answer = { on, sum };
			this.state = sum ? 'done' : 'idle';
		} catch {
			if (running === this.#running) this.state = 'failed';
		} finally {
			judging.end();
		}
	}

	/** What was computed before stays. */
	cancel(): void {
		this.#running?.abort();
		this.#running = null;
		this.state = this.answer ? 'done' : 'idle';
	}
}
