// Finds households by name, code, address or RT in memory: on the disk these are sealed. Holds names
// only while the records are open, and must be dropped when they are locked.
import type { Household } from '#lib/domain/household.ts';

interface Entry {
	readonly household: Household;
	readonly words: readonly string[];
}

export class HouseholdSearch {
	#entries: readonly Entry[] = [];
	/** By the row itself: the records hand out the same object while a row has not changed. */
	readonly #known = new WeakMap<Household, Entry>();

	/** Takes the present list; only new and changed households cost anything. */
	refresh(households: readonly Household[]): void {
		this.#entries = households.map((household) => {
			const known = this.#known.get(household) ?? { household, words: wordsOf(household) };
			this.#known.set(household, known);
			return known;
		});
	}

	/**
	 * Households that have, for each word of the query, a word that starts with it. Accents and case
	 * do not matter. Those whose head's name starts with the query come first, then by name.
	 *
	 * @param limit most that are answered
	 */
	find(query: string, limit = 50): Household[] {
		const wanted = words(query);
		if (wanted.length === 0) return [];
		const first = wanted[0]!;
		return this.#entries
			.filter((entry) => wanted.every((word) => entry.words.some((own) => own.startsWith(word))))
			.sort((a, b) => rank(a, first) - rank(b, first) || byName(a, b))
			.slice(0, limit)
			.map(({ household }) => household);
	}
}

function wordsOf({ headName, code, address, landmark, rt, rw }: Household): string[] {
	const places = [numbered('rt', rt), numbered('rw', rw)].flat();
	return [
		...words([headName, address, landmark].filter(Boolean).join(' ')),
		...words(code),
		...places
	];
}

/** `003` is found as `003`, `rt003` and `rt3`. */
function numbered(kind: string, number: string | null): string[] {
	if (!number) return [];
	return [number, `${kind}${number}`, `${kind}${number.replace(/^0+/, '')}`];
}

/** `TL-0421` gives the whole without its hyphen and both halves. */
function words(text: string): string[] {
	const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
	return plain.split(/[\s,.;/]+/).flatMap((word) => {
		const parts = word.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
		return parts.length > 1 ? [parts.join(''), ...parts] : parts;
	});
}

function rank(entry: Entry, first: string): number {
	return entry.words[0]?.startsWith(first) ? 0 : 1;
}

function byName(a: Entry, b: Entry): number {
	return a.household.headName < b.household.headName ? -1 : 1;
}
