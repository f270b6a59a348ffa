// Coverage as each role sees it: viewers from the cube that the server suppressed, everyone who may
// see households from the households on this device. Both by the definitions of docs/metrics.md.
import type { Area } from '#lib/domain/area.ts';
import { AreaTree } from '#lib/domain/area-tree.ts';
import { areaCoverage, coverageFromCells, lineage, spanDays } from '#lib/domain/area-coverage.ts';
import type { Role } from '#lib/domain/access.ts';
import type { AreaCoverage, CoverageCell, Span } from '#lib/domain/coverage.ts';
import { addMonths } from '#lib/domain/day.ts';
import type { Instant, Month } from '#lib/domain/entity.ts';
import type { Records } from '#lib/data/contracts.ts';
import { LiveQuery } from './live-query.svelte.ts';

export interface CoverageRow {
	readonly area: Area;
	readonly coverage: AreaCoverage | null;
}

interface Source {
	readonly areas: readonly Area[];
	readonly coverageOf: (month: Month, span: Span) => ReadonlyMap<string, AreaCoverage>;
	/** Of the current month: active kader whose phone was heard of within a week. */
	readonly kaderSynced: { readonly heard: number; readonly all: number } | null;
	readonly computedAt: Instant | null;
	readonly months: readonly Month[];
}

const none: ReadonlyMap<string, AreaCoverage> = new Map();
const aggregatesOnly: readonly Role[] = ['viewer', 'health_office'];
/** Kader and planner hold three months of visits; older ones are on the server. */
const monthsOnDevice = 3;

async function fromCube(records: Records, thisMonth: Month): Promise<Source> {
	const [areas, cells] = await Promise.all([records.all('area'), records.all('coverage_cell')]);
	const synced = topCell(
		areas,
		cells.filter((cell) => cell.indicator === 'kader_synced.week')
	);
	const months = [...new Set(cells.map((cell) => cell.month))].sort().reverse();
	return {
		areas,
		coverageOf: (month, span) => coverageFromCells(cells, month, span),
		kaderSynced: synced ? { heard: synced.numerator ?? 0, all: synced.denominator ?? 0 } : null,
		computedAt: cells.reduce<Instant | null>(
			(last, cell) => (last === null || cell.computedAt > last ? cell.computedAt : last),
			null
		),
		months: months.length > 0 ? months : [thisMonth]
	};
}

/** The cell of the highest area that has one. */
function topCell(areas: readonly Area[], cells: readonly CoverageCell[]): CoverageCell | undefined {
	const byId = new Map(areas.map((area) => [area.id as string, area]));
	return [...cells].sort(
		(a, b) => lineage(byId, a.areaId).length - lineage(byId, b.areaId).length
	)[0];
}

async function fromHouseholds(records: Records, thisMonth: Month): Promise<Source> {
	const [areas, households, visits, plans, territories, kader] = await Promise.all([
		records.all('area'),
		records.all('household'),
		records.all('visit'),
		records.all('visit_plan'),
		records.all('territory'),
		records.all('kader')
	]);
	return {
		areas,
		coverageOf: (month, span) =>
			areaCoverage({
				areas,
				households,
				visits,
				plans,
				territories,
				kader,
				...spanDays(month, span)
			}),
		kaderSynced: null,
		computedAt: null,
		months: Array.from({ length: monthsOnDevice }, (_, n) => addMonths(thisMonth, -n))
	};
}

/** Screen state of /cakupan: the period chosen, the area looked into, and what follows from them. */
export class CoverageView {
	month = $state<Month>('');
	span = $state<Span>('month');
	/** The area whose parts are compared; null is the highest that is known. */
	parentId = $state<string | null>(null);
	readonly #source: LiveQuery<Source>;

	constructor(records: Records, role: Role, thisMonth: Month) {
		this.month = thisMonth;
		const read = aggregatesOnly.includes(role) ? fromCube : fromHouseholds;
		this.#source = new LiveQuery(records.live((store) => read(store, thisMonth)));
	}

	get source(): Source | undefined {
		return this.#source.current;
	}
	get failed(): boolean {
		return this.#source.error !== undefined;
	}

	readonly coverage = $derived(this.source?.coverageOf(this.month, this.span) ?? none);

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

	/** From the top down to the parent. */
	readonly trail = $derived(this.parent && this.top ? this.#tree.trail(this.top, this.parent) : []);

	hasParts(area: Area): boolean {
		return this.#tree.partsOf(area.id).length > 0;
	}
}
