// Where the figures of coverage come from: viewers have the cube that the server suppressed, everyone
// who may see households has the households on this device. Both by the definitions of docs/metrics.md.
import type { Area } from '#lib/domain/area.ts';
import { coverageFromCells, spanDays } from '#lib/domain/area-coverage.ts';
import { lineage } from '#lib/domain/lineage.ts';
import { areaFigures, type FigureInput } from '#lib/domain/coverage-figures.ts';
import type { Role } from '#lib/domain/access.ts';
import type { AreaCoverage, CoverageCell, Span } from '#lib/domain/coverage.ts';
import { addMonths, dayIn, firstDayOf } from '#lib/domain/day.ts';
import type { Day, Instant, Month } from '#lib/domain/entity.ts';
import { indicators, isState, type Indicator } from '#lib/domain/indicator.ts';
import type { Records } from '#lib/data/contracts.ts';

export interface CoverageSource {
	readonly areas: readonly Area[];
	/** Of every area that has a figure. `partial` in it says that the device does not reach back far enough. */
	readonly coverageOf: (
		month: Month,
		span: Span,
		indicator: Indicator
	) => ReadonlyMap<string, AreaCoverage>;
	/** Of the current month: active kader whose phone was heard of within a week. */
	readonly kaderSynced: { readonly heard: number; readonly all: number } | null;
	readonly computedAt: Instant | null;
	readonly months: readonly Month[];
}

export interface CoverageOptions {
	/** What was due before it is overdue. Left out: today by this device. */
	readonly today?: Day;
	/** Kader whose phone was not heard of lately, where somebody asked the server. */
	readonly silentKader?: ReadonlySet<string>;
	/** What will be asked for; people are only read where it needs them. Left out: all. */
	readonly indicators?: readonly Indicator[];
}

const aggregatesOnly: readonly Role[] = ['viewer', 'health_office'];
/** Kader and planner hold three months of visits; older ones are on the server. */
const monthsOnDevice = 3;

async function fromCube(records: Records, thisMonth: Month): Promise<CoverageSource> {
	const [areas, cells] = await Promise.all([records.all('area'), records.all('coverage_cell')]);
	const synced = topCell(
		areas,
		cells.filter((cell) => cell.indicator === 'kader_synced.week')
	);
	const months = [...new Set(cells.map((cell) => cell.month))].sort().reverse();
	return {
		areas,
		coverageOf: (month, span, indicator) => coverageFromCells(cells, month, span, indicator),
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

const ownZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

const ofPeople: readonly Indicator[] = ['jkn_active', 'weighed'];

/** Households and visits as they lie in the clear; sealed rows are opened only where an indicator needs them. */
async function readFigures(
	records: Records,
	wanted: readonly Indicator[]
): Promise<Omit<FigureInput, 'from' | 'to' | 'today' | 'silentKader'> & { areas: Area[] }> {
	const areas = await records.all('area');
	const ids = areas.map((area) => area.id);
	const people = wanted.some((indicator) => ofPeople.includes(indicator));
	const [households, visits, plans, territories, kader, members, findings, sessions, attendance] =
		await Promise.all([
			records.outlines('household', 'areaId', ids),
			records.outlines('visit', 'areaId', ids),
			records.outlines('visit_plan', 'areaId', ids),
			records.all('territory'),
			records.outlines('kader', 'areaId', ids),
			people ? records.all('member') : [],
			wanted.includes('danger_reported') ? records.all('finding') : [],
			wanted.includes('weighed') ? records.outlines('posyandu_session', 'areaId', ids) : [],
			wanted.includes('weighed') ? records.outlines('attendance', 'areaId', ids) : []
		]);
	return {
		areas,
		households,
		visits,
		plans,
		territories,
		kader,
		members,
		findings,
		sessions,
		attendance
	};
}

async function fromHouseholds(
	records: Records,
	thisMonth: Month,
	options: CoverageOptions
): Promise<CoverageSource> {
	const read = await readFigures(records, options.indicators ?? indicators);
	const known = firstDayOf(addMonths(thisMonth, 1 - monthsOnDevice));
	const today = options.today ?? dayIn(ownZone(), new Date().toISOString());
	const silentKader = options.silentKader ?? new Set<string>();
	const asked = new Map<string, ReadonlyMap<string, AreaCoverage>>();
	const compute = (month: Month, span: Span, indicator: Indicator) => {
		const days = spanDays(month, span);
		const figures = areaFigures({ ...read, ...days, today, silentKader }, indicator);
		if (isState(indicator) || days.from >= known) return figures;
		return new Map(
			[...figures].map(([id, coverage]) => [id, { ...coverage, partial: true }] as const)
		);
	};
	const onDevice = (month: Month, span: Span, indicator: Indicator) => {
		const key = `${month} ${span} ${indicator}`;
		const figures = asked.get(key) ?? compute(month, span, indicator);
		asked.set(key, figures);
		return figures;
	};
	return {
		areas: read.areas,
		coverageOf: onDevice,
		kaderSynced: null,
		computedAt: null,
		months: Array.from({ length: monthsOnDevice }, (_, n) => addMonths(thisMonth, -n))
	};
}

/** Reads whatever this role may know. Runs again, inside a live query, when a record changes. */
export function readCoverage(
	records: Records,
	role: Role,
	thisMonth: Month,
	options: CoverageOptions = {}
): Promise<CoverageSource> {
	return aggregatesOnly.includes(role)
		? fromCube(records, thisMonth)
		: fromHouseholds(records, thisMonth, options);
}
