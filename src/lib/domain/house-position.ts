// What the positions of visits teach about where a house stands. GPS only ever betters GPS: what a
// person marked on a map is moved by a person.
import type { Fix } from './fix.ts';
import type { Household } from './household.ts';
import { metresApart } from './routing/local-metres.ts';
import type { Change } from './sync/change.ts';
import type { VisitOutcome } from './visit.ts';

/** Beyond it a fix may mean the house next door. */
export const worstDoorM = 50;
/** Errors of one sky are alike: no number of visits makes a phone surer than this. */
const bestM = 3;
/** Two fixes further apart than so many of their doubts are not of one place. */
const outlier = 3;
/** A smaller change is not worth a row on every phone. */
const leastMoveM = 1;
const leastGain = 0.9;

/** Outcomes of somebody who stood at the door. */
const atTheDoor: readonly VisitOutcome[] = [
	'completed',
	'not_home',
	'refused',
	'moved',
	'house_empty'
];

/**
 * The mean of what is known and what is new, each weighing 1 ÷ accuracy².
 * @returns null where the fix is too doubtful or of another place: then nothing moves
 */
export function refined(known: Fix, fix: Fix): Fix | null {
	if (!(fix.accuracyM <= worstDoorM) || !(known.accuracyM >= 0)) return null;
	const [a, b] = [Math.max(bestM, known.accuracyM), Math.max(bestM, fix.accuracyM)];
	const apartM = metresApart(known.point.coordinates, fix.point.coordinates);
	if (!(apartM <= outlier * Math.max(a, b))) return null;
	const share = (a * a) / (a * a + b * b);
	const mixed = (axis: 0 | 1): number => {
		const [from, to] = [known.point.coordinates[axis]!, fix.point.coordinates[axis]!];
		return Math.round((from + (to - from) * share) * 1e7) / 1e7;
	};
	return {
		point: { type: 'Point', coordinates: [mixed(0), mixed(1)] },
		accuracyM: Math.max(bestM, (a * b) / Math.sqrt(a * a + b * b))
	};
}

/**
 * The change of the house that follows from where a visit was recorded; none where nothing is learned.
 * A house without a place gets one. Imported and hand-marked places stay.
 * @param after ids that must reach the server first, such as the visit
 */
export function refineHouse(
	household: Pick<Household, 'id' | 'rev' | 'location' | 'locationAccuracyM' | 'locationSource'>,
	outcome: VisitOutcome,
	fix: Fix | null,
	after: readonly string[] = []
): Change[] {
	if (!fix || !atTheDoor.includes(outcome) || !(fix.accuracyM <= worstDoorM)) return [];
	const learned = learnedFrom(household, fix);
	if (!learned) return [];
	return [
		{
			entity: 'household',
			op: 'update',
			id: household.id,
			baseRev: household.rev,
			patch: {
				location: learned.point,
				locationAccuracyM: Math.round(learned.accuracyM * 10) / 10,
				locationSource: 'gps'
			},
			after: [household.id, ...after]
		}
	];
}

function learnedFrom(
	{ location, locationAccuracyM, locationSource }: Parameters<typeof refineHouse>[0],
	fix: Fix
): Fix | null {
	if (!location) return fix;
	if (locationSource !== 'gps') return null;
	const known = { point: location, accuracyM: locationAccuracyM ?? worstDoorM };
	const mean = refined(known, fix);
	if (!mean) return null;
	const movedM = metresApart(location.coordinates, mean.point.coordinates);
	const isWorth = movedM >= leastMoveM || mean.accuracyM < leastGain * known.accuracyM;
	return isWorth ? mean : null;
}
