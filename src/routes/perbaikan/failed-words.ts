// Why a decision did not reach the server. It can simply be made again.
import type { ReviewFailure } from '#lib/data/remote/review.ts';
import { m } from '#lib/paraglide/messages.js';

const failures: Readonly<Record<ReviewFailure, () => string>> = {
	offline: m.perbaikan_act_offline,
	signed_out: m.perbaikan_signed_out,
	forbidden: m.perbaikan_forbidden,
	failed: m.perbaikan_act_failed
};

export function failedWords(failure: ReviewFailure): string {
	return failures[failure]();
}
