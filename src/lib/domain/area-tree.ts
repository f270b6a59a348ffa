// Walking the tree of areas: where to start, what lies below, how to get back up.
import { lineage } from './lineage.ts';
import type { Area } from './area.ts';

export class AreaTree {
	readonly #byId: ReadonlyMap<string, Area>;
	readonly #parts = new Map<string | null, Area[]>();

	constructor(areas: readonly Area[]) {
		this.#byId = new Map(areas.map((area) => [area.id as string, area]));
		for (const area of this.#byId.values()) {
			const parts = this.#parts.get(area.parentId);
			if (parts) parts.push(area);
			else this.#parts.set(area.parentId, [area]);
		}
	}

	get(id: string): Area | null {
		return this.#byId.get(id) ?? null;
	}

	partsOf(id: string): readonly Area[] {
		return this.#parts.get(id) ?? [];
	}

	/** The area and all below it; empty where it is not known. */
	within(id: string): Area[] {
		const own = this.get(id);
		const found = new Set(own ? [own] : []);
		// A set is walked on into what is added meanwhile, and areas that lie in each other end the walk.
		for (const area of found) for (const part of this.partsOf(area.id)) found.add(part);
		return [...found];
	}

	/** From the highest of the areas that `among` names, down while it has only one part in it. */
	top(among: Iterable<string>): Area | null {
		const ids = new Set(among);
		const known = [...ids].map((id) => this.get(id)).filter((area) => area !== null);
		let at = known.find((area) => area.parentId === null || !ids.has(area.parentId)) ?? null;
		for (;;) {
			const parts = known.filter((area) => area.parentId === at?.id && area !== at);
			if (at === null || parts.length !== 1) return at;
			at = parts[0]!;
		}
	}

	/** From `top` down to `area`; just the area where it does not lie below the top. */
	trail(top: Area, area: Area): Area[] {
		const line = lineage(this.#byId, area.id).reverse();
		const from = Math.max(0, line.indexOf(top.id));
		return line
			.slice(from)
			.map((id) => this.get(id))
			.filter((entry) => entry !== null);
	}
}
