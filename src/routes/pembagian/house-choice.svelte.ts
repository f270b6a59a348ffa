// Which houses are chosen to be moved, and what is said of it aloud and over the map.
import type { Position } from 'geojson';
import { SvelteSet } from 'svelte/reactivity';
import type { Household } from '#lib/domain/household.ts';
import { m } from '#lib/paraglide/messages.js';
import { householdsInLoop } from './lasso.ts';
import { numberWords } from './words.ts';

export class HouseChoice {
	/** Ids of households. */
	readonly chosen = new SvelteSet<string>();
	isLassoing = $state(false);
	news = $state('');

	add(ids: readonly string[]): void {
		for (const id of ids) this.chosen.add(id);
		this.#count();
	}

	/** A tap adds a house, a second one takes it out. */
	toggle(id: string): void {
		if (!this.chosen.delete(id)) this.chosen.add(id);
		this.#count();
	}

	only(id: string): void {
		this.chosen.clear();
		this.chosen.add(id);
	}

	clear(): void {
		this.chosen.clear();
		this.#count();
	}

	startLasso(): void {
		this.news = '';
		this.isLassoing = true;
	}

	/** @param loop [lng, lat] as drawn; a loop around nothing keeps what was chosen */
	circle(households: readonly Household[], loop: readonly Position[]): void {
		const found = householdsInLoop(households, loop);
		if (found.length > 0) this.add(found);
		else this.news = m.division_lasso_none();
	}

	moved(count: number): void {
		this.chosen.clear();
		this.news = m.division_move_done({ count: numberWords(count) });
	}

	#count(): void {
		this.news = m.division_move_chosen({ count: numberWords(this.chosen.size) });
	}
}
