// Whether a phone is ready for days without a network. Pure: from what is known to one line a check,
// each good, not ready with a reason to be put in words, or unknown. What is unknown never says "good".

export interface ReadinessFacts {
	/** A pull ran to its end. */
	readonly complete: boolean;
	/** Since that end, milliseconds; null where there was none. */
	readonly pulledAgoMs: number | null;
	readonly unsent: number;
	readonly needsMending: number;
	/** Of the map over her houses; null without a basemap or without a place. */
	readonly tiles: { readonly wanted: number; readonly kept: number } | null;
	/** The form of a visit in force today is here. */
	readonly form: boolean;
	/** The app's own files are kept. */
	readonly appKept: boolean;
	/** The browser promised not to clear the records; null where it cannot say. */
	readonly persisted: boolean | null;
	readonly freeBytes: number | null;
	/** `level` 0 to 1; null where the browser does not tell. */
	readonly battery: { readonly level: number; readonly charging: boolean } | null;
	/** Server's clock minus the device's, milliseconds. */
	readonly clockOffsetMs: number | null;
}

export type ReadinessReason =
	| 'records_missing'
	| 'records_old'
	| 'map_missing'
	| 'form_missing'
	| 'app_missing'
	| 'may_be_cleared'
	| 'little_space'
	| 'battery_low'
	| 'clock_wrong'
	| 'mending'
	| 'unsent';

export type ReadinessCheck =
	'records' | 'map' | 'form' | 'app' | 'kept' | 'space' | 'battery' | 'clock' | 'sent';

/** `advice` is better done before she leaves, but nothing is missing without it. */
export type Standing = 'good' | 'advice' | 'not_ready' | 'unknown';

export interface ReadinessLine {
	readonly check: ReadinessCheck;
	readonly standing: Standing;
	/** Null where it is good or unknown. */
	readonly reason: ReadinessReason | null;
}

const dayMs = 86_400_000;
/** Plans and cases of more than a week ago send her to houses that somebody else has seen to. */
const recordsOldAfterMs = 7 * dayMs;
/** Weeks of visits take a few megabytes; browsers refuse to write well before the last one. */
export const spaceNeededBytes = 50_000_000;
/** GPS and a lit screen take about a tenth an hour. */
export const batteryNeeded = 0.5;
/** A difference that a person should know of; smaller ones are ordinary. */
export const clockToleranceMs = 5 * 60_000;

export function readinessOf(facts: ReadinessFacts): ReadinessLine[] {
	const { tiles, battery, clockOffsetMs } = facts;
	return [
		records(facts),
		line('map', tiles && tiles.kept >= tiles.wanted, 'map_missing'),
		line('form', facts.form, 'form_missing'),
		line('app', facts.appKept, 'app_missing'),
		line('kept', facts.persisted, 'may_be_cleared'),
		line('space', enough(facts.freeBytes, spaceNeededBytes), 'little_space'),
		line('battery', battery && (battery.charging || battery.level >= batteryNeeded), 'battery_low'),
		line(
			'clock',
			clockOffsetMs === null ? null : Math.abs(clockOffsetMs) <= clockToleranceMs,
			'clock_wrong'
		),
		sent(facts)
	];
}

/** Green: nothing that she needs is missing. */
export function isReady(lines: readonly ReadinessLine[]): boolean {
	return lines.every(({ standing }) => standing !== 'not_ready');
}

function line(
	check: ReadinessCheck,
	isGood: boolean | null,
	reason: ReadinessReason
): ReadinessLine {
	if (isGood === null) return { check, standing: 'unknown', reason: null };
	return isGood ? good(check) : { check, standing: 'not_ready', reason };
}

function good(check: ReadinessCheck): ReadinessLine {
	return { check, standing: 'good', reason: null };
}

function records({ complete, pulledAgoMs }: ReadinessFacts): ReadinessLine {
	if (!complete || pulledAgoMs === null) return line('records', false, 'records_missing');
	return line('records', pulledAgoMs <= recordsOldAfterMs, 'records_old');
}

function sent({ unsent, needsMending }: ReadinessFacts): ReadinessLine {
	if (unsent === 0) return good('sent');
	return { check: 'sent', standing: 'advice', reason: needsMending > 0 ? 'mending' : 'unsent' };
}

function enough(have: number | null, needed: number): boolean | null {
	return have === null ? null : have >= needed;
}
