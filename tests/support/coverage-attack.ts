// A reader of the cube who computes: every count is an unknown between two bounds, the cells that are shown
// are known, and what must hold between areas, periods and reasons draws the bounds tighter until nothing
// moves. A hidden count with equal bounds was given away.
import { addDays } from '../../src/lib/domain/day.ts';
import { spanDays } from '../../src/lib/domain/area-coverage.ts';
import { missedReasons, type Span } from '../../src/lib/domain/coverage.ts';

export interface PublishedCell {
	readonly area_id: string;
	readonly month: string;
	/** With its span: `household_visited.month`. */
	readonly indicator: string;
	readonly numerator: number | null;
	readonly denominator: number | null;
	readonly suppressed: boolean;
}

/** What is known beside the cube, to somebody who knows the place well. */
export interface Background {
	readonly parents: ReadonlyMap<string, string | null>;
	/** Of those registered (households, people, under-fives), by area, month and indicator with its span. */
	readonly registered: ReadonlyMap<string, number>;
}

export const cellKey = (area: string, month: string, indicator: string) =>
	`${area}/${month}/${indicator}`;

interface Sum {
	readonly total: string;
	readonly parts: readonly string[];
}

const endless = 1e9;

/** Unknown counts between bounds, and sums that draw them tighter. */
export class Bounds {
	readonly #lo = new Map<string, number>();
	readonly #hi = new Map<string, number>();
	readonly #sums: Sum[] = [];
	readonly #of = new Map<string, number[]>();
	#next = 0;

