// What is the matter with a picture, and what to do, in words.
import { m } from '#lib/paraglide/messages.js';
import type { PhotoProblem } from '#lib/state/house-photo.svelte.ts';

const problems: Record<PhotoProblem, () => string> = {
	not_a_picture: m.photo_problem_not_a_picture,
	file_too_large: m.photo_problem_file_too_large,
	heic: m.photo_problem_heic,
	unreadable: m.photo_problem_unreadable,
	quota: m.photo_problem_quota,
	locked: m.photo_problem_locked,
	failed: m.photo_problem_failed
};

export function photoProblemWords(problem: PhotoProblem): string {
	return problems[problem]();
}

/** @param code of the server's refusal */
export function refusedWords(code: string | null): string {
	if (code === 'too_large') return m.photo_refused_too_large();
	return code === 'forbidden' ? m.photo_refused_forbidden() : m.photo_refused();
}
