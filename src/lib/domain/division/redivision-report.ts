// From a changed labelling to the result: territories with their numbers, who moved, and figures.
import type { MultiPolygon } from 'geojson';
import { catchmentTargets } from './catchments.ts';
import type { DivisionMetrics, DivisionNote } from './contract.ts';
import type { Labelling } from './labelling.ts';
import { normaliseArea } from './normalise-area.ts';
import { note } from './reasons.ts';
import type {
	RedividedTerritory,
	RedivisionInput,
	RedivisionMoves,
	RedivisionSuccess
} from './redivision-contract.ts';
import { holder, type Houses } from './redivision-houses.ts';
import type { Post, Staff } from './redivision-staff.ts';
import type { Start } from './redivision-start.ts';
import { divisionMetrics, polygonSize } from './report.ts';
import { portionsOf, targetsOf } from './shares.ts';
import { territoryOutlines } from './territory-outlines.ts';
import { unitedOutline } from './united-outline.ts';

export interface Redivided {
	readonly input: RedivisionInput;
	readonly staff: Staff;
	readonly houses: Houses;
	readonly start: Start;
	readonly plan: Labelling;
	readonly tolerance: number;
	/** Of the area. */
	readonly notes: readonly DivisionNote[];
}

interface Row {
	readonly territory: RedividedTerritory;
	/** Indexes into `houses.all`. */
	readonly members: readonly number[];
	/** Load it should have: its own where it is locked. */
	readonly target: number;
}

export function redivisionResult(redivided: Redivided): RedivisionSuccess {
	const rows = [...openRows(redivided), ...lockedRows(redivided)];
	rows.sort((p, q) => p.territory.number - q.territory.number);
	const territories = rows.map(({ territory }) => territory);
	const area = wholeArea(territories);
	const metrics = metricsOf(redivided, rows, area);
	const { all, open, isAway } = redivided.houses;
	return {
		ok: true,
		territories,
		outside: Array.from(open.filter((_, j) => isAway[j])).map((i) => all.ids[i]!),
		area,
		metrics,
		notes: [
			...redivided.notes,
			...redivided.houses.notes,
			...unevenNotes(redivided, metrics),
			...(metrics.extraParts > 0 ? [note('extra_parts', metrics.extraParts)] : [])
		],
		moved: movesOf(redivided, openTargets(redivided))
	};
}

function territoryOf(
	{ number, present, joiner, share }: Post,
	own: Pick<RedividedTerritory, 'households' | 'workload' | 'polygon' | 'isLocked'>
): RedividedTerritory {
	return { number, share, from: present?.number ?? null, joiner, ...own };
}

/** Label of each household that takes part. */
function labelsOf({ start, plan }: Redivided): Int32Array {
	return start.kept.map((kept, j) => (kept >= 0 ? kept : plan.label[start.nodeOf[j]!]!));
}

function openRows(redivided: Redivided): Row[] {
	const { staff, houses, plan } = redivided;
	const { all, open } = houses;
	const polygons = territoryOutlines(plan);
	const targets = openTargets(redivided);
	const members = staff.open.map((): number[] => []);
	labelsOf(redivided).forEach((a, j) => members[a]!.push(open[j]!));
	return staff.open.map((post, a) => ({
		territory: territoryOf(post, {
			households: members[a]!.map((i) => all.ids[i]!),
			workload: loadOf(all.load, members[a]!),
			polygon: polygons[a]!,
			isLocked: false
		}),
		members: members[a]!,
		target: targets[a]!
	}));
}

/** The same polygon object, and the same list but for households that nobody had yet. */
function lockedRows({ staff, houses }: Redivided): Row[] {
	return staff.locked.map((post, place): Row => {
		const present = post.present!;
		const members = houses.locked[place]!;
		const listed = new Set(present.households);
		const added = members.map((i) => houses.all.ids[i]!).filter((id) => !listed.has(id));
		const workload = loadOf(houses.all.load, members);
		const households = added.length > 0 ? [...present.households, ...added] : present.households;
		return {
			territory: territoryOf(post, {
				households,
				workload,
				polygon: present.polygon,
				isLocked: true
			}),
			members,
			target: workload
		};
	});
}

function loadOf(load: Float64Array, members: readonly number[]): number {
	return members.reduce((sum, i) => sum + load[i]!, 0);
}

function openTargets(redivided: Redivided): Float64Array {
	const { input, staff, houses } = redivided;
	const shares = input.shares && staff.open.map(({ share }) => input.shares![share]!);
	const portions = portionsOf(shares);
	if (!staff.catchments) {
		const total = loadOf(houses.all.load, [...houses.open]);
		return targetsOf(total, staff.open.length, portions);
	}
	const keys = staff.catchments;
	const loads = new Float64Array(staff.open.length);
	labelsOf(redivided).forEach((a, j) => (loads[a]! += houses.all.load[houses.open[j]!]!));
	const ofShare = Int32Array.from(staff.open, ({ catchment }) => keys.indexOf(catchment));
	return catchmentTargets({ keys, ofShare }, loads, portions);
}

