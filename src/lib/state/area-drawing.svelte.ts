// Screen state of drawing a part of an area on the map: its corners, who stands in it, and storing it.
import type { Position } from 'geojson';
import type { Records } from '#lib/data/contracts.ts';
import type { Area, AreaKind } from '#lib/domain/area.ts';
import {
	drawableKinds,
	drawArea,
	drawnBoundary,
	inhabitants,
	type Inhabitants
} from '#lib/domain/drawn-area.ts';
import type { Day } from '#lib/domain/entity.ts';
import type { Household } from '#lib/domain/household.ts';
import { longestAreaName } from '#lib/domain/import-map.ts';
import { withinAreas } from '#lib/domain/import-plan.ts';
import type { AreaSource, RenameFailure } from './area-view.svelte.ts';

interface DrawingDeps {
	readonly records: Pick<Records, 'commit'>;
	readonly today: () => Day;
	readonly newId: () => string;
}

const nobody: Inhabitants<Household> = { free: [], elsewhere: [] };

export class AreaDrawing {
	readonly parent: Area;
	readonly kinds: readonly AreaKind[];
	corners = $state.raw<readonly Position[]>([]);
	readonly #source: () => AreaSource | undefined;
	readonly #deps: DrawingDeps;

	constructor(parent: Area, source: () => AreaSource | undefined, deps: DrawingDeps) {
		this.parent = parent;
		this.kinds = drawableKinds(parent);
		this.#source = source;
		this.#deps = deps;
	}

	readonly boundary = $derived.by(() => drawnBoundary(this.corners, this.parent.boundary!));
	readonly inhabitants = $derived.by((): Inhabitants<Household> => {
		const source = this.#source();
		if (!this.boundary.ok || !source) return nobody;
		const within = withinAreas(source.areas, [this.parent.id]);
		return inhabitants(this.boundary.value, source.households, this.parent.id, within);
	});

	add(corner: Position): void {
		this.corners = [...this.corners, corner];
	}

	undo(): void {
		this.corners = this.corners.slice(0, -1);
	}

	/**
	 * @param source shown as where the boundary comes from
	 * @returns the new area's id, or why nothing was stored
	 */
	async save(wish: {
		readonly name: string;
		readonly kind: AreaKind;
		readonly takesOthers: boolean;
		readonly source: string;
	}): Promise<{ readonly id: string } | { readonly failure: RenameFailure }> {
		const { boundary, parent, inhabitants: found } = this;
		if (wish.name.trim() === '') return { failure: 'empty' };
		if (wish.name.trim().length > longestAreaName) return { failure: 'long' };
		if (!boundary.ok) return { failure: 'failed' };
		const id = this.#deps.newId();
		const moving = wish.takesOthers ? [...found.free, ...found.elsewhere] : found.free;
		const drawn = { ...wish, parentId: parent.id, boundary: boundary.value, moving };
		const changes = drawArea(drawn, id, this.#deps.today());
		const stored = await this.#deps.records.commit(changes).catch(() => null);
		if (!stored?.ok) return { failure: stored?.error ?? 'failed' };
		return { id };
	}
}
