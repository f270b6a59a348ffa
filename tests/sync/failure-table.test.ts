// The table of failures in docs/sync.md names tests that exist, and leaves no failure out.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Line {
	readonly failure: number;
	readonly file: string;
	readonly title: string;
}

const failures = 65;
const notYet = 'belum';
const lines = readFileSync('docs/sync.md', 'utf8').split('\n').flatMap(lineOf);

/** One row of the table; any other line of the document is none. */
function lineOf(text: string): Line[] {
	const [, no = '', , file = '', title = ''] = text.split(/(?<!\\)\|/).map((cell) => cell.trim());
	if (!/^\d+$/.test(no)) return [];
	return [{ failure: Number(no), file: file.replaceAll('`', ''), title: unescaped(title) }];
}

/** Markdown puts a backslash before some characters. */
function unescaped(title: string): string {
	return title.replace(/\\([*_|"<>$])/g, '$1');
}

/** The file holds a test of that name, in whichever quotes. */
function isThere({ file, title }: Line): boolean {
	if (!existsSync(file)) return false;
	const source = readFileSync(file, 'utf8');
	return ["'", '"', '`'].some((quote) => source.includes(`${quote}${title}${quote}`));
}

describe('the table of failures', () => {
	it('has every failure from 1 to 65 in order', () => {
		const numbers = [...new Set(lines.map(({ failure }) => failure))];
		expect(numbers).toEqual(Array.from({ length: failures }, (_, index) => index + 1));
	});

	it('names only tests that exist, or says plainly that there is none yet', () => {
		const wrong = lines.filter((line) => line.file !== notYet && !isThere(line));
		expect(wrong).toEqual([]);
	});

	it('would notice a test that was renamed', () => {
		const [line] = lines.filter(({ file }) => file !== notYet);
		expect(isThere({ ...line!, title: `${line!.title} now` })).toBe(false);
		expect(isThere({ ...line!, file: 'tests/sync/gone.test.ts' })).toBe(false);
	});
});
