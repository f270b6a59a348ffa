// What /cakupan/pws shows: indicator, month, area and rules chosen, and the chart and tables that follow.
import type { Records, Remote } from '#lib/data/contracts.ts';
import type { Role } from '#lib/domain/access.ts';
import { AreaTree } from '#lib/domain/area-tree.ts';
import type { Area } from '#lib/domain/area.ts';
import type { DenominatorSource, Span } from '#lib/domain/coverage.ts';
import { addMonths, firstDayOf } from '#lib/domain/day.ts';
import type { Instant, Month } from '#lib/domain/entity.ts';
import { indicators, type Indicator } from '#lib/domain/indicator.ts';
import {
	denominatorBases,
	pwsRulesFrom,
	type FlatRule,
	type PwsRules
} from '#lib/domain/pws-rules.ts';
import {
	denominatorBy,
	figureOf,
	monthsOfYear,
	pwsChart,
	targetToDate,
	yearOf,
	type Figure,
	type PwsChart
} from '#lib/domain/pws.ts';
import { TargetBook } from '#lib/domain/target-book.ts';
import {
	areaEstimates,
	computedEstimate,
	estimatorOf,
	type AreaEstimate
} from './area-estimates.ts';
import { exactAt } from './coverage-reports.ts';
import { ExactReports, type ExactQuestion, type ExactState } from './exact-reports.svelte.ts';
import { LiveQuery } from './live-query.svelte.ts';
import { readPws, type PwsSource } from './pws-source.ts';

export interface MonthFigure {
	readonly month: Month;
	/** Null for a month that has not begun. */
	readonly figure: Figure | null;
	readonly toDate: number | null;
}

export interface Denominators {
	readonly area: Area;
	readonly by: Readonly<Record<DenominatorSource, Figure>>;
}

export class PwsView {
	month = $state<Month>('');
	indicator = $state<Indicator>(indicators[0]);
	/** The area whose parts are compared; null is the highest that is known. */
	parentId = $state<string | null>(null);
	/** The area of the trend line; null is the parent. */
	trendId = $state<string | null>(null);
	/** Chosen on the page for now; null is what the puskesmas has set. */
	flat = $state<FlatRule | null>(null);
	basis = $state<DenominatorSource | null>(null);
	readonly thisMonth: Month;
	readonly #records: Records;
	readonly #role: Role;
	readonly #exact = new ExactReports();

	constructor(records: Records, role: Role, thisMonth: Month) {
		this.#records = records;
		this.#role = role;
		this.thisMonth = thisMonth;
		// A month has its status when it has ended.
		this.month = addMonths(thisMonth, -1);
	}

