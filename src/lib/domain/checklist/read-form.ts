// A form file as somebody wrote it: read, checked, counted. Nothing of it is trusted.
import { formProblems, type FormProblem } from './form-check.ts';
import type { FormDefinition } from './form.ts';

/** The official form has 0.3 MB. */
export const largestFormBytes = 2_000_000;

export interface ReadForm {
	readonly title: string;
	/** Null where the file has none that is a number. */
	readonly version: number | null;
	/** Null where it has problems: it cannot be shown as it would be asked. */
	readonly definition: FormDefinition | null;
	readonly problems: readonly FormProblem[];
}

/** @returns null where the text is no JSON object */
export function readForm(text: string): ReadForm | null {
	let read: unknown;
	try {
		read = JSON.parse(text);
	} catch {
		return null;
	}
	if (typeof read !== 'object' || read === null || Array.isArray(read)) return null;
	const { title, version, definition } = read as Record<string, unknown>;
	const problems = formProblems(definition);
	return {
		title: typeof title === 'string' ? title : '',
		version: typeof version === 'number' ? version : null,
		definition: problems.length === 0 ? (definition as FormDefinition) : null,
		problems
	};
}

export interface FormCounts {
	readonly cards: number;
	readonly questions: number;
	readonly danger: number;
}

export function formCounts(definition: FormDefinition): FormCounts {
	const sections = [...definition.household, ...definition.cards.flatMap((card) => card.sections)];
	const questions = sections.flatMap((section) => section.questions);
	return {
		cards: definition.cards.length,
		questions: questions.length,
		danger: questions.filter((question) => question.danger === true).length
	};
}
