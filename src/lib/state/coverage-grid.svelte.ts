// The heat map's cells: asked of the server, kept on the device, so that the last answer also draws
// with no network.
import type { Span } from '#lib/domain/coverage.ts';
import type { Instant, Month } from '#lib/domain/entity.ts';
import type { Drafts, Remote } from '#lib/data/contracts.ts';

export interface GridCell {
	readonly lng: number;
	readonly lat: number;
	readonly size_deg: number;
	/** In steps of five. */
	readonly households: number;
	/** Share not visited, in steps of 0.05. */
	readonly weight: number;
}

interface Answer {
	readonly cells: readonly GridCell[];
	readonly computedAt: Instant;
}

type Reply = { ok: true; cells: GridCell[]; computed_at: Instant } | { ok: false; code: string };

export class CoverageGrid {
	cells = $state.raw<readonly GridCell[]>([]);
	computedAt = $state<Instant | null>(null);
	state = $state<'idle' | 'loading' | 'fresh' | 'kept' | 'missing'>('idle');
	readonly #remote: Remote;
	readonly #kept: Drafts;
	/** Only the newest question's answer counts. */
	#asked = 0;

	constructor(remote: Remote, kept: Drafts) {
		this.#remote = remote;
		this.#kept = kept;
	}

	async ask(areaId: string, month: Month, span: Span): Promise<void> {
		const question = ++this.#asked;
		const key = `coverage_grid/${areaId}/${month}/${span}`;
		this.state = 'loading';
		const kept = (await this.#kept.load(key)) as Answer | undefined | null;
		if (question !== this.#asked) return;
		if (kept) this.#show(kept, 'kept');
		const asked = { area_id: areaId, month, span };
		const reply = await this.#remote.call<Reply>('coverage_grid', asked);
		if (question !== this.#asked) return;
		if (reply.ok && reply.value.ok) {
			const answer = { cells: reply.value.cells, computedAt: reply.value.computed_at };
			this.#show(answer, 'fresh');
			await this.#kept.save(key, answer);
		} else if (!kept) {
			this.cells = [];
			this.state = 'missing';
		}
	}

	#show(answer: Answer, state: 'fresh' | 'kept'): void {
		this.cells = answer.cells;
		this.computedAt = answer.computedAt;
		this.state = state;
	}
}
