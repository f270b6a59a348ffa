// What /cakupan shows: the period, the indicator, the area and the filters chosen, and what follows from them.
import type { Records, Remote } from '#lib/data/contracts.ts';
import type { Role } from '#lib/domain/access.ts';
import type { Area } from '#lib/domain/area.ts';
import { AreaTree } from '#lib/domain/area-tree.ts';
import { countsGroups, isFiltered, type CoverageFilter } from '#lib/domain/coverage-filter.ts';
import type { AreaCoverage, DenominatorSource, Span, Target } from '#lib/domain/coverage.ts';
import type { Instant, Month } from '#lib/domain/entity.ts';
import { indicators, type Indicator } from '#lib/domain/indicator.ts';
import { denominatorBy, figureOf, yearOf, type Figure } from '#lib/domain/pws.ts';
import { TargetBook } from '#lib/domain/target-book.ts';
import type { PeopleGroup } from '#lib/domain/cluster.ts';
import { computedEstimate, estimatorOf } from './area-estimates.ts';
import {
	noReports,
	overlaid,
	readWholeReport,
	withReport,
	type Reports,
	type ReportState
} from './coverage-reports.ts';
import { hasCube, readCoverage, type CoverageSource } from './coverage-source.ts';
import { unreachableAreas, type UnreachableArea } from '#lib/domain/unreachable.ts';
import { LiveQuery } from './live-query.svelte.ts';
import { nobody, readSilentKader } from './silent-kader.ts';

export interface CoverageRow {
	readonly area: Area;
	readonly coverage: AreaCoverage | null;
}

export interface Choice {
	readonly id: string;
	readonly name: string;
	/** Of a kader: where she belongs. */
	readonly posyanduId: string | null;
}

interface Shown {
	readonly source: CoverageSource;
	readonly indicator: Indicator;
	readonly filter: CoverageFilter;
}

interface Around {
	readonly targets: readonly Target[];
	readonly posyandu: readonly Choice[];
	readonly kader: readonly Choice[];
	readonly unreachable: readonly UnreachableArea[];
}

const noAreas: readonly UnreachableArea[] = [];
const none: ReadonlyMap<string, AreaCoverage> = new Map();
/** As long as nobody chose: what is counted first. */
const [first] = indicators;

async function readAround(records: Records, filters: boolean): Promise<Around> {
	const [targets, facilities, kader, settings] = await Promise.all([
		records.all('target'),
		filters ? records.where('facility', 'kind', 'posyandu') : [],
		filters ? records.all('kader') : [],
		records.all('setting')
	]);
	const byName = (a: Choice, b: Choice) => a.name.localeCompare(b.name, 'id', { numeric: true });
	return {
		targets,
		unreachable: unreachableAreas(settings),
		posyandu: facilities.map(({ id, name }) => ({ id, name, posyanduId: null })).sort(byName),
		kader: kader
			.filter(({ active }) => active)
			.map(({ id, name, posyanduId }) => ({ id, name, posyanduId }))
			.sort(byName)
	};
}

export class CoverageView {
	month = $state<Month>('');
	span = $state<Span>('month');
	indicator = $state<Indicator>(first);
	posyanduId = $state<string | null>(null);
	kaderId = $state<string | null>(null);
	group = $state<PeopleGroup | null>(null);
	/** The area whose parts are compared; null is the highest that is known. */
	parentId = $state<string | null>(null);
	/** Exact figures from the server, by what they were asked for. */
	#reports = $state.raw<Reports>(noReports);
	#silent = $state.raw<ReadonlySet<string>>(nobody);
	readonly #records: Records;
	readonly #role: Role;
	readonly #thisMonth: Month;
	readonly #around: LiveQuery<Around>;
	/** What was shown last stays until what was chosen instead has been counted. */
	#last: Shown | undefined;

	constructor(records: Records, role: Role, thisMonth: Month) {
		this.month = thisMonth;
		this.#records = records;
		this.#role = role;
		this.#thisMonth = thisMonth;
		this.#around = new LiveQuery(records.live((store) => readAround(store, this.filters)));
	}

