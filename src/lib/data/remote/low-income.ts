// Poor families without JKN, asked of the server and kept on no device: whoever opens the names is written down
// there in the same transaction. Others get counts in steps of five.
import type { Instant } from '#lib/domain/entity.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';
import { fromWire } from '#lib/domain/sync/wire.ts';
import { ask, type Caller, type ReviewFailure } from './review.ts';

/** A family in which somebody has no active JKN. */
export interface UninsuredFamily {
	readonly id: string;
	readonly code: string;
	readonly headName: string;
	readonly address: string | null;
	readonly rw: string | null;
	readonly rt: string | null;
	readonly village: string | null;
	readonly posyandu: string | null;
	/** Who lives there, of them without active JKN, and of whom nobody knows. */
	readonly people: number;
	readonly uninsured: number;
	readonly unknown: number;
}

export interface LowIncomeList {
	readonly families: readonly UninsuredFamily[];
	/** All that are marked as poor. */
	readonly known: number;
	/** Of them, where nobody is known to be without JKN, but of somebody nobody knows. */
	readonly unclear: number;
	readonly asOf: Instant;
}

/** Null: four or fewer, perhaps none. Other counts are rounded down to fives. */
export interface VillageCount {
	readonly areaId: string;
	readonly families: number | null;
	readonly uninsured: number | null;
}

export interface LowIncomeCounts {
	readonly villages: readonly VillageCount[];
	readonly asOf: Instant;
}

export interface Marked {
	readonly changed: number;
	readonly same: number;
	/** Codes that are no family of her wilayah kerja, or several. */
	readonly unknown: readonly string[];
}

type Answered<T> = Promise<Result<T, ReviewFailure>>;

function rowsOf<T>(rows: unknown): T[] | null {
	if (!Array.isArray(rows)) return null;
	return rows.map((row) => fromWire(row as Record<string, unknown>) as unknown as T);
}

/** The planner's; each call is an entry in the log. */
export async function readLowIncomeList(remote: Caller): Answered<LowIncomeList> {
	const answer = await ask(remote, 'low_income_list', {});
	if (!answer.ok) return answer;
	const { families: rows, known, unclear, as_of: asOf } = answer.value;
	const families = rowsOf<UninsuredFamily>(rows);
	if (!families) return err('failed');
	return ok({ families, known: Number(known), unclear: Number(unclear), asOf: String(asOf) });
}

/** Of each village in which at least five families are marked. */
export async function readLowIncomeCounts(remote: Caller): Answered<LowIncomeCounts> {
	const answer = await ask(remote, 'low_income_counts', {});
	if (!answer.ok) return answer;
	const villages = rowsOf<VillageCount>(answer.value.villages);
	return villages ? ok({ villages, asOf: String(answer.value.as_of) }) : err('failed');
}

/** @param codes of houses, at most `mostCodes` */
export async function markLowIncome(
	remote: Caller,
	codes: readonly string[],
	lowIncome: boolean
): Answered<Marked> {
	const answer = await ask(remote, 'low_income_mark', { codes, low_income: lowIncome });
	if (!answer.ok) return answer;
	const { changed, same, unknown } = answer.value;
	if (!Array.isArray(unknown)) return err('failed');
	return ok({ changed: Number(changed), same: Number(same), unknown: unknown.map(String) });
}
