// How comments and what keeps them from being sent read.
import type { CommentFailure } from '#lib/data/remote/comments.ts';
import type { CommentProblem } from '#lib/domain/area-comment.ts';
import type { Span } from '#lib/domain/coverage.ts';
import type { Month } from '#lib/domain/entity.ts';
import { m } from '#lib/paraglide/messages.js';
import { monthWords } from './words.ts';

const problems: Readonly<Record<CommentProblem | CommentFailure, () => string>> = {
	empty: m.comment_problem_empty,
	too_long: m.comment_problem_too_long,
	number: m.comment_problem_number,
	no_planner: m.comment_problem_no_planner,
	too_many: m.comment_problem_too_many,
	forbidden: m.comment_problem_forbidden,
	not_found: m.comment_problem_not_found,
	offline: m.comment_offline,
	signed_out: m.comment_signed_out,
	failed: m.comment_failed
};

export function problemWords(problem: CommentProblem | CommentFailure): string {
	return problems[problem]();
}

const spans: Readonly<Record<Span, () => string>> = {
	month: m.coverage_span_month,
	quarter: m.coverage_span_quarter,
	year: m.coverage_span_year
};

export function periodWords(month: Month, span: Span): string {
	return `${monthWords(month)}, ${spans[span]().toLowerCase()}`;
}
