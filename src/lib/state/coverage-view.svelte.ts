// What /cakupan shows: the period, the indicator and the area chosen, and what follows from them.
import type { Area } from '#lib/domain/area.ts';
import { AreaTree } from '#lib/domain/area-tree.ts';
import type { Role } from '#lib/domain/access.ts';
import type { AreaCoverage, Span } from '#lib/domain/coverage.ts';
import type { Month } from '#lib/domain/entity.ts';
import { indicators, type Indicator } from '#lib/domain/indicator.ts';
import type { Records } from '#lib/data/contracts.ts';
import { readCoverage, type CoverageSource } from './coverage-source.ts';
import { LiveQuery } from './live-query.svelte.ts';

export interface CoverageRow {
	readonly area: Area;
	readonly coverage: AreaCoverage | null;
}

const none: ReadonlyMap<string, AreaCoverage> = new Map();

export class CoverageView {
	month = $state<Month>('');
	span = $state<Span>('month');
	indicator = $state<Indicator>(indicators[0]);
	/** The area whose parts are compared; null is the highest that is known. */
	parentId = $state<string | null>(null);
	readonly #source: LiveQuery<CoverageSource>;

	constructor(records: Records, role: Role, thisMonth: Month) {
		this.month = thisMonth;
		this.#source = new LiveQuery(records.live((store) => readCoverage(store, role, thisMonth)));
	}

	get source(): CoverageSource | undefined {
		return this.#source.current;
	}
	get failed(): boolean {
		return this.#source.error !== undefined;
	}

	readonly coverage = $derived(
		this.source?.coverageOf(this.month, this.span, this.indicator) ?? none
	);

	readonly #tree = $derived(new AreaTree(this.source?.areas ?? []));

	readonly top = $derived(this.#tree.top(this.coverage.keys()));

	readonly parent = $derived(
		this.parentId === null ? this.top : (this.#tree.get(this.parentId) ?? this.top)
	);

	/** The parts of the parent, each with its coverage; the parent itself when it has no parts. */
	readonly rows = $derived.by((): CoverageRow[] => {
		if (!this.parent) return [];
		const parts = this.#tree.partsOf(this.parent.id);
		return (parts.length > 0 ? parts : [this.parent]).map((area) => ({
			area,
			coverage: this.coverage.get(area.id) ?? null
		}));
	});

	/** Of the parent and all below it: where a household of these figures may be. */
	readonly areaIds = $derived(
		this.parent ? this.#tree.within(this.parent.id).map(({ id }) => id as string) : []
	);

	/** From the top down to the parent. */
	readonly trail = $derived(this.parent && this.top ? this.#tree.trail(this.top, this.parent) : []);

	hasParts(area: Area): boolean {
		return this.#tree.partsOf(area.id).length > 0;
	}
}
