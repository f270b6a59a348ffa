// Which catchment (whose posyandu) every node of the mesh belongs to, and how many territories each
// gets. A house belongs where it is recorded, all land and every other house where the nearest one does.
import type { Attached } from './attach.ts';
import { grown } from './blocks.ts';
import { catchmentShares } from './catchment-shares.ts';
import type { DivisionInput, DivisionNote, DivisionResult } from './contract.ts';
import type { Mesh } from './mesh.ts';
import { note, refusal } from './reasons.ts';
import { portionsOf, type Portions } from './shares.ts';

export interface Catchments {
	readonly keys: readonly string[];
	/** Catchment of each node. */
	readonly of: Int32Array;
	/** Catchment of each share. */
	readonly ofShare: Int32Array;
}

export interface CatchmentsFound {
	readonly ok: true;
	/** Null where they do not count: nobody asked, or no house has one. */
	readonly catchments: Catchments | null;
	readonly notes: readonly DivisionNote[];
}

/** Part of what is fair that a catchment's kader may be off before it is said. */
const unevenPart = 0.05;

/** @param ids of the households in the order of `attached` */
export function catchmentsOf(
	{ households, k, shares: hours, catchments: wanted }: DivisionInput,
	ids: readonly string[],
	attached: Attached
): CatchmentsFound | Extract<DivisionResult, { ok: false }> {
	if (!wanted) return { ok: true, catchments: null, notes: [] };
	const recorded = new Map(households.map(({ id, catchment }) => [id, catchment ?? null]));
	const placed = ids.map((id, i) => (attached.nodeOf[i]! < 0 ? null : recorded.get(id)!));
	const named = [...new Set(placed.filter((key) => key !== null))].sort();
	if (named.length === 0) {
		return { ok: true, catchments: null, notes: [note('catchments_unknown', ids.length)] };
	}
	const { mesh, nodeOf } = attached;
	const { keys, owner, mixed } = ownersOf(mesh, nodeOf, placed, named);
	if (keys.length > k) {
		const reason = refusal('catchments_above_k', { catchments: keys.length, k });
		return { ok: false, reason };
	}
	const of = grown(mesh, owner);
	const loads = loadsOf(mesh, of, keys.length);
	const slots = wanted.map((key) => (key === null ? -1 : keys.indexOf(key)));
	const strangers = wanted.filter((key, i) => key !== null && slots[i]! < 0).length;
	const parts = portionsOf(hours) ?? new Float64Array(k).fill(1 / k);
	const shares = catchmentShares(slots, [...parts], loads);
	const counts = [
		['catchments_mixed', mixed],
		['catchments_strangers', strangers],
		['catchments_surplus', shares.surplus],
		['catchments_borrowed', shares.borrowed],
		['catchments_apart', piecesBeyondOne(mesh, of, keys.length)]
	] as const;
	const notes = counts.flatMap(([code, count]) => (count > 0 ? [note(code, count)] : []));
	const unevenness = unevennessOf(loads, shares.of, parts);
	if (unevenness > unevenPart) {
		notes.push(note('catchments_uneven', 1, { percent: Math.round(unevenness * 1000) / 10 }));
	}
	return { ok: true, catchments: { keys, of, ofShare: shares.of }, notes };
}

/**
 * Where houses of several catchments stand at one place, the place is of most of them; a catchment that
 * is left without a place of its own is none.
 */
function ownersOf(
	mesh: Mesh,
	nodeOf: Int32Array,
	placed: readonly (string | null)[],
	named: readonly string[]
) {
	const numbers = placed.map((key) => (key === null ? -1 : named.indexOf(key)));
	const votes = new Map<number, Map<number, number>>();
	nodeOf.forEach((node, i) => {
		if (numbers[i]! < 0) return;
		const own = votes.get(node) ?? new Map<number, number>();
		votes.set(node, own.set(numbers[i]!, (own.get(numbers[i]!) ?? 0) + 1));
	});
	const owner = new Int32Array(mesh.nodeCount).fill(-1);
	let mixed = 0;
	for (const [node, own] of votes) {
		const [most] = [...own].sort((p, q) => q[1] - p[1] || p[0] - q[0]);
		owner[node] = most![0];
		for (const [c, count] of own) if (c !== owner[node]) mixed += count;
	}
	const keys = named.filter((_, c) => owner.includes(c));
	return { keys, owner: owner.map((c) => (c < 0 ? -1 : keys.indexOf(named[c]!))), mixed };
}

function loadsOf(mesh: Mesh, of: Int32Array, count: number) {
	const loads = Array.from({ length: count }, () => ({ load: 0, places: 0 }));
	of.forEach((c, u) => {
		loads[c]!.load += mesh.load[u]!;
		loads[c]!.places += mesh.isHouse[u]!;
	});
	return loads;
}

/** Pieces of catchments that others part from the rest of theirs. */
function piecesBeyondOne({ graph }: Mesh, of: Int32Array, count: number): number {
	const seen = new Uint8Array(of.length);
	let pieces = 0;
	for (let s = 0; s < of.length; s++) {
		if (seen[s]) continue;
		pieces++;
		seen[s] = 1;
		const open = [s];
		while (open.length > 0) {
			const u = open.pop()!;
			for (let e = graph.start[u]!; e < graph.start[u + 1]!; e++) {
				const v = graph.to[e]!;
				if (seen[v] || of[v] !== of[u]) continue;
				seen[v] = 1;
				open.push(v);
			}
		}
	}
	return pieces - count;
}

/** How far the work for an hour in a catchment is from the mean, at most. */
function unevennessOf(
	loads: readonly { readonly load: number }[],
	ofShare: Int32Array,
	parts: ArrayLike<number>
): number {
	const total = loads.reduce((sum, { load }) => sum + load, 0);
	const hours = new Float64Array(loads.length);
	ofShare.forEach((c, share) => (hours[c]! += parts[share]!));
	return loads.reduce((most, { load }, c) => {
		return Math.max(most, Math.abs(load / total / hours[c]! - 1));
	}, 0);
}

/** The load that each share should have: its part of what its own catchment has. */
export function catchmentTargets(
	{ keys, ofShare }: Pick<Catchments, 'keys' | 'ofShare'>,
	loadOf: ArrayLike<number>,
	portions: Portions
): Float64Array {
	const load = new Float64Array(keys.length);
	const hours = new Float64Array(keys.length);
	const part = (share: number): number => portions?.[share] ?? 1;
	ofShare.forEach((c, share) => {
		load[c]! += loadOf[share]!;
		hours[c]! += part(share);
	});
	return Float64Array.from(ofShare, (c, share) => (load[c]! * part(share)) / hours[c]!);
}