function wholeArea(territories: readonly RedividedTerritory[]): MultiPolygon {
	const united = unitedOutline(territories.map(({ polygon }) => polygon));
	const sound = normaliseArea(united);
	if (!sound.ok) return united;
	return {
		type: 'MultiPolygon',
		coordinates: sound.area.polygons.map((rings) => rings.map((ring) => [...ring, ring[0]!]))
	};
}

function metricsOf(
	{ houses, start }: Redivided,
	rows: readonly Row[],
	area: MultiPolygon
): DivisionMetrics {
	const { projection } = start.mesh.points;
	const { m2, perimeterM } = polygonSize(area, projection);
	const { lng, lat, load, group } = houses.all;
	return divisionMetrics({
		territories: rows.map(({ territory }) => territory),
		targets: rows.map(({ target }) => target || 1),
		members: rows.map(({ members }) => members),
		lng,
		lat,
		load,
		group,
		heaviestPlace: heaviestPlace(houses, start),
		areaParts: area.coordinates.length,
		areaM2: m2,
		areaPerimeterM: perimeterM,
		lines: start.mesh.lines?.corners ?? null,
		projection
	});
}

function heaviestPlace({ all, open }: Houses, { nodeOf, kept }: Start): number {
	const at = new Map<number, number>();
	nodeOf.forEach((node, j) => {
		if (kept[j]! < 0) at.set(node, (at.get(node) ?? 0) + all.load[open[j]!]!);
	});
	return [...at.values()].reduce((most, one) => Math.max(most, one), 0);
}

const percent = (part: number): number => Math.round(part * 1000) / 10;

function unevenNotes(redivided: Redivided, metrics: DivisionMetrics): DivisionNote[] {
	const { tolerance } = redivided;
	const notes: DivisionNote[] = [];
	const off = lockedDeviations(redivided).filter((one) => one > tolerance);
	if (off.length > 0) {
		const most = off.reduce((p, q) => Math.max(p, q));
		notes.push(note('locked_uneven', off.length, { percent: percent(most) }));
	}
	// The last house either way cannot be evened out.
	const least = openTargets(redivided).reduce((p, q) => Math.min(p, q));
	const floor = heaviestPlace(redivided.houses, redivided.start) / least;
	const deviation = metrics.maxDeviationPercent / 100;
	if (deviation > Math.max(tolerance, floor) + 1e-9) {
		const counts = { percent: percent(deviation), tolerance: percent(tolerance) };
		notes.push(note('tolerance_missed', 1, counts));
	}
	return notes;
}

/** Of each locked territory from its share of the whole load, as parts of that share. */
function lockedDeviations({ input, staff, houses }: Redivided): number[] {
	const k = staff.open.length + staff.locked.length;
	const { load } = houses.all;
	const total = load.reduce((sum, one) => sum + one, 0);
	const fair = targetsOf(total, k, portionsOf(input.shares));
	return staff.locked.map(({ share }, place) => {
		const own = loadOf(load, houses.locked[place]!);
		return Math.abs(own - fair[share]!) / fair[share]!;
	});
}

/**
 * Unavoidable is what stands with who leaves and what others have beyond the tolerance, or what is
 * missing to bring all up to it, whichever is more.
 */
function movesOf(redivided: Redivided, targets: Float64Array): RedivisionMoves {
	const { staff, houses, tolerance } = redivided;
	const { all, open, holders } = houses;
	const held = new Float64Array(staff.open.length);
	const moved = { households: 0, load: 0, leaving: 0, unheld: 0 };
	labelsOf(redivided).forEach((a, j) => {
		const load = all.load[open[j]!]!;
		const before = holders[j]!;
		const goesOn = before >= 0 && staff.open[before]!.present !== null;
		if (before === holder.nobody) moved.unheld += load;
		else if (!goesOn) moved.leaving += load;
		else held[before]! += load;
		if (before === holder.nobody || (goesOn && before === a)) return;
		moved.households++;
		moved.load += load;
	});
	let over = moved.leaving;
	let under = -moved.unheld;
	targets.forEach((target, a) => {
		over += Math.max(0, held[a]! - (1 + tolerance) * target);
		under += Math.max(0, (1 - tolerance) * target - held[a]!);
	});
	const total = all.load.reduce((sum, one) => sum + one, 0);
	return {
		households: moved.households,
		loadPercent: (100 * moved.load) / total,
		unavoidablePercent: (100 * Math.max(over, under, 0)) / total
	};
}
