// Words for what a carried file may be and what the server made of each change in it.
import type { ImportFailure } from '#lib/data/transfer/import-queue.ts';
import type { Verdict } from '#lib/domain/sync/change.ts';
import { m } from '#lib/paraglide/messages.js';

const problems: Record<ImportFailure, () => string> = {
	not_a_queue_file: m.transfer_problem_not_a_queue_file,
	newer_version: m.transfer_problem_newer_version,
	damaged: m.transfer_problem_damaged,
	offline: m.transfer_problem_offline,
	signed_out: m.transfer_problem_signed_out,
	forbidden: m.transfer_problem_forbidden,
	foreign: m.transfer_problem_foreign,
	refused: m.transfer_problem_refused,
	too_large: m.transfer_problem_unknown,
	busy: m.transfer_problem_unknown,
	unknown: m.transfer_problem_unknown
};

export function problemWords(failure: ImportFailure): string {
	return problems[failure]();
}

const verdicts: Record<Verdict, () => string> = {
	applied: m.transfer_verdict_applied,
	merged: m.transfer_verdict_merged,
	duplicate: m.transfer_verdict_duplicate,
	conflict: m.transfer_verdict_conflict,
	rejected: m.transfer_verdict_rejected,
	retry: m.transfer_verdict_retry
};

export function verdictWords(verdict: Verdict): string {
	return verdicts[verdict]();
}

export function entityWords(entity: string): string {
	switch (entity) {
		case 'visit':
			return m.transfer_thing_visit();
		case 'household':
			return m.transfer_thing_household();
		case 'member':
			return m.transfer_thing_member();
		case 'finding':
			return m.transfer_thing_finding();
		case 'follow_up':
			return m.transfer_thing_follow_up();
		default:
			return m.transfer_thing_other();
	}
}
