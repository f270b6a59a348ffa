// Divides an area among kader: the way in to the engine. It returns territories or a reason in
// words; it never throws on dirty input and knows nothing of minutes, kader or the page.
import { areaMesh } from './area-mesh.ts';
import { attachHouseholds, type Attached } from './attach.ts';
import {
	catchmentsOf,
	catchmentTargets,
	type Catchments,
	type CatchmentsFound
} from './catchments.ts';
import type {
	DivisionHooks,
	DivisionInput,
	DivisionNote,
	DivisionResult,
	DivisionStage,
	DivisionSuccess,
	DivisionTerritory,
	RefusalCode
} from './contract.ts';
import { cutLand } from './land-cut.ts';
import type { Labelling } from './labelling.ts';
import { loadUnit, usualLoad } from './load-unit.ts';
import type { Mesh } from './mesh.ts';
import { normaliseArea, type SoundArea } from './normalise-area.ts';
import { normaliseHouseholds, type PlacedHouseholds } from './normalise-households.ts';
import { favouringLines, strongly } from './natural-lines.ts';
import { homesToPlace, pinHomes, withHomes, type PinnedHomes } from './pinned-homes.ts';
import { note, refusal } from './reasons.ts';
import { divisionMetrics, polygonSize } from './report.ts';
import { homesInMetres, portionsOf, sharesProblem, targetsOf } from './shares.ts';
import { solve, type SolveHooks } from './solve.ts';
import { solveCatchments } from './solve-catchments.ts';
import { areaOutline, territoryOutlines } from './territory-outlines.ts';

/** Share of the whole at which each stage starts, from timings at 2,000 × 10 and 20,000 × 60. */
const stageStart: Record<DivisionStage, number> = {
	area: 0,
	mesh: 0.05,
	centres: 0.2,
	balance: 0.55,
	borders: 0.9
};

/**
 * Exactly k territories that cover the area, each household in one, loads as even as the places
 * allow, each in one piece wherever the area allows. Same input and seed, same bytes.
 * Method: territory.md §5–6; labels on one constrained Delaunay mesh, found by balanced power
 * diagrams and evened out by exchanges that keep territories whole.
 */
export function divide(input: DivisionInput, hooks: DivisionHooks = {}): DivisionResult {
	const { k } = input;
	const say = (stage: DivisionStage, done: number): void => hooks.progress?.({ stage, done });
	if (!Number.isInteger(k) || k < 1) return refused('k_invalid');
	const wrong =
		sharesProblem(k, input.shares, input.homes) ?? sharesProblem(k, undefined, input.catchments);
	if (wrong) return { ok: false, reason: wrong };
	say('area', stageStart.area);
	const area = normaliseArea(input.area);
	if (!area.ok) return area;
	if (input.households.length === 0) return refused('no_households');
	const households = normaliseHouseholds(input.households, area.area.bounds);
	const counted = households.ids.length;
	if (counted === 0) {
		const far = households.far.length;
		return far > 0
			? refused('no_households_inside', { households: far })
			: refused('no_households');
	}
	if (k > counted) return refused('k_above_households', { k, households: counted });
	say('mesh', stageStart.mesh);
	const homes = homesToPlace(input, area.area);
	const standing = withHomes(households, homes);
	const meshed = areaMesh(area.area, standing, input.isCoarse === true, input.lines);
	if (!meshed) return refused('area_broken');
	const pinned = pinHomes(favouringLines(meshed.mesh, strongly), counted, homes);
	const attached = attachHouseholds(pinned.mesh, households.lng, households.lat, households.weight);
	if (attached.nodeOf.every((node) => node < 0) || attached.outside.length === counted) {
		return refused('no_households_inside', { households: counted });
	}
	const places = attached.mesh.isHouse.reduce((sum, one) => sum + one, 0);
	if (k > places) return refused('k_above_places', { k, places });
	const found = catchmentsOf(input, households.ids, attached);
	if (!found.ok) return found;
	const build = new Build(input, meshed.area, households, attached, pinned, found);
	return solveAndBuild(build, say, hooks);
}

