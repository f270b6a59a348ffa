// What one page asked the server to count exactly. It asks for one choice at a time; an answer that comes after the
// choice or the page has changed is dropped. Nothing of it is kept on the device.
import type { Remote } from '#lib/data/contracts.ts';
import {
	noReports,
	readWholeReport,
	withReport,
	withoutState,
	type CoverageReport,
	type ReportQuestion,
	type Reports
} from './coverage-reports.ts';

export interface ExactQuestion {
	readonly key: string;
	readonly asked: Omit<ReportQuestion, 'depth'>;
}

/** `wanted` until it is asked. */
export type ExactState = 'wanted' | 'asking' | 'failed' | 'known';

export class ExactReports {
	#reports = $state.raw<Reports>(noReports);
	#round = 0;

	reportOf(key: string): CoverageReport | null {
		const report = this.#reports.get(key);
		return typeof report === 'object' ? report : null;
	}

	/** Of all questions together; null where there is none. */
	stateOf(questions: readonly ExactQuestion[]): ExactState | null {
		if (questions.length === 0) return null;
		const states = questions.map(({ key }) => this.#reports.get(key));
		if (states.includes('asking')) return 'asking';
		if (states.includes('failed')) return 'failed';
		return states.every((state) => typeof state === 'object') ? 'known' : 'wanted';
	}

	/** Asks for what is not known yet, and for what failed again. Never rejects. @param parts see `readWholeReport` */
	async ask(
		remote: Pick<Remote, 'call'>,
		questions: readonly ExactQuestion[],
		parts: readonly string[]
	): Promise<void> {
		this.cancel();
		const round = this.#round;
		const open = questions.filter(({ key }) => this.reportOf(key) === null);
		for (const { key } of open) this.#reports = withReport(this.#reports, key, 'asking');
		for (const { key, asked } of open) {
			const answer = await readWholeReport(remote, asked, parts);
			if (round !== this.#round) return;
			this.#reports = withReport(this.#reports, key, answer.ok ? answer.value : 'failed');
		}
	}

	/** What is on its way is of no interest any more; what is known stays. */
	cancel(): void {
		this.#round++;
		this.#reports = withoutState(this.#reports, 'asking');
	}

	/** A failure without a network says nothing about the next try. */
	forgetFailures(): void {
		this.#reports = withoutState(this.#reports, 'failed');
	}
}
