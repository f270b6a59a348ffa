// A kader's walk of today: which house comes when, by roads and footpaths where they are known. The
// order stands still while she walks; it is found anew when a house is done or skipped, when she says
// where she is, asks for it, or has left the way.
import { untrack } from 'svelte';
import type { Point, Position } from 'geojson';
import type { Day } from '#lib/domain/entity.ts';
import { hasLeftWay, type SeenAt } from '#lib/domain/routing/left-way.ts';
import {
	keptWalkFrom,
	keptWalkKey,
	moveTo,
	noWishes,
	skip,
	walkGroups,
	type KeptWalk,
	type WalkHouse
} from '#lib/domain/routing/walk-plan.ts';
import type { TravelMode } from '#lib/domain/travel.ts';
import type { Drafts } from '#lib/data/contracts.ts';
import { DraftKeeper } from './draft-keeper.ts';
import type { Fix } from './position.svelte.ts';
import {
	dayQuestion,
	inOrder,
	placesOf,
	straightWalk,
	walkFound,
	walkStart,
	type Walk
} from './walk-start.ts';
import { WalkRouter } from './walk-router.ts';
import {
	readSurroundings,
	type Surroundings,
	type SurroundingsPorts,
	type WaySource
} from './walk-surroundings.ts';

export interface WalkPorts extends SurroundingsPorts {
	readonly drafts: Drafts;
	readonly router?: WalkRouter;
}

/** A house with what the order needs to know of it. */
export interface WalkStop extends WalkHouse {
	readonly location: Point | null;
}

export interface WalkDay {
	readonly stops: readonly WalkStop[];
	/** Houses that she has been to today, whatever came of it. */
	readonly visits: number;
	/** Where the last of them stands. */
	readonly lastHouse: Point | null;
}

export class DayWalk {
	/** Null until the first answer. */
	walk = $state.raw<Walk | null>(null);
	/** False until the device said what it keeps. */
	ready = $state(false);
	/** True once the order is as good as it gets here, found or not. */
	settled = $state(false);
	/** No order can be found on this phone; distances in a straight line have to do. */
	failed = $state(false);
	mode = $state<TravelMode>('foot');
	source = $state<WaySource>('none');
	#kept = $state.raw<KeptWalk>(keptWalkFrom(null, ''));
	/** Counts what makes the order worth finding again. */
	#round = $state(0);
	readonly #ports: WalkPorts;
	readonly #router: WalkRouter;
	readonly #keeper: DraftKeeper;
	readonly #day: Day;
	#surroundings: Promise<Surroundings> | null = null;
	#asked = '';
	#question = 0;
	#seen: readonly SeenAt[] = [];
	#visits = 0;

	constructor(ports: WalkPorts, day: Day) {
		this.#ports = ports;
		this.#day = day;
		this.#router = ports.router ?? new WalkRouter();
		this.#keeper = new DraftKeeper(ports.drafts, keptWalkKey, () => undefined);
		this.#kept = keptWalkFrom(null, day);
	}

	/** Takes up what she wished before the page was left. */
	async open(): Promise<void> {
		this.#kept = keptWalkFrom(await this.#keeper.load(), this.#day);
		this.ready = true;
	}

	close(): void {
		this.#router.close();
	}

	/** Whether the order is hers. */
	readonly isOwn = $derived(this.#kept.own !== null);
	/** Whether she has any wish that could be forgotten. */
	readonly hasWishes = $derived(this.#kept.own !== null || this.#kept.skipped.length > 0);
	/** Where she said that she stands; until the next visit. */
	readonly here = $derived(this.#kept.here);

	skip(id: string): void {
		this.#keep({ ...this.#kept, ...skip(this.#kept, id) });
	}

	/** @param to place in the walk, counted from 0 */
	move(id: string, to: number): void {
		const { walk } = this;
		if (!walk) return;
		const wishes = moveTo(this.#kept, walk.ids, id, to);
		// At once under her finger; the ways follow when they are found.
		if (wishes.own) this.walk = inOrder(walk, wishes.own);
		this.#keep({ ...this.#kept, ...wishes });
	}

	/** Back to the order that is found for her, from where she is now. */
	findAnew(): void {
		this.#keep({ ...this.#kept, ...noWishes });
		this.#round++;
	}

	/** @param at [lng, lat]; null: she is where the phone says */
	standAt(at: Position | null): void {
		const here = at && { at: [at[0]!, at[1]!] as const, visits: this.#visits };
		this.#keep({ ...this.#kept, here });
		this.#round++;
	}

	/** Reactive: call it in an effect with the day as it is now. */
	follow(day: WalkDay, useful: () => Fix | null): void {
		if (!this.ready) return;
		this.#visits = day.visits;
		const groups = walkGroups(day.stops, this.#kept);
		const asked = JSON.stringify([groups, day.visits, this.#round]);
		if (asked === this.#asked) return;
		this.#asked = asked;
		untrack(() => void this.#find(day, groups, useful));
	}

	/** Call it with every position: the first one, and those away from the way, make the order worth it. */
	see(fix: Fix | null): void {
		const walk = untrack(() => this.walk);
		if (!fix || !walk) return;
		const isFirst = walk.start.kind !== 'gps' && walk.start.kind !== 'chosen';
		this.#seen = [...this.#seen.slice(-1), { at: fix.point.coordinates, accuracyM: fix.accuracyM }];
		const hasLeft = walk.start.kind === 'gps' && walk.legs && hasLeftWay(walk.legs, this.#seen);
		if (!isFirst && !hasLeft) return;
		this.#seen = [];
		untrack(() => this.#round++);
	}

	async #find(
		day: WalkDay,
		groups: readonly (readonly string[])[],
		useful: () => Fix | null
	): Promise<void> {
		const question = ++this.#question;
		const ids = groups.flat();
		const placeOf = placesOf(day.stops);
		const fix = useful();
		// Once: roads come with the first pull of a day, houses change all day.
		this.#surroundings ??= readSurroundings(this.#ports, this.#router, [
			...ids.map(placeOf),
			...(fix ? [fix.point.coordinates] : [])
		]);
		const { mode, home, source } = await this.#surroundings;
		this.mode = mode;
		this.source = source;
		// The map may be downloaded later in the day.
		if (source === 'none') this.#surroundings = null;
		const here = this.#kept.here;
		const start = walkStart({
			chosen: here && here.visits === day.visits ? [...here.at] : null,
			gps: useful()?.point.coordinates ?? null,
			last_house: day.lastHouse?.coordinates ?? null,
			home,
			first_house: ids[0] === undefined ? null : placeOf(ids[0])
		});
		if (question !== this.#question) return;
		if (!start || ids.length === 0) {
			this.walk = null;
			this.settled = true;
			return;
		}
		const route = await this.#router.day(dayQuestion(start, groups, placeOf));
		if (question !== this.#question) return;
		this.failed = route === null;
		this.#seen = [];
		this.walk = route ? walkFound(start, ids, route) : straightWalk(start, groups, placeOf);
		this.settled = true;
		if (this.walk.ids.join() !== this.#kept.order.join())
			this.#keep({ ...this.#kept, order: this.walk.ids });
		// A phone that lies still may say only once where it is, while the order was being found.
		this.see(useful());
	}

	#keep(kept: KeptWalk): void {
		this.#kept = kept;
		this.#keeper.keep(kept);
	}
}
