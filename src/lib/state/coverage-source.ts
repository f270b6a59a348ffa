// Where the figures of coverage come from: viewers have the cube that the server suppressed, everyone
// who may see households has the households on this device. Both by the definitions of docs/metrics.md.
import type { Area } from '#lib/domain/area.ts';
import { coverageFromCells, spanDays } from '#lib/domain/area-coverage.ts';
import type { Role } from '#lib/domain/access.ts';
import {
	filteredFigures,
	householdsOf,
	noFilter,
	type CoverageFilter,
	type FilterInput
} from '#lib/domain/coverage-filter.ts';
import type { AreaCoverage, CoverageCell, Span } from '#lib/domain/coverage.ts';
import { addMonths, dayIn, firstDayOf } from '#lib/domain/day.ts';
import type { Day, Instant, Month } from '#lib/domain/entity.ts';
import { indicators, isState, type Indicator } from '#lib/domain/indicator.ts';
import { lineage } from '#lib/domain/lineage.ts';
import { posyanduCatchments } from '#lib/domain/posyandu-catchment.ts';
import type { UnreachableSpell } from '#lib/domain/unreachable-spell.ts';
import type { Records } from '#lib/data/contracts.ts';
import { readUnreachable } from './unreachable-source.ts';

export interface KaderSynced {
	readonly heard: number;
	readonly all: number;
}

export interface CoverageSource {
	readonly areas: readonly Area[];
	/**
	 * Of every area that has a figure. `partial` in it says that the device does not reach back far enough. The
	 * cube knows no filter.
	 */
	readonly coverageOf: (
		month: Month,
		span: Span,
		indicator: Indicator,
		filter?: CoverageFilter
	) => ReadonlyMap<string, AreaCoverage>;
	/** Those that pass the filter; null where no household is known. */
	readonly householdsOf: (filter: CoverageFilter) => ReadonlySet<string> | null;
	/** Active kader whose phone was heard of within a week, when the cube was last computed. */
	readonly kaderSynced: KaderSynced | null;
	readonly kaderSyncedIn: ReadonlyMap<string, KaderSynced>;
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
	/** Groups of people will be asked for. */
	readonly groups?: boolean;
	/** Why somebody was missed will be shown. Left out: yes. */
	readonly reasons?: boolean;
}

const aggregatesOnly: readonly Role[] = ['viewer', 'health_office'];
/** Whether this role has the cube, and not the families. */
export function hasCube(role: Role): boolean {
	return aggregatesOnly.includes(role);
}

/** Kader and planner hold three months of visits; older ones are on the server. */
const monthsOnDevice = 3;

async function fromCube(records: Records, thisMonth: Month): Promise<CoverageSource> {
	const [areas, cells] = await Promise.all([records.all('area'), records.all('coverage_cell')]);
	const months = [...new Set(cells.map((cell) => cell.month))].sort().reverse();
	const asked = new Map<string, ReadonlyMap<string, AreaCoverage>>();
	return {
		areas,
		coverageOf: (month, span, indicator) => {
			const key = [month, span, indicator].join();
			const figures = asked.get(key) ?? coverageFromCells(cells, month, span, indicator);
			asked.set(key, figures);
			return figures;
		},
		householdsOf: () => null,
		...syncedOf(areas, cells),
		computedAt: cells.reduce<Instant | null>(
			(last, cell) => (last === null || cell.computedAt > last ? cell.computedAt : last),
			null
		),
		months: months.length > 0 ? months : [thisMonth]
	};
}