function refused(code: RefusalCode, counts: Record<string, number> = {}): DivisionResult {
	return { ok: false, reason: refusal(code, counts) };
}

function solveAndBuild(
	build: Build,
	say: (stage: DivisionStage, done: number) => void,
	hooks: DivisionHooks
): DivisionResult {
	const { centres, balance, borders } = stageStart;
	const { mesh, options, catchments } = build;
	const searching: SolveHooks = {
		cancelled: () => hooks.cancelled?.() ?? false,
		progress: (done) =>
			say(done < 0.5 ? 'centres' : 'balance', centres + done * (borders - centres)),
		found: (labelling) => hooks.plan?.(build.result(labelling))
	};
	const plan = catchments
		? solveCatchments(mesh, options, catchments, searching)
		: solve(mesh, options, searching);
	if (!plan) return refused('cancelled');
	cutLand(plan);
	say('balance', balance + (borders - balance));
	const result = build.result(plan);
	say('borders', 1);
	return result;
}

/** Turns a labelling into the result: numbered territories, their households, figures and notes. */
class Build {
	readonly mesh: Mesh;
	readonly options;
	readonly #area: SoundArea;
	readonly #households: PlacedHouseholds;
	readonly #attached: Attached;
	readonly #pinned: PinnedHomes;
	readonly catchments: Catchments | null;
	readonly #catchmentNotes: readonly DivisionNote[];

	constructor(
		input: DivisionInput,
		area: SoundArea,
		households: PlacedHouseholds,
		attached: Attached,
		pinned: PinnedHomes,
		found: CatchmentsFound
	) {
		this.catchments = found.catchments;
		this.#catchmentNotes = found.notes;
		this.#pinned = pinned;
		this.#area = area;
		this.#households = households;
		this.#attached = attached;
		this.mesh = attached.mesh;
		const seed = Number.isFinite(input.seed) ? Math.trunc(input.seed) : 1;
		const profile = input.profile ?? 'walk';
		this.options = {
			k: input.k,
			seed,
			profile,
			unit: loadUnit(households.weight),
			usualLoad: usualLoad(households.weight),
			groupOf: this.#groupOf(),
			maySplit: input.maySplitGroups !== false,
			portions: portionsOf(input.shares),
			homes: input.homes ? homesInMetres(input.homes, this.mesh.points.projection) : null,
			pins: pinned.pins
		};
	}

