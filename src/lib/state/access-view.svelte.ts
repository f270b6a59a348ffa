// What /cakupan/akses shows: how far families of an area live from a service, by the measure and limit chosen,
// and where a new posyandu would bring most people within it.
import type { Records } from '#lib/data/contracts.ts';
import { AreaTree } from '#lib/domain/area-tree.ts';
import type { Area } from '#lib/domain/area.ts';
import {
	byBeyond,
	distanceTable,
	type AreaDistance,
	type DistanceTable
} from '#lib/domain/distance-table.ts';
import type { Facility } from '#lib/domain/facility.ts';
import type {
	DistanceMeasure,
	DistanceService,
	NearestAnswer,
	PointsAnswer
} from '#lib/domain/service-distance.ts';
import {
	idsWithin,
	placeOf,
	readAccess,
	readFootRoads,
	type AccessHome,
	type AccessSource
} from './access-source.ts';
import { DistanceRun, type DistanceWorker } from './distance-run.svelte.ts';
import { LiveQuery } from './live-query.svelte.ts';

/** A part of the area looked at; `area` is null for what belongs to none of its parts. */
export interface AccessRow {
	readonly key: string;
	readonly name: string;
	readonly area: Area | null;
	readonly figures: AreaDistance | null;
}

/** A home on the map; a null value where no place of the service is known. */
export interface AccessPoint {
	readonly home: AccessHome;
	readonly value: number | null;
	readonly facility: Facility | null;
	readonly isGuess: boolean;
}

/** New points, of homes of the source, and all people who lived beyond the limit before. */
export interface FoundPoints extends PointsAnswer {
	readonly beyondPeople: number;
}

interface Shown {
	readonly source: AccessSource;
	readonly measure: DistanceMeasure;
	readonly answer: NearestAnswer;
}

/** Metres that Kemenkes and districts plan with, and minutes on foot that come to about the same. */
export const limitsOf: Readonly<Record<'metres' | 'minutes', readonly number[]>> = {
	metres: [500, 1_000, 2_000],
	minutes: [10, 20, 30]
};
/** Beyond it is a slip of the keyboard. */
export const limitRange: Readonly<Record<'metres' | 'minutes', readonly [number, number]>> = {
	metres: [50, 50_000],
	minutes: [1, 600]
};
export const mostNewPoints = 5;

export const unitOf = (measure: DistanceMeasure) => (measure === 'minutes' ? 'minutes' : 'metres');

const servesAs: Readonly<Record<DistanceService, readonly Facility['kind'][]>> = {
	posyandu: ['posyandu'],
	clinic: ['pustu', 'puskesmas']
};

export class AccessView {
	service = $state<DistanceService>('posyandu');
	/** Metres or minutes. */
	limit = $state(limitsOf.metres[1]!);
	parentId = $state<string | null>(null);
	newPoints = $state(1);
	points = $state.raw<FoundPoints | null>(null);
	readonly distances: DistanceRun;
	readonly search: DistanceRun;
	#measure = $state<DistanceMeasure>('line');
	#shown = $state.raw<Shown | null>(null);
	#pointHomes: readonly AccessHome[] = [];
	/** Numbers of the newest questions: roads are read before one is put, and it may be old by then. */
	#computing = 0;
	#searching = 0;
	readonly #records: Records;
	readonly #source: LiveQuery<AccessSource>;

	/** @param createWorker stands in for the worker in tests */
	constructor(records: Records, createWorker?: () => DistanceWorker) {
		this.#records = records;
		this.distances = new DistanceRun(createWorker);
		this.search = new DistanceRun(createWorker);
		this.#source = new LiveQuery(records.live((store) => readAccess(store)));
	}

