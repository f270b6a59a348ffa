// The households of a division that changes: who holds each now, and which of them take part. A
// household of a locked territory takes no part; nobody is left out of both.
import type { DivisionHousehold, DivisionNote } from './contract.ts';
import { normaliseHouseholds, type PlacedHouseholds } from './normalise-households.ts';
import type { SoundArea } from './normalise-area.ts';
import { placeIndex } from './place-index.ts';
import type { RedivisionInput } from './redivision-contract.ts';
import type { Staff } from './redivision-staff.ts';

/** Holder of a household whose kader leaves, and of one that nobody lists. */
export const holder = { leaving: -1, nobody: -2 } as const;

export interface Houses {
	/** Every household that can be counted, each once. */
	readonly all: PlacedHouseholds;
	/** Indexes into `all` of those that take part. */
	readonly open: Int32Array;
	/** Of each that takes part: the label that holds it, or one of `holder`. */
	readonly holders: Int32Array;
	/** Of each that takes part: 1 where the planner fixed it. */
	readonly isFixed: Uint8Array;
	/** Of each that takes part: 1 where it has no place in the area, so that it only counts as load. */
	readonly isAway: Uint8Array;
	/** Indexes into `all` of each locked territory's households, in the order of `staff.locked`. */
	readonly locked: readonly (readonly number[])[];
	readonly notes: readonly DivisionNote[];
}

/** Degrees, a good kilometre, as for a new division. */
const farDeg = 0.01;
const everywhere = [-Infinity, -Infinity, Infinity, Infinity] as const;

export function housesOf(input: RedivisionInput, staff: Staff, area: SoundArea): Houses {
	const away = new Set<string>();
	const corner = area.polygons[0]![0]![0]!;
	const placed = input.households.map((household): DivisionHousehold => {
		if (hasPlace(household)) return household;
		away.add(household.id);
		return { ...household, position: corner };
	});
	const all = normaliseHouseholds(placed, everywhere);
	const holderOf = currentHolders(input, staff);
	const atLocked = placeIndex(staff.locked.map(({ present }) => present!.polygon));
	const open: number[] = [];
	const holders: number[] = [];
	const locked: number[][] = staff.locked.map(() => []);
	all.ids.forEach((id, i) => {
		const held = holderOf.get(id);
		const home =
			held?.lockedPlace ?? (held || away.has(id) ? -1 : atLocked([all.lng[i]!, all.lat[i]!]));
		if (home >= 0) locked[home]!.push(i);
		else {
			open.push(i);
			holders.push(held?.label ?? holder.nobody);
		}
	});
	const fixed = new Set(input.fixed);
	return {
		all,
		open: Int32Array.from(open),
		holders: Int32Array.from(holders),
		isFixed: Uint8Array.from(open, (i) => Number(fixed.has(all.ids[i]!))),
		isAway: Uint8Array.from(open, (i) =>
			Number(away.has(all.ids[i]!) || !isNear(all.lng[i]!, all.lat[i]!, area))
		),
		locked,
		notes: all.notes
	};
}

function hasPlace({ position }: DivisionHousehold): boolean {
	return Array.isArray(position) && Number.isFinite(position[0]) && Number.isFinite(position[1]);
}

function isNear(lng: number, lat: number, { bounds }: SoundArea): boolean {
	const [west, south, east, north] = bounds;
	return lng > west - farDeg && lng < east + farDeg && lat > south - farDeg && lat < north + farDeg;
}

interface Held {
	readonly label: number;
	/** Place in `staff.locked`. */
	readonly lockedPlace?: number;
}

/** By id; the first territory that lists a household holds it. */
function currentHolders({ territories }: RedivisionInput, staff: Staff): Map<string, Held> {
	const heldBy = new Map<number, Held>();
	for (const { number } of staff.leaving) heldBy.set(number, { label: holder.leaving });
	staff.open.forEach(({ present, takesOver }, label) => {
		const own = present ?? takesOver;
		if (own) heldBy.set(own.number, { label });
	});
	staff.locked.forEach(({ number }, lockedPlace) => {
		heldBy.set(number, { label: holder.nobody, lockedPlace });
	});
	const holderOf = new Map<string, Held>();
	for (const { number, households } of territories) {
		for (const id of households) {
			if (!holderOf.has(id)) holderOf.set(id, heldBy.get(number)!);
		}
	}
	return holderOf;
}

/** The households that take part, as the mesh wants them: those away stand at a corner. */
export function openHouseholds({ all, open, isAway }: Houses, area: SoundArea): PlacedHouseholds {
	const [lng, lat] = area.polygons[0]![0]![0] as [number, number];
	const pick = (values: Float64Array): Float64Array => Float64Array.from(open, (i) => values[i]!);
	return {
		...all,
		ids: Array.from(open, (i) => all.ids[i]!),
		lng: pick(all.lng).map((own, j) => (isAway[j] ? lng : own)),
		lat: pick(all.lat).map((own, j) => (isAway[j] ? lat : own)),
		load: pick(all.load),
		weight: pick(all.weight),
		group: Int32Array.from(open, (i) => all.group[i]!)
	};
}
