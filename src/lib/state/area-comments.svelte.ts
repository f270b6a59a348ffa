// The remarks on an area as its page shows them, and the one that is being written: kept sealed on the
// device until the server has it.
import { commentProblem, type AreaComment, type CommentProblem } from '#lib/domain/area-comment.ts';
import type { Result } from '#lib/domain/result.ts';
import type { Drafts, Remote } from '#lib/data/contracts.ts';
import {
	addComment,
	decideComment,
	listComments,
	listWaitingComments,
	type CommentFailure,
	type CommentPlace
} from '#lib/data/remote/comments.ts';

export interface CommentDeps {
	readonly remote: Pick<Remote, 'call'>;
	readonly drafts: Drafts;
	readonly newId: () => string;
}

interface Draft {
	readonly id: string;
	readonly body: string;
}

const keyOf = ({ areaId, month, span }: CommentPlace) => `comment/${areaId}/${month}/${span}`;

export class AreaComments {
	/** Null until they were read. */
	items = $state.raw<readonly AreaComment[] | null>(null);
	/** What waits for a decision; only asked for by who decides. */
	waiting = $state.raw<readonly AreaComment[] | null>(null);
	failure = $state<CommentFailure | null>(null);
	body = $state('');
	busy = $state(false);
	readonly #deps: CommentDeps;
	#place: CommentPlace | null = null;
	/** Of the one that is being written: sent twice it is still one. */
	#id = '';
	#saving: Promise<unknown> = Promise.resolve();

	constructor(deps: CommentDeps) {
		this.#deps = deps;
	}

	/** Another area or period: what was being written there stays there. */
	async show(place: CommentPlace): Promise<void> {
		this.#place = place;
		this.items = null;
		this.body = '';
		this.#id = this.#deps.newId();
		await this.#saving;
		const draft = (await this.#deps.drafts.load(keyOf(place))) as Draft | undefined | null;
		if (this.#place !== place) return;
		// What she typed while it was read is newer.
		if (draft && this.body === '') {
			this.body = draft.body;
			this.#id = draft.id;
		}
		await this.load();
	}

	async load(): Promise<void> {
		const place = this.#place;
		if (!place) return;
		const answer = await listComments(this.#deps.remote, place);
		if (this.#place !== place) return;
		this.failure = answer.ok ? null : answer.error;
		if (answer.ok) this.items = answer.value;
	}

	async loadWaiting(): Promise<void> {
		const answer = await listWaitingComments(this.#deps.remote);
		if (answer.ok) this.waiting = answer.value;
	}

	write(body: string): void {
		this.body = body;
		const place = this.#place;
		if (!place) return;
		const draft: Draft = { id: this.#id, body };
		const { drafts } = this.#deps;
		// One after the other: the last that was typed stays. A full disk keeps what is on the screen.
		this.#saving = this.#saving
			.then(() => (body === '' ? drafts.remove(keyOf(place)) : drafts.save(keyOf(place), draft)))
			.catch(() => undefined);
	}

	/** The text stays where it is until the server has it. */
	async send(): Promise<Result<unknown, CommentProblem | CommentFailure>> {
		const place = this.#place;
		const problem = commentProblem(this.body);
		if (problem) return { ok: false, error: problem };
		if (!place || this.busy) return { ok: false, error: 'failed' };
		this.busy = true;
		const answer = await addComment(this.#deps.remote, this.#id, place, this.body);
		this.busy = false;
		if (!answer.ok) return answer;
		if (this.#place === place) {
			this.write('');
			this.#id = this.#deps.newId();
			await this.load();
		} else {
			await this.#deps.drafts.remove(keyOf(place));
		}
		return answer;
	}

	/** @param reason null approves. The lists are read anew: somebody else may have been quicker. */
	async decide(id: string, reason: string | null): Promise<Result<unknown, CommentFailure>> {
		this.busy = true;
		const answer = await decideComment(this.#deps.remote, id, reason);
		this.busy = false;
		if (answer.ok || answer.error === 'not_found')
			await Promise.all([this.loadWaiting(), this.load()]);
		return answer;
	}
}