	get source(): AccessSource | undefined {
		return this.#source.current;
	}
	get failed(): boolean {
		return this.#source.error !== undefined;
	}
	get measure(): DistanceMeasure {
		return this.#measure;
	}
	set measure(measure: DistanceMeasure) {
		if (unitOf(measure) !== unitOf(this.#measure)) this.limit = limitsOf[unitOf(measure)][1]!;
		this.#measure = measure;
	}

	/** Asks the worker anew; what was shown stays until it answers. */
	async compute(source: AccessSource, measure: DistanceMeasure): Promise<void> {
		const number = ++this.#computing;
		const lines = measure === 'line' ? [] : await readFootRoads(this.#records);
		if (number !== this.#computing) return;
		const reply = await this.distances.ask({
			kind: 'nearest',
			measure,
			lines,
			rules: source.travel,
			homes: source.homes.map(({ position }) => position),
			services: {
				posyandu: placesOf(source, 'posyandu').map(({ position }) => position),
				clinic: placesOf(source, 'clinic').map(({ position }) => position)
			}
		});
		if (reply?.kind === 'nearest') this.#shown = { source, measure, answer: reply.answer };
	}

	/** Null while the figures of another measure are on the screen. */
	readonly #current = $derived(this.#shown?.measure === this.#measure ? this.#shown : null);
	readonly #nearest = $derived(this.#current?.answer[this.service] ?? null);

	/** The service has a place on the map, so that there are distances. */
	readonly isKnown = $derived(this.#nearest !== null);
	readonly isReady = $derived(this.#current !== null);

	readonly #points = $derived.by((): AccessPoint[] => {
		if (!this.#current) return [];
		const { source } = this.#current;
		const nearest = this.#nearest;
		const places = placesOf(source, this.service);
		return source.homes.map((home, at) => ({
			home,
			value: nearest?.values[at] ?? null,
			facility: places[nearest?.places[at] ?? -1]?.facility ?? null,
			isGuess: nearest?.isGuess[at] === 1
		}));
	});

	readonly #tree = $derived(new AreaTree(this.#current?.source.areas ?? []));

	readonly #table = $derived.by((): DistanceTable => {
		const { homes = [], unplaced = [], facilities = [], areas = [] } = this.#current?.source ?? {};
		const values = this.#nearest?.values;
		return distanceTable({
			areas,
			homes: homes.map(({ areaId, people }, at) => ({
				areaId,
				people,
				value: values?.[at] ?? Infinity
			})),
			unplaced,
			facilities,
			limit: this.limit
		});
	});

	readonly top = $derived(this.#tree.top(this.#table.whole.keys()));
	readonly parent = $derived(
		this.parentId === null ? this.top : (this.#tree.get(this.parentId) ?? this.top)
	);
	readonly total = $derived(this.parent ? (this.#table.whole.get(this.parent.id) ?? null) : null);
	readonly trail = $derived(this.parent && this.top ? this.#tree.trail(this.top, this.parent) : []);

	/** Parts of the parent, most people beyond first; the parent itself where it has none. */
	readonly rows = $derived.by((): AccessRow[] => {
		const { parent } = this;
		if (!parent) return [];
		const parts = this.#tree.partsOf(parent.id);
		const rows = (parts.length > 0 ? parts : [parent]).map((area): AccessRow => ({
			key: area.id,
			name: area.name,
			area,
			figures: this.#table.whole.get(area.id) ?? null
		}));
		const own = parts.length > 0 ? this.#table.own.get(parent.id) : undefined;
		const left = own && own.homes + own.unplaced > 0 ? own : null;
		return [
			...byBeyond(rows),
			...(left ? [{ key: `${parent.id} own`, name: '', area: null, figures: left }] : [])
		];
	});

	readonly #within = $derived(idsWithin(this.#tree, this.parent?.id ?? ''));
	/** Homes of the parent and below. */
	readonly pointsWithin = $derived(
		this.#points.filter(({ home }) => this.#within.has(home.areaId))
	);
	readonly facilities = $derived(this.#current?.source.facilities ?? []);
	/** Of the service, without a position: nobody is near to them. */
	readonly unmapped = $derived(
		this.facilities.filter(
			({ kind, location }) =>
				servesAs[this.service].includes(kind) && !placeOf(location?.coordinates)
		).length
	);

	/** There is more to see below the row. */
	opens({ area }: AccessRow): boolean {
		if (!area || area.id === this.parent?.id) return false;
		return this.#tree.partsOf(area.id).length > 0;
	}

	/** The area and all below it. */
	pointsOf(area: Area): AccessPoint[] {
		const ids = idsWithin(this.#tree, area.id);
		return this.#points.filter(({ home }) => ids.has(home.areaId));
	}

	/** Where new posyandu would bring most people of the parent within the limit; the answer is `points`. */
	async findPoints(): Promise<void> {
		const { parent } = this;
		if (!this.#current || !parent) return;
		this.points = null;
		const { source, measure, answer } = this.#current;
		const { limit, newPoints: count } = this;
		const within = source.homes.flatMap((home, at) => (this.#within.has(home.areaId) ? [at] : []));
		const number = ++this.#searching;
		const lines = measure === 'line' ? [] : await readFootRoads(this.#records);
		if (number !== this.#searching) return;
		const homes = within.map((at) => ({
			position: source.homes[at]!.position,
			people: source.homes[at]!.people,
			isBeyond: !((answer.posyandu?.values[at] ?? Infinity) <= limit)
		}));
		const question = {
			kind: 'points',
			measure,
			lines,
			rules: source.travel,
			limit,
			count
		} as const;
		const reply = await this.search.ask({ ...question, homes });
		if (reply?.kind !== 'points') return;
		const beyondPeople = homes.reduce((sum, one) => sum + (one.isBeyond ? one.people : 0), 0);
		const points = reply.answer.points.map((point) => ({ ...point, home: within[point.home]! }));
		this.#pointHomes = source.homes;
		this.points = { ...reply.answer, points, beyondPeople };
	}

	/** Where a point lies within the parent, smallest area first. */
	areaOfPoint(home: number): string {
		const { parent } = this;
		const area = this.#tree.get(this.#pointHomes[home]?.areaId ?? '');
		if (!parent || !area) return '';
		const [, ...below] = this.#tree.trail(parent, area);
		return (below.length > 0 ? below.reverse() : [parent]).map(({ name }) => name).join(', ');
	}

	/** What was found is of another question by now. */
	forgetPoints(): void {
		this.#searching++;
		this.search.cancel();
		this.points = null;
	}

	close(): void {
		this.#computing++;
		this.distances.cancel();
		this.forgetPoints();
	}
}

/** Those with a position, in the order that the worker answers by. */
function placesOf(source: AccessSource, service: DistanceService) {
	return source.facilities.flatMap((facility) => {
		const position = placeOf(facility.location?.coordinates);
		return position && servesAs[service].includes(facility.kind) ? [{ facility, position }] : [];
	});
}