	/** Posyandu, kader and group: for those who work with the families. */
	get filters(): boolean {
		return this.#role === 'planner' || this.#role === 'health_worker';
	}

	/** Figures are those of the cube, which has not every indicator. */
	get isCube(): boolean {
		return hasCube(this.#role);
	}

	/** What must be read: of the cube everything is there at once. */
	readonly #wanted = $derived(this.isCube ? null : this.indicator);
	readonly #groups = $derived(this.group !== null);

	readonly #live = $derived.by(() => {
		const options = {
			...(this.#wanted === null ? {} : { indicators: [this.#wanted] }),
			groups: this.#groups,
			silentKader: this.#silent
		};
		return new LiveQuery(
			this.#records.live((store) => readCoverage(store, this.#role, this.#thisMonth, options))
		);
	});

	readonly filter = $derived.by((): CoverageFilter => {
		const group = countsGroups(this.indicator) ? this.group : null;
		return { posyanduId: this.posyanduId, kaderId: this.kaderId, group };
	});

	readonly #shown = $derived.by((): Shown | undefined => {
		const source = this.#live.current;
		const { indicator, filter } = this;
		if (source) this.#last = { source, indicator, filter };
		return this.#last;
	});

	get source(): CoverageSource | undefined {
		return this.#shown?.source;
	}
	/** Other figures were chosen than those that still show. */
	get isCounting(): boolean {
		return this.#live.current === undefined && this.#shown !== undefined;
	}
	get failed(): boolean {
		return this.#live.error !== undefined;
	}
	/** Of the figures that show. */
	get shownIndicator(): Indicator {
		return this.#shown?.indicator ?? this.indicator;
	}
	get shownFilter(): CoverageFilter {
		return this.#shown?.filter ?? this.filter;
	}
	get isFiltered(): boolean {
		return isFiltered(this.shownFilter);
	}

	/** Where nobody could get to, whenever it was; viewers are told of none. */
	get unreachable(): readonly UnreachableArea[] {
		return this.#around.current?.unreachable ?? noAreas;
	}
	get posyandu(): readonly Choice[] {
		return this.#around.current?.posyandu ?? [];
	}
	/** Of the posyandu chosen, else all. */
	readonly kader = $derived.by(() =>
		(this.#around.current?.kader ?? []).filter(
			({ posyanduId }) => this.posyanduId === null || posyanduId === this.posyanduId
		)
	);

	/** Another posyandu: a kader of elsewhere would leave nobody. */
	choosePosyandu(id: string | null): void {
		this.posyanduId = id;
		if (!this.kader.some((one) => one.id === this.kaderId)) this.kaderId = null;
	}

	clearFilters(): void {
		this.posyanduId = null;
		this.kaderId = null;
		this.group = null;
	}

	readonly #whole = $derived(
		this.source?.coverageOf(this.month, this.span, this.shownIndicator) ?? none
	);
	readonly #own = $derived(
		this.source?.coverageOf(this.month, this.span, this.shownIndicator, this.shownFilter) ?? none
	);

	readonly #tree = $derived(new AreaTree(this.source?.areas ?? []));

	readonly top = $derived(this.#tree.top(this.#whole.keys()));

	readonly parent = $derived(
		this.parentId === null ? this.top : (this.#tree.get(this.parentId) ?? this.top)
	);

	readonly #parts = $derived(this.parent ? this.#tree.partsOf(this.parent.id) : []);

	/** Null where the device knows it all, or the server cannot know what is filtered here. */
	readonly #question = $derived.by(() => {
		const { parent } = this;
		const isPartial = parent !== null && (this.#own.get(parent.id)?.partial ?? false);
		if (!parent || !isPartial || this.isFiltered || !this.filters) return null;
		const { month, span, shownIndicator: indicator } = this;
		const key = [parent.id, month, span, indicator].join();
		return { key, asked: { areaId: parent.id as string, months: [month], span, indicator } };
	});
	readonly #answer = $derived(this.#question ? this.#reports.get(this.#question.key) : undefined);
	readonly #report = $derived(typeof this.#answer === 'object' ? this.#answer : null);

	/** What only the server can count: `wanted` until it is asked; null where the device knows it all. */
	get exact(): 'wanted' | 'asking' | 'failed' | 'known' | null {
		if (!this.#question) return null;
		const answer = this.#answer;
		return typeof answer === 'object' ? 'known' : (answer ?? 'wanted');
	}
	/** When the figures that show were counted by the server; null where this device did. */
	get reportedAt(): Instant | null {
		return this.#report?.computedAt ?? null;
	}

	/** Asks for what the device does not hold. Never rejects. */
	async askReport(remote: Pick<Remote, 'call'>): Promise<void> {
		const question = this.#question;
		if (!question || this.#answer === 'asking' || this.#report) return;
		const keep = (answer: ReportState) =>
			(this.#reports = withReport(this.#reports, question.key, answer));
		keep('asking');
		const parts = this.#parts.map(({ id }) => id as string).filter((id) => this.#own.has(id));
		const answer = await readWholeReport(remote, question.asked, parts);
		keep(answer.ok ? answer.value : 'failed');
	}

	/** Whose phones are silent: visits may be on them. Never rejects. @param now by this device */
	async askSilent(remote: Pick<Remote, 'call'>, now: Instant): Promise<void> {
		const silent = this.filters ? await readSilentKader(this.#records, remote, now) : null;
		if (silent && silent.size > 0) this.#silent = silent;
	}

	readonly coverage = $derived.by(() => overlaid(this.#own, this.#report, this.month));

	/** The parts of the parent, each with its coverage; the parent itself when it has no parts. */
	readonly rows = $derived.by((): CoverageRow[] => this.#rowsOf(this.coverage, this.isFiltered));

	/** The same of visited households, whatever was chosen: what has to be known first. */
	readonly firstRows = $derived.by((): CoverageRow[] =>
		this.#rowsOf(this.source?.coverageOf(this.month, this.span, first) ?? none, false)
	);

	/** @param onlyKnown leaves out where nobody passes the filter */
	#rowsOf(coverage: ReadonlyMap<string, AreaCoverage>, onlyKnown: boolean): CoverageRow[] {
		if (!this.parent) return [];
		const areas = this.#parts.length > 0 ? this.#parts : [this.parent];
		return areas
			.map((area) => ({ area, coverage: coverage.get(area.id) ?? null }))
			.filter((row) => !onlyKnown || row.coverage !== null);
	}

	/** Of the parent and all below it: where a household of these figures may be. */
	readonly areaIds = $derived(
		this.parent ? this.#tree.within(this.parent.id).map(({ id }) => id as string) : []
	);

	/** From the top down to the parent. */
	readonly trail = $derived(this.parent && this.top ? this.#tree.trail(this.top, this.parent) : []);

	hasParts(area: Area): boolean {
		return this.#tree.partsOf(area.id).length > 0;
	}

	/** With the estimate of families where nobody set one, as on the page of the status of areas. */
	readonly targets = $derived.by(() => {
		const { source, month, shownIndicator } = this;
		const targets = this.#around.current?.targets ?? [];
		const areas = source?.areas ?? [];
		const of = [targets, areas, shownIndicator, yearOf(month)] as const;
		if (!source || shownIndicator !== first) return new TargetBook(...of);
		const year = source.coverageOf(month, 'year', first);
		return new TargetBook(...of, computedEstimate(estimatorOf(targets, areas, month), year));
	});

	/** Households of the posyandu and kader chosen; null where all of them count. */
	readonly households = $derived.by(() => {
		const { posyanduId, kaderId } = this.shownFilter;
		if (posyanduId === null && kaderId === null) return null;
		return this.source?.householdsOf(this.shownFilter) ?? null;
	});

	/** The figure of an area over one denominator. */
	figure(area: Area, basis: DenominatorSource): Figure {
		const own = this.coverage.get(area.id);
		return figureOf(own, denominatorBy(basis, own, area.id, this.targets));
	}
}
