// Coverage as each role sees it: viewers from the cube that the server suppressed, everyone who may
// see households from the households on this device. Both by the definitions of docs/metrics.md.
import type { Area } from '#lib/domain/area.ts';
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
	readonly coverageOf: (month: Month, span: Span) => Map<string, AreaCoverage>;
	/** Of the current month: active kader whose phone was heard of within a week. */
	readonly kaderSynced: { readonly heard: number; readonly all: number } | null;
	readonly computedAt: Instant | null;
	readonly months: readonly Month[];
}

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

	readonly coverage = $derived.by(
		() => this.source?.coverageOf(this.month, this.span) ?? new Map<string, AreaCoverage>()
	);

	/** Areas that have numbers or lie above some, by id. */
	readonly #areas = $derived.by(
		() => new Map((this.source?.areas ?? []).map((area) => [area.id as string, area]))
	);

	/** Where the view starts: down from the highest area with numbers while it has only one part. */
	readonly top = $derived.by((): Area | null => {
		const counted = [...this.coverage.keys()]
			.map((id) => this.#areas.get(id))
			.filter((area) => area !== undefined);
		const ids = new Set(counted.map((area) => area.id as string));
		let at = counted.find((area) => area.parentId === null || !ids.has(area.parentId)) ?? null;
		for (;;) {
			const parts = counted.filter((area) => area.parentId === at?.id);
			if (parts.length !== 1) return at;
			at = parts[0]!;
		}
	});

	readonly parent = $derived.by((): Area | null =>
		this.parentId === null ? this.top : (this.#areas.get(this.parentId) ?? this.top)
	);

	/** The parts of the parent, each with its coverage; the parent itself when it has no parts. */
	readonly rows = $derived.by((): CoverageRow[] => {
		const parent = this.parent;
		if (!parent) return [];
		const parts = [...this.#areas.values()].filter((area) => area.parentId === parent.id);
		return (parts.length > 0 ? parts : [parent]).map((area) => ({
			area,
			coverage: this.coverage.get(area.id) ?? null
		}));
	});

	/** From the top down to the parent. */
	readonly trail = $derived.by((): Area[] => {
		if (!this.parent || !this.top) return [];
		const line = lineage(this.#areas, this.parent.id).reverse();
		return line
			.slice(line.indexOf(this.top.id))
			.map((id) => this.#areas.get(id))
			.filter((area) => area !== undefined);
	});

	hasParts(area: Area): boolean {
		return [...this.#areas.values()].some((other) => other.parentId === area.id);
	}
}
