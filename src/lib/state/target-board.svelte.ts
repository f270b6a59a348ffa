// The targets of an indicator and a year as a planner sees and sets them, area by area; for others to look at.
import { uuidv7 } from 'uuidv7';
import type { Live, OutboxItem, Records } from '#lib/data/contracts.ts';
import { AreaTree } from '#lib/domain/area-tree.ts';
import type { Area } from '#lib/domain/area.ts';
import type { Target } from '#lib/domain/coverage.ts';
import type { Id } from '#lib/domain/entity.ts';
import { indicators, type Indicator } from '#lib/domain/indicator.ts';
import { err, type Result } from '#lib/domain/result.ts';
import { setTargets, type TargetEntry } from '#lib/domain/target.ts';
import { estimateOf, TargetBook, type TargetPercent } from '#lib/domain/target-book.ts';
import { LiveQuery } from './live-query.svelte.ts';

export interface TargetRow {
	readonly area: Area;
	readonly own: Target | null;
	readonly estimate: Target | null;
	/** Own or from above; null without one. */
	readonly percent: TargetPercent | null;
	/** Of the area that the percent is from; null where it is its own. */
	readonly from: string | null;
}

async function readTargetBoard(records: Records) {
	const [areas, targets, served] = await Promise.all([
		records.all('area'),
		records.all('target'),
		records.all('facility_area')
	]);
	return { areas, targets, served };
}

export class TargetBoard {
	indicator = $state<Indicator>(indicators[0]);
	year = $state(0);
	/** The area whose parts are listed; null is the highest with more than one. */
	parentId = $state<string | null>(null);
	readonly #records: Records;
	readonly #planning: Id<'facility'> | null;
	readonly #read: LiveQuery<Awaited<ReturnType<typeof readTargetBoard>>>;
	readonly #outbox: LiveQuery<OutboxItem[]>;

	/** @param planning the puskesmas that she plans for; null for who only looks */
	constructor(
		records: Records,
		outbox: Live<OutboxItem[]>,
		year: number,
		planning: Id<'facility'> | null
	) {
		this.#records = records;
		this.#planning = planning;
		this.year = year;
		this.#read = new LiveQuery(records.live(readTargetBoard));
		this.#outbox = new LiveQuery(outbox);
	}

	get ready(): boolean {
		return this.#read.ready;
	}
	get failed(): boolean {
		return this.#read.error !== undefined;
	}

	readonly areas = $derived.by(() => this.#read.current?.areas ?? []);
	readonly targets = $derived.by(() => this.#read.current?.targets ?? []);
	readonly #tree = $derived(new AreaTree(this.areas));
	readonly top = $derived(this.#tree.top(this.areas.map(({ id }) => id)));
	readonly parent = $derived(
		this.parentId === null ? this.top : (this.#tree.get(this.parentId) ?? this.top)
	);
	readonly trail = $derived(this.parent && this.top ? this.#tree.trail(this.top, this.parent) : []);

	/** What the puskesmas serves and all below it: the server takes targets of nothing else. */
	readonly settable = $derived.by((): Area[] =>
		(this.#read.current?.served ?? [])
			.filter(({ facilityId }) => this.#planning !== null && facilityId === this.#planning)
			.flatMap(({ areaId }) => this.#tree.within(areaId))
	);
	canSet(area: Area): boolean {
		return this.settable.some(({ id }) => id === area.id);
	}

	/** The parent itself, then its parts. */
	readonly rows = $derived.by((): TargetRow[] => {
		const { parent, indicator, year } = this;
		if (!parent) return [];
		const book = new TargetBook(this.targets, this.areas, indicator, year);
		const ofYear = this.targets.filter((target) => target.year === year);
		return [parent, ...this.#tree.partsOf(parent.id)].map((area) => {
			const of = (name: string) =>
				ofYear.find((one) => one.areaId === area.id && one.indicator === name) ?? null;
			const percent = book.percentFor(area.id);
			const isOwn = percent?.areaId === area.id;
			const from = percent && !isOwn ? (this.#tree.get(percent.areaId)?.name ?? null) : null;
			return { area, own: of(indicator), estimate: of(estimateOf(indicator)), percent, from };
		});
	});

	hasParts(area: Area): boolean {
		return area.id !== this.parent?.id && this.#tree.partsOf(area.id).length > 0;
	}

	readonly #unsent = $derived.by(() =>
		(this.#outbox.current ?? []).filter(
			({ entity, state }) => entity === 'target' && state !== 'sent'
		)
	);
	readonly waiting = $derived(this.#unsent.filter(({ state }) => state !== 'needs_mending').length);
	readonly isRefused = $derived(this.#unsent.some(({ state }) => state === 'needs_mending'));

	/** On the disk when it resolves, all or nothing. @param entries without problems */
	async save(
		entries: readonly TargetEntry[]
	): Promise<Result<void, 'quota' | 'locked' | 'failed'>> {
		return this.#records
			.commit(setTargets(entries, this.targets, uuidv7))
			.catch(() => err('failed' as const));
	}
}