/** Of the last month that is known, per area, and of all that is known: of the areas that lie in no other. */
function syncedOf(
	areas: readonly Area[],
	cells: readonly CoverageCell[]
): Pick<CoverageSource, 'kaderSynced' | 'kaderSyncedIn'> {
	const known = cells.filter((cell) => cell.indicator === 'kader_synced.week');
	const last = known.reduce((month, cell) => (cell.month > month ? cell.month : month), '');
	const kaderSyncedIn = new Map<string, KaderSynced>(
		known
			.filter((cell) => cell.month === last)
			.map(({ areaId, numerator, denominator }) => [
				areaId,
				{ heard: numerator ?? 0, all: denominator ?? 0 }
			])
	);
	const byId = new Map(areas.map((area) => [area.id as string, area]));
	const highest = [...kaderSyncedIn].filter(
		([areaId]) => !lineage(byId, areaId).some((id) => id !== areaId && kaderSyncedIn.has(id))
	);
	const sum = (of: (synced: KaderSynced) => number) =>
		highest.reduce((all, [, synced]) => all + of(synced), 0);
	const kaderSynced = { heard: sum(({ heard }) => heard), all: sum(({ all }) => all) };
	return { kaderSynced: highest.length > 0 ? kaderSynced : null, kaderSyncedIn };
}

const ownZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

const noSpells: readonly UnreachableSpell[] = [];

const ofPeople: readonly Indicator[] = ['jkn_active', 'weighed'];

/** Households and visits as they lie in the clear; sealed rows are opened only where an indicator needs them. */
async function readFigures(
	records: Records,
	wanted: readonly Indicator[],
	groups: boolean
): Promise<Omit<FilterInput, 'from' | 'to' | 'today' | 'silentKader'> & { areas: Area[] }> {
	const areas = await records.all('area');
	const ids = areas.map((area) => area.id);
	const people = groups || wanted.some((indicator) => ofPeople.includes(indicator));
	const [homes, visits, plans, territories, kader, members, findings, sessions, attendance] =
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
	const [facilities, served] = await Promise.all([
		records.all('facility'),
		records.all('facility_area')
	]);
	const byId = new Map(areas.map((area) => [area.id as string, area]));
	const posyanduOf = posyanduCatchments(homes, byId, facilities, served);
	const households = homes.map((home) => ({
		...home,
		posyanduId: posyanduOf.get(home.id) ?? null
	}));
	return {
		...{ areas, households, visits, plans, territories, kader, members, findings },
		...{ sessions, attendance }
	};
}

async function fromHouseholds(
	records: Records,
	thisMonth: Month,
	options: CoverageOptions
): Promise<CoverageSource> {
	const wanted = options.indicators ?? indicators;
	const asksWhy = (options.reasons ?? true) && wanted.includes('household_visited');
	const [figures, cells, unreachable] = await Promise.all([
		readFigures(records, wanted, options.groups ?? false),
		records.where('coverage_cell', 'month', thisMonth),
		asksWhy ? readUnreachable(records) : noSpells
	]);
	const read = { ...figures, unreachable };
	const known = firstDayOf(addMonths(thisMonth, 1 - monthsOnDevice));
	const today = options.today ?? dayIn(ownZone(), new Date().toISOString());
	const silentKader = options.silentKader ?? new Set<string>();
	const asked = new Map<string, ReadonlyMap<string, AreaCoverage>>();
	const compute = (month: Month, span: Span, indicator: Indicator, filter: CoverageFilter) => {
		const days = spanDays(month, span);
		const figures = filteredFigures({ ...read, ...days, today, silentKader }, indicator, filter);
		if (isState(indicator) || days.from >= known) return figures;
		return new Map(
			[...figures].map(([id, coverage]) => [id, { ...coverage, partial: true }] as const)
		);
	};
	const onDevice: CoverageSource['coverageOf'] = (month, span, indicator, filter = noFilter) => {
		const { posyanduId, kaderId, group } = filter;
		const key = [month, span, indicator, posyanduId, kaderId, group].join();
		const figures = asked.get(key) ?? compute(month, span, indicator, filter);
		asked.set(key, figures);
		return figures;
	};
	return {
		areas: read.areas,
		coverageOf: onDevice,
		householdsOf: (filter) => householdsOf(read, filter),
		...syncedOf(read.areas, cells),
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
	return hasCube(role) ? fromCube(records, thisMonth) : fromHouseholds(records, thisMonth, options);
}
