// Screen state of pulling a border between two territories: who would change hands while it is held, the
// plan with its borders drawn anew once it is let go, and only then one step on the board.
import { bentBoundaries } from '#lib/domain/bent-boundaries.ts';
import { handsAcross, sweptLand, type HandsAcross, type Stretch } from '#lib/domain/border-bend.ts';
import type { Id } from '#lib/domain/entity.ts';
import { figuresAfter } from '#lib/domain/plan-figures.ts';
import { sharedBorders, type SharedBorder } from '#lib/domain/shared-borders.ts';
import { moveHouseholds, type PlanDraft } from '#lib/domain/territory-plan.ts';
import type { Records } from '#lib/data/contracts.ts';
import type { MultiPolygon, Position } from 'geojson';
import type { DivisionBoard } from './division-board.svelte.ts';
import { sharesOf } from './division-input.ts';
import type { FittedPlan, PlanChange } from './plan-change.svelte.ts';
import { plannedVisits } from './planned-visits.ts';

/** A stretch of the border between two territories. Positions are [lng, lat]. */
export interface BorderStretch extends Stretch {
	/** The same for the same place on the border, also after it was moved. */
	readonly key: string;
	readonly number: number;
	readonly neighbour: number;
	/** Which of the stretches towards this neighbour, from 1, and of how many. */
	readonly part: number;
	readonly parts: number;
}

interface Pull {
	readonly stretch: BorderStretch;
	/** By how much its middle is pulled away, in degrees. */
	readonly offset: Position;
	/** The plan that it is a border of. */
	readonly from: PlanDraft;
}

interface Settled {
	readonly pull: Pull;
	/** Null where the borders could not be drawn anew. */
	readonly fitted: FittedPlan | null;
	/** Planned visits that move along; null where they cannot be counted. */
	readonly visits: number | null;
}

/** What may be asked of the board and of its changes. */
type Board = Pick<DivisionBoard, 'draft' | 'numbers' | 'source' | 'figuresOf' | 'replace'>;
type Change = Pick<PlanChange, 'fitted'> & { readonly fitting: { cancel(): void } };

export class BorderBend {
	readonly #board: Board;
	readonly #change: Change;
	readonly #records: Records;
	#pull = $state.raw<Pull | null>(null);
	#settled = $state.raw<Settled | null>(null);
	#settling: { readonly pull: Pull; readonly done: Promise<void> } | null = null;

	constructor(board: Board, change: Change, records: Records) {
		this.#board = board;
		this.#change = change;
		this.#records = records;
	}

	/** Those that may be pulled: not of a locked territory, nor towards one. */
	bordersOf(number: number): readonly SharedBorder[] {
		const { draft } = this.#board;
		if (!draft || draft.locked.includes(number)) return [];
		return sharedBorders(draft.division.territories, number).filter(
			({ neighbour }) => !draft.locked.includes(neighbour)
		);
	}

	/** Gone when the plan under it has changed. */
	readonly pull = $derived.by(() => {
		const pull = this.#pull;
		return pull && pull.from === this.#board.draft ? pull : null;
	});

	readonly #active = $derived.by(() => {
		const { source } = this.#board;
		return source ? source.households.filter(({ id }) => source.minutes.has(id)) : [];
	});

	/** Who would change hands, to each of the two. */
	readonly outcome = $derived.by(() => {
		const { pull } = this;
		const { source, numbers } = this.#board;
		if (!pull || !source || !numbers) return null;
		const { stretch, offset, from } = pull;
		const sideOf = (number: number) =>
			from.division.territories.find((one) => one.number === number)!;
		const sides = [sideOf(stretch.number), sideOf(stretch.neighbour)] as const;
		const hands = handsAcross(sweptLand(stretch, offset), sides, this.#active, numbers);
		return { hands, sides, moving: hands.flatMap(({ ids }) => ids) };
	});

	/** Of the pull as it is now, once it was let go. */
	readonly settled = $derived.by(() => {
		const found = this.#settled;
		return found && found.pull === this.pull ? found : null;
	});

	readonly #before = $derived.by(() => {
		const { draft } = this.#board;
		return draft && this.#board.figuresOf(draft);
	});

	/** Both territories as they are and as they would be. */
	readonly touched = $derived.by(() => {
		const { source } = this.#board;
		const { pull, outcome, settled } = this;
		const before = this.#before;
		if (!pull || !outcome || !source || !before) return [];
		const after = settled?.fitted
			? this.#board.figuresOf(settled.fitted.draft)
			: figuresAfter(before, outcome.hands, source.minutes, (ids) => sharesOf(source, ids));
		const both = [pull.stretch.number, pull.stretch.neighbour];
		return before.territories
			.map((one, place) => ({ before: one, after: after!.territories[place]! }))
			.filter((one) => both.includes(one.before.number));
	});

	/** @param offset of the stretch's middle, in degrees */
	pullTo(stretch: BorderStretch, offset: Position): void {
		const from = this.#board.draft;
		if (from) this.#pull = { stretch, offset, from };
	}

	/** The border is let go: draws the borders as they would be and counts what moves along. */
	async settle(): Promise<void> {
		const { pull, outcome } = this;
		if (!pull || !outcome || outcome.moving.length === 0) return;
		if (this.#settling?.pull !== pull) {
			const { sides, moving } = outcome;
			const ground = onBentGround(
				withHands(pull, outcome.hands),
				sides,
				bentBoundaries(sides, pull.stretch, pull.offset)
			);
			this.#settling = { pull, done: this.#settle(pull, ground, moving) };
		}
		await this.#settling.done;
	}

	async #settle(pull: Pull, ground: PlanDraft, moving: readonly Id<'household'>[]): Promise<void> {
		const [fitted, visits] = await Promise.all([
			this.#change.fitted(ground),
			// A count that cannot be had leaves the preview without it; the move itself does not need it.
			plannedVisits(this.#records, moving).catch(() => null)
		]);
		if (this.#pull === pull) this.#settled = { pull, fitted, visits };
	}

	/**
	 * One step on the board: the houses, and the borders after them where they could be drawn.
	 * @returns how many houses moved and whether the borders followed; null where there is nothing to keep
	 */
	async keep(): Promise<{ readonly count: number; readonly isFitted: boolean } | null> {
		await this.settle();
		const { outcome, settled } = this;
		if (!outcome || !settled) return null;
		this.#board.replace(settled.fitted?.draft ?? withHands(settled.pull, outcome.hands));
		this.#pull = null;
		return { count: outcome.moving.length, isFitted: settled.fitted !== null };
	}

	drop(): void {
		if (!this.#pull) return;
		this.#pull = null;
		this.#change.fitting.cancel();
	}
}

function withHands({ from }: Pull, hands: readonly HandsAcross[]): PlanDraft {
	return hands.reduce((plan, { ids, number }) => moveHouseholds(plan, ids, number), from);
}

/**
 * The plan with the land between its houses given away too, so that the borders follow over empty ground.
 * Without land the houses alone draw the borders, as where a border was pulled over a third territory.
 */
function onBentGround(
	plan: PlanDraft,
	sides: readonly { readonly number: number }[],
	boundaries: readonly MultiPolygon[] | null
): PlanDraft {
	if (!boundaries) return plan;
	const territories = plan.division.territories.map((one) => {
		const boundary = boundaries[sides.findIndex(({ number }) => number === one.number)];
		return boundary ? { ...one, boundary } : one;
	});
	return { ...plan, division: { ...plan.division, territories } };
}
