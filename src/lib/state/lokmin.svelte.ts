// The paper of a lokakarya mini: its period and area, and the figures on it.
import type { Area } from '#lib/domain/area.ts';
import { spanDays } from '#lib/domain/area-coverage.ts';
import { AreaTree } from '#lib/domain/area-tree.ts';
import type { AreaCoverage, Span } from '#lib/domain/coverage.ts';
import { byMissed, percentOf } from '#lib/domain/coverage-class.ts';
import { addMonths } from '#lib/domain/day.ts';
import type { Month } from '#lib/domain/entity.ts';
import { indicators } from '#lib/domain/indicator.ts';
import { monthNumber, pwsChart, yearOf, type PwsChart, type PwsRow } from '#lib/domain/pws.ts';
import { pwsRulesFrom } from '#lib/domain/pws-rules.ts';
import { TargetBook } from '#lib/domain/target-book.ts';
import type { Records } from '#lib/data/contracts.ts';
import { computedEstimate, estimatorOf } from './area-estimates.ts';
import type { CoverageSource } from './coverage-source.ts';
import { LiveQuery } from './live-query.svelte.ts';
import { puskesmasOf, readLokmin, type LokminSource } from './lokmin-source.ts';

export type MeetingSpan = Extract<Span, 'month' | 'quarter'>;

export interface PackRow {
	/** Its rank in the period, which names it on the map and in the tables. */
	readonly number: number;
	/** This month, the last one and the year so far, against the target. */
	readonly pws: PwsRow;
	readonly area: Area;
	readonly coverage: AreaCoverage | null;
}

const [indicator] = indicators;
const none: ReadonlyMap<string, AreaCoverage> = new Map();

export class LokminPack {
	span = $state<MeetingSpan>('month');
	#month = $state<Month | null>(null);
	#areaId = $state<string | null>(null);
	readonly #source: LiveQuery<LokminSource>;
	readonly #thisMonth: Month;

	constructor(records: Records, thisMonth: Month) {
		this.#thisMonth = thisMonth;
		this.#source = new LiveQuery(records.live((store) => readLokmin(store, thisMonth)));
	}

	get ready(): boolean {
		return this.#source.ready;
	}
	get failed(): boolean {
		return this.#source.error !== undefined;
	}
	get #all(): LokminSource | undefined {
		return this.#source.current;
	}
	get source(): CoverageSource | undefined {
		return this.#all?.coverage;
	}

	readonly months = $derived(this.source?.months ?? []);

	/** A meeting speaks of the month or the quarter that is over. */
	get #usualMonth(): Month {
		const past = this.span === 'month' ? 1 : ((monthNumber(this.#thisMonth) - 1) % 3) + 1;
		return addMonths(this.#thisMonth, -past);
	}

	get month(): Month {
		const asked = this.#month ?? this.#usualMonth;
		return this.months.includes(asked) ? asked : (this.months[0] ?? asked);
	}
	set month(month: Month) {
		this.#month = month;
	}

	readonly period = $derived(spanDays(this.month, this.span));
	readonly #coverage = $derived(this.source?.coverageOf(this.month, this.span, indicator) ?? none);
	readonly #tree = $derived(new AreaTree(this.source?.areas ?? []));
	readonly top = $derived(this.#tree.top(this.#coverage.keys()));

	/** The areas whose parts can be compared, from the top down. */
	readonly areas = $derived.by((): Area[] => {
		if (!this.top) return [];
		const found = [this.top];
		for (let at = 0; at < found.length; at++)
			found.push(
				...this.#tree
					.partsOf(found[at]!.id)
					.filter((part) => this.#coverage.has(part.id) && this.#tree.partsOf(part.id).length > 0)
			);
		return found;
	});

	readonly parent = $derived(this.areas.find(({ id }) => id === this.#areaId) ?? this.top);

	set areaId(id: string) {
		this.#areaId = id;
	}

	/** Whose wilayah kerja the area is, or a part of it. */
	readonly puskesmas = $derived(
		this.#all && this.parent ? puskesmasOf(this.#all, this.parent.id) : []
	);

	/** What months, year and status are divided by; the period itself is always of the registered. */
	readonly rules = $derived(pwsRulesFrom(this.#all?.settings ?? []));

	readonly chart = $derived.by((): PwsChart | null => {
		const { source, parent, month, rules } = this;
		if (!source || !parent) return null;
		const { targets = [] } = this.#all ?? {};
		const parts = this.#tree.partsOf(parent.id);
		const year = source.coverageOf(month, 'year', indicator);
		// The same estimate of families as on the pages of coverage, where no planner has set one.
		const computed = computedEstimate(estimatorOf(targets, source.areas, month), year);
		return pwsChart({
			parent,
			parts: parts.length > 0 ? parts : [parent],
			month,
			coverage: {
				month: source.coverageOf(month, 'month', indicator),
				last: source.coverageOf(addMonths(month, -1), 'month', indicator),
				year
			},
			targets: new TargetBook(targets, source.areas, indicator, yearOf(month), computed),
			rules
		});
	});

	/** Of every part, the best covered in the period first, those without a figure last. */
	readonly rows = $derived(
		(this.chart?.rows ?? [])
			.map((pws) => ({ pws, area: pws.area, coverage: this.#coverage.get(pws.area.id) ?? null }))
			.sort(
				(a, b) =>
					(percentOf(b.coverage) ?? -1) - (percentOf(a.coverage) ?? -1) ||
					a.area.name.localeCompare(b.area.name, 'id', { numeric: true })
			)
			.map((row, index): PackRow => ({ ...row, number: index + 1 }))
	);
	readonly isAddedUp = $derived(
		this.#all !== undefined && this.parent !== null && this.#all.isAddedUp(this.parent.id)
	);
	/** Active kader of the area, and those heard of within a week. */
	readonly kader = $derived(
		this.#all && this.parent ? this.#all.kaderOf(this.parent.id) : { heard: 0, all: 0 }
	);
	readonly gaps = $derived(byMissed(this.rows));
	readonly total = $derived(this.parent ? (this.#coverage.get(this.parent.id) ?? null) : null);
}
