// Which visit of one kader is on which day: room of days and weeks, and how others move on to make some.
import type { Position } from 'geojson';

export interface DayRoom {
	/** Visits that each day can still take; days are numbered from 0. */
	readonly perDay: readonly number[];
	/** Week of each day, and the visits that each week can still take. */
	readonly weekOf: readonly number[];
	readonly perWeek: readonly number[];
	/** Visits that all the days together can still take; absent where nobody limits them. */
	readonly inAll?: number;
}

export interface Job {
	/** Days that are in time, ascending; never empty. */
	readonly days: readonly number[];
	/** [lng, lat]; null where nobody knows it. */
	readonly position: Position | null;
}

/** A visit that already has its day and keeps it. */
export interface FixedVisit {
	readonly day: number;
	readonly position: Position | null;
}

/** Which job is on which day, within the room of days and weeks. */
export class DayPlan {
	readonly dayOf: number[];
	readonly #jobs: readonly Job[];
	readonly #room: DayRoom;
	readonly #onDay: number[];
	readonly #inWeek: number[];

	constructor(jobs: readonly Job[], room: DayRoom) {
		this.#jobs = jobs;
		this.#room = room;
		this.dayOf = jobs.map(() => -1);
		this.#onDay = room.perDay.map(() => 0);
		this.#inWeek = room.perWeek.map(() => 0);
	}

	/** Room on a day, when a job leaves `left` at the same time (−1: none does). */
	hasRoom(day: number, left = -1): boolean {
		const { perDay, perWeek, weekOf } = this.#room;
		const week = weekOf[day]!;
		const gone = left >= 0 && weekOf[left] === week ? 1 : 0;
		return this.#onDay[day]! < perDay[day]! && this.#inWeek[week]! - gone < perWeek[week]!;
	}

	put(job: number, day: number): void {
		const before = this.dayOf[job]!;
		if (before >= 0) this.#count(before, -1);
		this.dayOf[job] = day;
		this.#count(day, 1);
	}

	swap(a: number, b: number): void {
		[this.dayOf[a], this.dayOf[b]] = [this.dayOf[b]!, this.dayOf[a]!];
	}

	#count(day: number, by: number): void {
		this.#onDay[day]! += by;
		this.#inWeek[this.#room.weekOf[day]!]! += by;
	}

	/** Gives a job one of `days`, moving others on where that makes room; false when nothing does. */
	place(job: number, days: readonly number[]): boolean {
		const cameFrom = new Map<number, { day: number; job: number } | null>();
		const queue: number[] = [];
		const reach = (day: number, from: { day: number; job: number } | null): void => {
			if (cameFrom.has(day)) return;
			cameFrom.set(day, from);
			queue.push(day);
		};
		for (const day of days) reach(day, null);
		for (const day of queue) {
			if (this.hasRoom(day)) {
				this.#shift(job, day, cameFrom);
				return true;
			}
			for (const other of this.#inTheWayOf(day)) {
				for (const next of this.#jobs[other]!.days) reach(next, { day, job: other });
			}
		}
		return false;
	}

	/** Jobs of which one has to leave before the day can take another. */
	#inTheWayOf(day: number): number[] {
		const { perDay, weekOf } = this.#room;
		const isDayFull = this.#onDay[day]! >= perDay[day]!;
		const week = weekOf[day];
		return [...this.dayOf.keys()].filter((job) => {
			const held = this.dayOf[job]!;
			return isDayFull ? held === day : held >= 0 && weekOf[held] === week;
		});
	}

	#shift(
		job: number,
		end: number,
		cameFrom: ReadonlyMap<number, { day: number; job: number } | null>
	): void {
		let day = end;
		for (let from = cameFrom.get(day)!; from; from = cameFrom.get(day)!) {
			this.put(from.job, day);
			day = from.day;
		}
		this.put(job, day);
	}
}
