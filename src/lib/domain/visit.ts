// A visit is an event: it is never changed. A correction is a new visit that points at the old one.
import type { Point } from 'geojson';
import type { Day, Id, Instant, Placed, Row } from './entity.ts';

export const visitOutcomes = [
	'completed',
	'not_home',
	'refused',
	'moved',
	'house_empty',
	'not_found',
	'postponed'
] as const;
export type VisitOutcome = (typeof visitOutcomes)[number];

/** Whether it is worth coming again: the family lives there and was not met. */
export function canTryAgain(outcome: VisitOutcome): boolean {
	return ['not_home', 'refused', 'not_found', 'postponed'].includes(outcome);
}

/** Answers by question code, of the household sheet and of each member's cards. */
export interface VisitAnswers {
	readonly household: Readonly<Record<string, unknown>>;
	readonly cards: readonly {
		readonly memberId: Id<'member'>;
		/** Code of the card in the form, e.g. `pregnant`. */
		readonly card: string;
		readonly answers: Readonly<Record<string, unknown>>;
	}[];
	/** Where nobody was met: the day on which somebody comes again. */
	readonly nextTryOn?: Day;
}

export interface Visit extends Row<'visit'>, Placed {
	readonly householdId: Id<'household'>;
	readonly visitPlanId: Id<'visit_plan'> | null;
	readonly correctsId: Id<'visit'> | null;
	/** The membership that recorded it; null until the server has said so. */
	readonly membershipId: Id<'membership'> | null;
	readonly kaderId: Id<'kader'> | null;
	readonly visitorRole: 'kader' | 'health_worker' | 'joint';
	/** Entered later from a paper sheet: its day was read there, and nobody's position is known. */
	readonly copiedFromPaper: boolean;
	readonly outcome: VisitOutcome;
	/** The device's clock: data, never an order. */
	readonly capturedAt: Instant;
	/** Derived by the server from its own clock and the device's offset; provisional until then. */
	readonly visitedOn: Day;
	readonly formId: Id<'checklist_form'> | null;
	// Personal from here on: sealed on the device.
	readonly position: Point | null;
	readonly accuracyM: number | null;
	readonly distanceM: number | null;
	readonly answers: VisitAnswers | null;
	readonly note: string | null;
}

/** When and how a visit went, without what was found: enough to say who is to be visited next. */
export type VisitOutline = Omit<Visit, 'position' | 'accuracyM' | 'distanceM' | 'answers' | 'note'>;
