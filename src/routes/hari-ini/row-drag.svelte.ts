// Dragging one row of a list by its handle, with a finger or a mouse. The list is changed only when it is
// let go: a row that is moved in the page while it is held would lose the finger.

/** Near the edge of the screen the page runs along. */
const edgePx = 72;
const runPx = 10;

/** Where a row lands: before the first of the others whose middle lies below. */
export function dropIndex(middles: readonly number[], y: number): number {
	const below = middles.findIndex((middle) => middle > y);
	return below < 0 ? middles.length : below;
}

export class RowDrag {
	/** Id of the row that is held. */
	held = $state<string | null>(null);
	/** How far it was pulled, CSS pixels. */
	pulledPx = $state(0);
	/** Where it would land among all, counted from 0. */
	target = $state(0);
	readonly #rows: () => readonly HTMLElement[];
	readonly #drop: (id: string, to: number) => void;
	#fromY = 0;
	#y = 0;
	#frame = 0;

	/** @param rows elements with `data-id`, in the order shown */
	constructor(rows: () => readonly HTMLElement[], drop: (id: string, to: number) => void) {
		this.#rows = rows;
		this.#drop = drop;
	}

	start(id: string, event: PointerEvent): void {
		if (event.button !== 0) return;
		event.preventDefault();
		(event.currentTarget as Element).setPointerCapture(event.pointerId);
		this.held = id;
		this.#y = event.clientY;
		this.#fromY = event.clientY + window.scrollY;
		this.#see();
		this.#frame = requestAnimationFrame(this.#run);
	}

	move(event: PointerEvent): void {
		if (this.held === null) return;
		this.#y = event.clientY;
		this.#see();
	}

	end(): void {
		const { held, target } = this;
		this.cancel();
		if (held !== null) this.#drop(held, target);
	}

	cancel(): void {
		cancelAnimationFrame(this.#frame);
		this.held = null;
		this.pulledPx = 0;
	}

	#see(): void {
		this.pulledPx = this.#y + window.scrollY - this.#fromY;
		const others = this.#rows().filter((row) => row.dataset['id'] !== this.held);
		const middles = others.map((row) => {
			const { top, height } = row.getBoundingClientRect();
			return top + height / 2;
		});
		this.target = dropIndex(middles, this.#y);
	}

	readonly #run = (): void => {
		if (this.held === null) return;
		const by = this.#y < edgePx ? -runPx : this.#y > window.innerHeight - edgePx ? runPx : 0;
		if (by !== 0) {
			window.scrollBy({ top: by, behavior: 'instant' });
			this.#see();
		}
		this.#frame = requestAnimationFrame(this.#run);
	};
}