	has(name: string): boolean {
		return this.#lo.has(name);
	}
	add(name: string, lo: number, hi: number): string {
		this.#lo.set(name, lo);
		this.#hi.set(name, hi);
		return name;
	}
	any(lo = 0, hi = endless): string {
		return this.add(`?${this.#next++}`, lo, hi);
	}
	/** total = the parts together; parts that are not known of count nothing. */
	sum(total: string, parts: readonly string[]): void {
		if (!this.has(total)) return;
		const known = parts.filter((part) => this.has(part));
		for (const name of [total, ...known]) {
			const own = this.#of.get(name) ?? [];
			own.push(this.#sums.length);
			this.#of.set(name, own);
		}
		this.#sums.push({ total, parts: known });
	}
	atMost(small: string, big: string): void {
		if (this.has(small)) this.sum(big, [small, this.any()]);
	}
	range(name: string): [number, number] {
		return [this.#lo.get(name)!, this.#hi.get(name)!];
	}

	settle(): void {
		const waiting = new Set(this.#sums.keys());
		for (const index of waiting) {
			waiting.delete(index);
			for (const name of this.#tighten(this.#sums[index]!))
				for (const other of this.#of.get(name) ?? []) waiting.add(other);
		}
	}

	#tighten({ total, parts }: Sum): string[] {
		const lo = parts.reduce((sum, part) => sum + this.#lo.get(part)!, 0);
		const hi = parts.reduce((sum, part) => sum + this.#hi.get(part)!, 0);
		const moved = this.#narrow(total, lo, hi) ? [total] : [];
		const [least, most] = this.range(total);
		for (const part of parts) {
			const [partLo, partHi] = this.range(part);
			if (this.#narrow(part, least - (hi - partHi), most - (lo - partLo))) moved.push(part);
		}
		return moved;
	}

	#narrow(name: string, lo: number, hi: number): boolean {
		const [oldLo, oldHi] = this.range(name);
		if (oldLo > oldHi) throw new Error(`${name} contradicts itself: ${oldLo} to ${oldHi}`);
		if (lo > oldLo) this.#lo.set(name, lo);
		if (hi < oldHi) this.#hi.set(name, hi);
		return lo > oldLo || hi < oldHi;
	}
}

const states = ['position_known', 'jkn_active'];
const openly = ['kader_active', 'kader_synced'];

interface Cell extends PublishedCell {
	readonly base: string;
	readonly span: Span;
	readonly key: string;
}

/** The keys of hidden cells whose count is left with one value. */
export function recover(published: readonly PublishedCell[], background: Background): string[] {
	const cells = published
		.map((cell): Cell => {
			const [base = '', span = ''] = cell.indicator.split('.');
			const key = cellKey(cell.area_id, cell.month, cell.indicator);
			return { ...cell, base, span: span as Cell['span'], key };
		})
		.filter(({ base }) => !openly.includes(base));
	const bounds = new Bounds();
	for (const cell of cells) addCell(bounds, cell, background);
	addParts(bounds, cells, background);
	addReasons(bounds, cells);
	addTime(bounds, cells, background);
	bounds.settle();
	return cells
		.filter((cell) => cell.suppressed)
		.filter(({ key, base }) => {
			const [lo, hi] = bounds.range(`${key} yes`);
			// That no household was missed for a reason tells of none.
			return lo === hi && (lo > 0 || !isReason(base));
		})
		.map(({ key }) => key);
}

const isReason = (base: string) => base.startsWith('missed_');

function addCell(bounds: Bounds, cell: Cell, { registered }: Background): void {
	const { key, base, numerator, denominator } = cell;
	if (isReason(base)) {
		// Shown in steps of five, and none only where there is none; hidden below five with the rest shown.
		const [lo, hi] = numerator ? [numerator, numerator + 4] : [0, cell.suppressed ? 4 : 0];
		bounds.add(`${key} yes`, lo, denominator === null ? endless : hi);
		return;
	}
	const of = denominator ?? registered.get(key);
	bounds.add(`${key} yes`, numerator ?? 0, numerator ?? endless);
	bounds.add(`${key} no`, 0, endless);
	bounds.add(`${key} of`, of ?? 0, of ?? endless);
	bounds.sum(`${key} of`, [`${key} yes`, `${key} no`]);
}

function addParts(bounds: Bounds, cells: readonly Cell[], { parents }: Background): void {
	const parts = new Map<string, Cell[]>();
	for (const cell of cells) {
		const parent = parents.get(cell.area_id);
		if (!parent) continue;
		const key = cellKey(parent, cell.month, cell.indicator);
		parts.set(key, [...(parts.get(key) ?? []), cell]);
	}
	for (const cell of cells) {
		const own = parts.get(cell.key);
		if (!own) continue;
		const kinds = isReason(cell.base) ? ['yes'] : ['yes', 'no', 'of'];
		// What belongs to the area and to none of its parts.
		const rest = kinds.map(() => bounds.any());
		if (kinds.length === 3) bounds.sum(rest[2]!, rest.slice(0, 2));
		for (const [n, kind] of kinds.entries())
			bounds.sum(`${cell.key} ${kind}`, [...own.map(({ key }) => `${key} ${kind}`), rest[n]!]);
	}
}

function addReasons(bounds: Bounds, cells: readonly Cell[]): void {
	for (const { area_id, month, base, span, key } of cells)
		if (base === 'household_visited')
			bounds.sum(
				`${key} no`,
				missedReasons.map((reason) => `${cellKey(area_id, month, `missed_${reason}.${span}`)} yes`)
			);
}

/** Whatever periods hold each other, or make up another together. */
function addTime(bounds: Bounds, cells: readonly Cell[], { registered }: Background): void {
	const series = new Map<string, (Cell & { from: string; to: string })[]>();
	for (const cell of cells) {
		if (isReason(cell.base)) continue;
		const key = `${cell.area_id} ${cell.base}`;
		series.set(key, [...(series.get(key) ?? []), { ...cell, ...spanDays(cell.month, cell.span) }]);
	}
	for (const own of series.values())
		for (const big of own)
			for (const one of own) {
				// How it stands at the end of a later month: whoever was registered still is.
				if (states.includes(big.base) && one.to < big.to)
					for (const kind of ['yes', 'no'])
						bounds.atMost(`${one.key} ${kind}`, `${big.key} ${kind}`);
				if (big === one || one.from < big.from || one.to > big.to) continue;
				addHolding(bounds, big, one);
				if (one.from !== big.from || one.to === big.to) continue;
				for (const two of own)
					if (two.to === big.to && two.from === addDays(one.to, 1))
						addTogether(bounds, big, one, two, registered);
			}
}

type Period = Cell & { readonly from: string; readonly to: string };

function addHolding(bounds: Bounds, big: Period, one: Period): void {
	const isSame = one.from === big.from && one.to === big.to;
	const holds = big.base === 'household_visited' || (big.base === 'weighed' && one.to === big.to);
	const kinds = isSame ? ['yes', 'no', 'of'] : holds ? ['yes'] : [];
	for (const kind of kinds) bounds.atMost(`${one.key} ${kind}`, `${big.key} ${kind}`);
}

function addTogether(
	bounds: Bounds,
	big: Period,
	one: Period,
	two: Period,
	registered: Background['registered']
): void {
	if (big.base !== 'household_visited') return;
	const grown = Math.max(0, (registered.get(big.key) ?? 0) - (registered.get(one.key) ?? 0));
	const together = bounds.any();
	bounds.sum(together, [`${one.key} yes`, `${two.key} yes`, bounds.any(grown, grown)]);
	bounds.atMost(`${big.key} yes`, together);
}
