// Everything that belongs to one family only, as the server knows it, and whether it stands in a text.
import type { TestServer } from './e2e-server.ts';
import { TextFinder } from './text-finder.ts';

/** Ids of households, members and visits, and names and addresses too long to stand there by chance. */
export async function everyPersonalText(server: TestServer): Promise<Set<string>> {
	const rows = await server.sql<{ text: string | null }>(`
		select id::text as text from jangkau.household
		union select id::text from jangkau.member
		union select id::text from jangkau.visit`);
	return new Set([...rows.map(({ text }) => text ?? ''), ...(await personalWords(server))]);
}

export async function personalWords(server: TestServer): Promise<string[]> {
	const rows = await server.sql<{ word: string | null }>(`
		select head_name as word from jangkau.household
		union select address from jangkau.household
		union select phone from jangkau.household
		union select name from jangkau.member`);
	return rows.flatMap(({ word }) => (word !== null && word.length >= 9 ? [word] : []));
}

/** Those of `personal` that stand in the text. */
export function foundIn(personal: ReadonlySet<string>, text: string): string[] {
	return new TextFinder(personal).in(Buffer.from(text));
}