	readonly #source = $derived.by(() => {
		const { indicator, thisMonth } = this;
		return new LiveQuery(
			this.#records.live((store) => readPws(store, this.#role, thisMonth, indicator))
		);
	});

	get source(): PwsSource | undefined {
		return this.#source.current;
	}
	get failed(): boolean {
		return this.#source.error !== undefined;
	}

	readonly rules = $derived.by((): PwsRules => {
		const kept = pwsRulesFrom(this.source?.settings ?? []);
		return { flat: this.flat ?? kept.flat, basis: this.basis ?? kept.basis };
	});

	readonly #areas = $derived(this.source?.coverage.areas ?? []);
	readonly #tree = $derived(new AreaTree(this.#areas));
	readonly months = $derived(this.source?.coverage.months ?? [this.month]);

	/** Where the figures begin, whatever month is looked at. */
	readonly top = $derived.by(() => {
		for (const month of [this.month, ...this.months]) {
			const top = this.#tree.top(this.source?.at(month, 'year')?.keys() ?? []);
			if (top) return top;
		}
		return null;
	});
	readonly parent = $derived(
		this.parentId === null ? this.top : (this.#tree.get(this.parentId) ?? this.top)
	);
	readonly trail = $derived(this.parent && this.top ? this.#tree.trail(this.top, this.parent) : []);

	/** What this device does not hold, of the months that have begun; the server counts it for two roles only. */
	readonly #questions = $derived.by((): ExactQuestion[] => {
		const { source, parent, indicator, thisMonth } = this;
		if (!source || !parent || (this.#role !== 'planner' && this.#role !== 'health_worker'))
			return [];
		const begun = monthsOfYear(this.month).filter((month) => month <= thisMonth);
		return (['year', 'month'] as const).flatMap((span) => {
			const months = begun.filter((month) => {
				const own = source.at(month, span);
				return own === null || own.get(parent.id)?.partial === true;
			});
			const key = [parent.id, indicator, span, ...months].join();
			const asked = { areaId: parent.id as string, months, span, indicator };
			return months.length > 0 ? [{ key, asked }] : [];
		});
	});

	/** Of what only the server can count; null where the device knows it all or nobody answers this role. */
	readonly exact = $derived.by((): ExactState | null => this.#exact.stateOf(this.#questions));
	/** Another one is another choice: what was asked before is of no interest. */
	readonly exactKey = $derived(this.#questions.map(({ key }) => key).join(';'));
	/** When the server counted what this device does not hold; null as long as it did not. */
	readonly reportedAt = $derived.by((): Instant | null => {
		if (this.exact !== 'known') return null;
		return this.#exact.reportOf(this.#questions[0]!.key)?.computedAt ?? null;
	});

	/** Never rejects. */
	async askExact(remote: Pick<Remote, 'call'>): Promise<void> {
		const own = this.source?.at(this.month, 'year');
		const parts = this.#parts.map(({ id }) => id as string).filter((id) => own?.has(id));
		await this.#exact.ask(remote, this.#questions, parts);
	}
	cancelExact(): void {
		this.#exact.cancel();
	}
	forgetFailures(): void {
		this.#exact.forgetFailures();
	}

	readonly #at = $derived.by(() => {
		const { source } = this;
		// Half of it would stand beside figures that are still too low.
		const questions = this.exact === 'known' ? this.#questions : [];
		return exactAt(
			(month, span) => source?.at(month, span) ?? null,
			(span) => {
				const question = questions.find(({ asked }) => asked.span === span);
				return question ? this.#exact.reportOf(question.key) : null;
			}
		);
	});

	/** Counts of areas are of families; no other indicator is asked of all of them. */
	readonly #estimator = $derived(
		this.indicator === 'household_visited'
			? estimatorOf(this.source?.targets ?? [], this.#areas, this.month)
			: null
	);

	readonly targets = $derived.by(() => {
		const { source, indicator, month } = this;
		const computed = this.#estimator && computedEstimate(this.#estimator, this.#at(month, 'year'));
		const of = [source?.targets ?? [], this.#areas, indicator, yearOf(month)] as const;
		return computed ? new TargetBook(...of, computed) : new TargetBook(...of);
	});

	/** Parts of the parent that stand in the month; one that was given up counts while it has figures. */
	readonly #parts = $derived.by(() => {
		const known = this.source?.at(this.month, 'year');
		const first = firstDayOf(this.month);
		return this.#tree
			.partsOf(this.parent?.id ?? '')
			.filter(({ id, validTo }) => validTo === null || validTo >= first || known?.has(id));
	});

	readonly chart = $derived.by((): PwsChart | null => {
		const { source, parent, month, rules, targets } = this;
		if (!source || !parent) return null;
		const coverage = {
			month: this.#at(month, 'month'),
			last: this.#at(addMonths(month, -1), 'month'),
			year: this.#at(month, 'year')
		};
		return pwsChart({ parent, parts: this.#parts, month, coverage, targets, rules });
	});

	/** The parts in the order of the chart, then the whole. */
	readonly areas = $derived.by((): Area[] => {
		const { chart } = this;
		return chart ? [...chart.rows, chart.total].map(({ area }) => area) : [];
	});

	hasParts(area: Area): boolean {
		return area.id !== this.parent?.id && this.#tree.partsOf(area.id).length > 0;
	}

	look(areaId: string): void {
		this.parentId = areaId;
		this.trendId = null;
	}

	#figure(area: Area, month: Month, span: Span, basis: DenominatorSource): Figure {
		const own = this.#at(month, span)?.get(area.id);
		return figureOf(own, denominatorBy(basis, own, area.id, this.targets));
	}

	/** January to December, each month alone or from January on. */
	yearRow(area: Area, span: 'month' | 'year'): MonthFigure[] {
		const target = this.targets.percentFor(area.id);
		return monthsOfYear(this.month).map((month) => ({
			month,
			figure: month > this.thisMonth ? null : this.#figure(area, month, span, this.rules.basis),
			toDate: target ? targetToDate(target.percent, month) : null
		}));
	}

	readonly trendArea = $derived(
		this.areas.find(({ id }) => id === this.trendId) ?? this.parent ?? null
	);

	/** The same numerator over each denominator, from January to the end of the month. */
	readonly denominators = $derived.by((): Denominators[] =>
		this.areas.map((area) => ({
			area,
			by: Object.fromEntries(
				denominatorBases.map((basis) => [basis, this.#figure(area, this.month, 'year', basis)])
			) as Record<DenominatorSource, Figure>
		}))
	);

	/** With its interval, of each area and the whole; empty where the indicator is not of all families. */
	readonly estimates = $derived.by((): AreaEstimate[] =>
		this.#estimator
			? areaEstimates(this.areas, this.#at(this.month, 'year'), this.#estimator, this.targets)
			: []
	);

	/** The device holds only part of the year: figures since January may be too low. */
	readonly isPartial = $derived.by(() => {
		const all = [...(this.chart?.rows ?? []), ...(this.chart ? [this.chart.total] : [])];
		return all.some(({ year }) => year.isPartial);
	});
}