	/** Houses at one place go together: the group of the first that has one is the place's. */
	#groupOf(): Int32Array {
		const groupOf = new Int32Array(this.mesh.nodeCount).fill(-1);
		this.#attached.nodeOf.forEach((node, i) => {
			if (node >= 0 && groupOf[node]! < 0) groupOf[node] = this.#households.group[i]!;
		});
		return groupOf;
	}

	result(plan: Labelling): DivisionSuccess {
		const { projection } = this.mesh.points;
		const polygons = territoryOutlines(plan);
		const members = this.#numbered(plan);
		const territories = members.map(({ label, households }, index): DivisionTerritory => ({
			number: index + 1,
			share: label,
			households: households.map((i) => this.#households.ids[i]!),
			workload: households.reduce((sum, i) => sum + this.#households.load[i]!, 0),
			polygon: polygons[label]!,
			...(this.catchments && { catchment: this.catchments.keys[this.catchments.ofShare[label]!]! })
		}));
		const area = areaOutline(this.mesh);
		const { m2, perimeterM } = polygonSize(area, projection);
		const metrics = divisionMetrics({
			territories,
			targets: this.#targets(territories),
			members: members.map(({ households }) => households),
			lng: this.#households.lng,
			lat: this.#households.lat,
			load: this.#households.load,
			group: this.#households.group,
			heaviestPlace: this.#heaviestPlace(),
			areaParts: this.mesh.graph.parts,
			areaM2: m2,
			areaPerimeterM: perimeterM,
			lines: this.mesh.lines?.corners ?? null,
			projection
		});
		const { outside, notes } = this.#remarks(metrics);
		notes.push(...this.#pinned.notesOn(plan));
		return { ok: true, territories, outside, area, metrics, notes };
	}

	/** By number; null where all should have the same. */
	#targets(territories: readonly DivisionTerritory[]): readonly number[] | null {
		const { portions, k } = this.options;
		if (this.catchments) {
			const loads = new Float64Array(k);
			for (const { share, workload } of territories) loads[share] = workload;
			const targets = catchmentTargets(this.catchments, loads, portions);
			// A catchment without any work is at its target.
			return territories.map(({ share }) => targets[share]! || 1);
		}
		if (!portions) return null;
		const total = territories.reduce((sum, { workload }) => sum + workload, 0);
		const targets = targetsOf(total, k, portions);
		return territories.map(({ share }) => targets[share]!);
	}

	/** Territories from north-west to south-east by the middle of their houses. */
	#numbered(plan: Labelling): { label: number; households: number[] }[] {
		const { x, y } = this.mesh;
		const groups = Array.from({ length: plan.k }, (_, label) => ({
			label,
			households: [] as number[],
			place: 0
		}));
		this.#attached.nodeOf.forEach((node, i) => {
			if (node < 0) return;
			const group = groups[plan.label[node]!]!;
			group.households.push(i);
			group.place += x[node]! - y[node]!;
		});
		for (const group of groups) group.place /= Math.max(1, group.households.length);
		return groups.sort((p, q) => p.place - q.place || p.label - q.label);
	}

	#heaviestPlace(): number {
		const at = new Map<number, number>();
		let heaviest = 0;
		this.#attached.nodeOf.forEach((node, i) => {
			if (node < 0) return;
			const load = (at.get(node) ?? 0) + this.#households.load[i]!;
			at.set(node, load);
			heaviest = Math.max(heaviest, load);
		});
		return heaviest;
	}

	#remarks({ maxDeviationPercent: deviation, extraParts, groups }: DivisionSuccess['metrics']) {
		const { ids, far, notes: own, load } = this.#households;
		const notes: DivisionNote[] = [...this.#area.notes, ...own, ...this.#catchmentNotes];
		const { nodeOf, outside } = this.#attached;
		const near = outside.filter((i) => nodeOf[i]! >= 0).length;
		const away = far.length + outside.length - near;
		if (near > 0) notes.push(note('households_outside', near));
		if (away > 0) notes.push(note('households_far_outside', away));
		let total = 0;
		nodeOf.forEach((node, i) => {
			if (node >= 0) total += load[i]!;
		});
		const mean = total / this.options.k;
		const percent = (value: number): number => Math.round(value * 10) / 10;
		const heaviest = percent((100 * this.#heaviestPlace()) / (mean || 1));
		const { profile, maySplit, portions } = this.options;
		const isEqual = portions ? 0 : 1;
		if (profile === 'whole' && groups === 0) {
			notes.push(note('groups_unknown', groups));
		} else if (profile === 'whole' && !maySplit && deviation > 5) {
			notes.push(note('groups_uneven', 1, { percent: percent(deviation), isEqual }));
		} else if (deviation > 5 && heaviest > 100) {
			notes.push(note('place_too_heavy', 1, { percent: heaviest }));
		} else if (deviation > Math.max(5, heaviest)) {
			notes.push(note('not_balanced', 1, { percent: percent(deviation), isEqual }));
		}
		const apart = this.#catchmentNotes.find(({ code }) => code === 'catchments_apart')?.count ?? 0;
		if (extraParts > apart) notes.push(note('extra_parts', extraParts - apart));
		return { outside: [...outside.map((i) => ids[i]!), ...far], notes };
	}
}
