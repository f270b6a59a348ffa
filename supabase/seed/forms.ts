// Puts the checklist forms of supabase/seed/forms/ into a database. A form is never changed once it is
// there: a visit keeps the version it was filled on.
//
//	npx tsx supabase/seed/forms.ts postgres://…   for a hosted project
import { readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { formProblems } from '../../src/lib/domain/checklist/form-check.ts';
import { formProblemText } from '../../src/lib/domain/checklist/form-fault-words.ts';
import type { FormDefinition } from '../../src/lib/domain/checklist/form.ts';
import type { Query } from '../local/database.ts';

export interface StoredForm {
	readonly id: string;
	readonly code: string;
	readonly version: number;
	readonly title: string;
	readonly valid_from: string;
	readonly definition: FormDefinition;
}

/** Every form of the folder. @throws when one has a problem: it must not reach a phone */
export function readForms(): StoredForm[] {
	const folder = new URL('forms/', import.meta.url);
	return readdirSync(folder)
		.filter((name) => name.endsWith('.json'))
		.map((name) => {
			const form = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as StoredForm;
			const [problem] = formProblems(form.definition);
			if (problem) throw new Error(`${name}: ${formProblemText(problem)}`);
			return form;
		});
}

export async function publishForms(query: Query): Promise<void> {
	await query(
		`insert into jangkau.checklist_form (id, code, version, title, valid_from, definition)
		select id, code, version, title, valid_from, definition
		from jsonb_populate_recordset(null::jangkau.checklist_form, $1::text::jsonb)
		on conflict (code, version) do nothing`,
		[JSON.stringify(readForms())]
	);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	const { default: postgres } = await import('postgres');
	const sql = postgres(process.argv[2] ?? '', { max: 1 });
	await publishForms(
		async <T>(text: string, params?: readonly unknown[]) =>
			Array.from(await sql.unsafe(text, [...((params ?? []) as string[])])) as T[]
	);
	await sql.end();
}
