// Marks on desa: asked of the server, and the last answer kept on the device, so that they also show with
// no network. Setting one needs the network.
import type { AreaMark, MarkEntry, MarkProblem } from '#lib/domain/area-mark.ts';
import { markProblem } from '#lib/domain/area-mark.ts';
import type { Area } from '#lib/domain/area.ts';
import type { Day } from '#lib/domain/entity.ts';
import type { Result } from '#lib/domain/result.ts';
import type { Drafts, Records, Remote } from '#lib/data/contracts.ts';
import { endMark, listMarks, setMark, type MarkFailure } from '#lib/data/remote/marks.ts';
import { LiveQuery } from './live-query.svelte.ts';

const key = 'area_marks';

export class AreaMarks {
	/** Null until the device or the server answered. */
	marks = $state.raw<readonly AreaMark[] | null>(null);
	failure = $state<MarkFailure | null>(null);
	busy = $state(false);
	readonly #areas: LiveQuery<readonly Area[]>;
	readonly #remote: Pick<Remote, 'call'>;
	readonly #kept: Drafts;

	constructor(records: Records, remote: Pick<Remote, 'call'>, kept: Drafts) {
		this.#areas = new LiveQuery(records.live((reader) => reader.all('area')));
		this.#remote = remote;
		this.#kept = kept;
	}

	/** The desa of her scope that exist, by name. */
	readonly villages = $derived.by(() =>
		(this.#areas.current ?? [])
			.filter(({ kind, validTo }) => kind === 'village' && validTo === null)
			.toSorted((a, b) => a.name.localeCompare(b.name, 'id'))
	);

	get ready(): boolean {
		return this.#areas.ready;
	}
	get unreadable(): boolean {
		return this.#areas.error !== undefined;
	}

	async load(): Promise<void> {
		if (this.marks === null) {
			const kept = (await this.#kept.load(key)) as readonly AreaMark[] | undefined | null;
			if (kept) this.marks ??= kept;
		}
		const answer = await listMarks(this.#remote);
		this.failure = answer.ok ? null : answer.error;
		if (!answer.ok) return;
		this.marks = answer.value;
		// A full disk: they are asked for again next time.
		await this.#kept.save(key, answer.value).catch(() => undefined);
	}

	/** @param id of the entry: the same when it is sent again */
	async set(id: string, entry: MarkEntry): Promise<Result<unknown, MarkProblem | MarkFailure>> {
		const problem = markProblem(entry);
		if (problem) return { ok: false, error: problem };
		return this.#write(() => setMark(this.#remote, id, entry));
	}

	/** @param to its last day; null takes away what was a mistake */
	end(id: string, to: Day | null): Promise<Result<unknown, MarkFailure>> {
		return this.#write(() => endMark(this.#remote, id, to));
	}

	async #write<E>(ask: () => Promise<Result<unknown, E>>): Promise<Result<unknown, E>> {
		this.busy = true;
		const answer = await ask();
		this.busy = false;
		if (answer.ok) await this.load();
		return answer;
	}
}
