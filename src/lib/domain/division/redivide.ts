// Changes an existing division: a kader leaves or joins, or the rest is evened out round what the
// planner fixed. It moves few households, keeps locked territories as they are, and never throws.
import { areaMesh } from './area-mesh.ts';
import type { DivisionHooks, RefusalCode } from './contract.ts';
import type { Labelling } from './labelling.ts';
import type { Mesh } from './mesh.ts';
import { loadUnit } from './load-unit.ts';
import { favouringLines, mildly } from './natural-lines.ts';
import { normaliseArea, type SoundArea } from './normalise-area.ts';
import { homesToPlace, pinHomes, withHomes, type Pins } from './pinned-homes.ts';
import { placeIndex } from './place-index.ts';
import { refusal } from './reasons.ts';
import type { RedivisionInput, RedivisionResult } from './redivision-contract.ts';
import { housesOf, openHouseholds, type Houses } from './redivision-houses.ts';
import {
	catchmentChanges,
	searchCatchments,
	type CatchmentChange
} from './redivision-catchments.ts';
import { redivisionResult } from './redivision-report.ts';
import { searchRedivision } from './redivision-search.ts';
import { staffOf, type Staff } from './redivision-staff.ts';
import { redivisionStart, type Start } from './redivision-start.ts';
import { homesInMetres, portionsOf, targetsOf } from './shares.ts';
import { unitedOutline } from './united-outline.ts';

/** Part of its target by which a load may be off: to be exact would move twice as many. */
const usualTolerance = 0.05;

/**
 * The area of the territories that are not locked is divided anew from where it stands: households
 * start with who has them, those of who leaves go to neighbours, the territory of one who joins
 * grows from a house, and exchanges along borders even out what is beyond the tolerance
 * (territory.md §5, change of staff). Same input and seed, same bytes.
 *
 * The new territories cover what the open ones covered. Towards a locked territory every vertex of
 * the old border stays. A new border that ends there adds a vertex which the locked polygon, whose
 * bytes must not change, does not have: it lies on the locked edge to within 1e-8 m, so the two
 * sides differ by less than 1e-6 m². `unitedOutline` knows such vertices when both are open again.
 */
export function redivide(input: RedivisionInput, hooks: DivisionHooks = {}): RedivisionResult {
	hooks.progress?.({ stage: 'area', done: 0 });
	const checked = staffOf(input);
	if (!checked.ok) return checked;
	const { staff } = checked;
	const area = normaliseArea(unitedOutline(staff.reopened.map(({ polygon }) => polygon)));
	if (!area.ok) return refused('territories_broken');
	const houses = housesOf(input, staff, area.area);
	if (houses.all.ids.length === 0) return refused('no_households');
	hooks.progress?.({ stage: 'mesh', done: 0.1 });
	const start = startOf(input, staff, houses, area.area);
	if (!start) return refused('territories_broken');
	const changes = catchmentChanges(start, staff, houses);
	const short = shortage(start.mesh, staff.open.length, changes);
	if (short) return refused('k_above_places', short);
	hooks.progress?.({ stage: 'balance', done: 0.4 });
	const plan = searched(input, staff, houses, start, changes, hooks);
	if (!plan) return refused('cancelled');
	hooks.progress?.({ stage: 'borders', done: 0.9 });
	const result = redivisionResult({
		input,
		staff,
		houses,
		start,
		plan,
		tolerance: toleranceOf(input),
		notes: area.area.notes
	});
	hooks.progress?.({ stage: 'borders', done: 1 });
	return result;
}

function refused(code: RefusalCode, counts: Record<string, number> = {}): RedivisionResult {
	return { ok: false, reason: refusal(code, counts) };
}

/** More kader than places with a house, in one catchment at least. */
function shortage(
	mesh: Mesh,
	k: number,
	changes: readonly CatchmentChange[] | null
): { k: number; places: number } | undefined {
	const all = changes?.map(({ part, labels }) => ({ mesh: part.mesh, k: labels.length })) ?? [
		{ mesh, k }
	];
	return all
		.map((one) => ({ k: one.k, places: one.mesh.isHouse.reduce((sum, own) => sum + own, 0) }))
		.find((one) => one.k > one.places);
}

function toleranceOf({ tolerance }: RedivisionInput): number {
	return tolerance !== undefined && tolerance >= 0 ? tolerance : usualTolerance;
}

function startOf(
	input: RedivisionInput,
	staff: Staff,
	houses: Houses,
	area: SoundArea
): Start | null {
	const placed = openHouseholds(houses, area);
	const homes = homesToPlace(
		{ homes: staff.open.map(({ present }) => present?.home ?? null), pinHomes: true },
		area
	);
	const standing = withHomes(placed, homes);
	const meshed = areaMesh(area, standing, input.isCoarse === true, input.lines);
	if (!meshed) return null;
	const { mesh, pins } = pinHomes(meshed.mesh, placed.ids.length, homes);
	const start = redivisionStart(favouringLines(mesh, mildly), placed, houses, staff);
	return { ...start, pins: pins && ownPins(pins, staff) };
}

/** Who lives elsewhere now goes on living elsewhere: only a new division draws everybody home. */
function ownPins(pins: Pins, { open }: Staff): Pins {
	return pins.map((node, a) => {
		const { home, polygon } = open[a]!.present ?? {};
		return home && polygon && placeIndex([polygon])(home) === 0 ? node : -1;
	});
}

function searched(
	input: RedivisionInput,
	{ open }: Staff,
	{ all, open: taking }: Houses,
	start: Start,
	changes: readonly CatchmentChange[] | null,
	hooks: DivisionHooks
): Labelling | null {
	const weight = Float64Array.from(taking, (i) => all.weight[i]!);
	const total = weight.reduce((sum, one) => sum + one, 0);
	const shares = input.shares ? open.map(({ share }) => input.shares![share]!) : null;
	const homes = open.map(({ joiner }) => (joiner === null ? null : input.joining[joiner]!.home));
	const search = {
		targets: targetsOf(total, open.length, portionsOf(shares ?? undefined)),
		tolerance: toleranceOf(input),
		unit: loadUnit(weight),
		seed: Number.isFinite(input.seed) ? Math.trunc(input.seed) : 1,
		homes: homesInMetres(homes, start.mesh.points.projection)
	};
	const isCancelled = (): boolean => hooks.cancelled?.() ?? false;
	return changes
		? searchCatchments(start, changes, shares, search, isCancelled)
		: searchRedivision(start, search, isCancelled);
}
