import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { entityNames } from '#lib/data/local/clear-fields.ts';
import { codeWords, isKnownCode, thingWords } from './words.ts';

const protocol = readFileSync(new URL('../../../docs/sync.md', import.meta.url), 'utf8');
const oneCode = /`([a-z_]+)`/g;

function codesIn(text: string): string[] {
	return [...text.matchAll(oneCode)].map((match) => match[1]!);
}

/** The first column of the table of codes, the waiting reasons, and what a refused call answers. */
function documentedCodes(): string[] {
	const lines = protocol.split('\n');
	const rows = lines.filter((line) => line.startsWith('|'));
	const from = lines.findIndex((line) => /^\| code\s/.test(line));
	const until = lines.findIndex((line, at) => at > from && !line.startsWith('|'));
	const table = lines.slice(from + 2, until).map((row) => row.split('|')[1] ?? '');
	const retry = rows.find((row) => row.startsWith('| `retry`')) ?? '';
	const waiting = ['dependency', 'busy'].filter((code) => retry.includes(`\`${code}\``));
	const call = /answers `\{ok: false, code\}`[^:]*:([\s\S]*?)\n\n/.exec(protocol)?.[1] ?? '';
	return [...table.flatMap(codesIn), ...waiting, ...codesIn(call)];
}

describe('the words of codes', () => {
	const codes = [...new Set(documentedCodes())];

	it('are looked up in the protocol, which lists them', () => {
		expect(codes.length).toBeGreaterThanOrEqual(30);
		for (const code of ['bad_mutation', 'kader_foreign', 'internal', 'dependency', 'no_membership'])
			expect(codes).toContain(code);
	});
	it.each(codes)('say what %s means and what to do', (code) => {
		expect(isKnownCode(code)).toBe(true);
		expect(codeWords(code)!.what).not.toContain(code);
		expect(codeWords(code)!.todo.length).toBeGreaterThan(10);
	});
	it.each(['conflict', 'exists', 'too_large'])('exist for %s, which the device may keep', (code) =>
		expect(isKnownCode(code)).toBe(true)
	);
	it('of a code from a newer server name it and still say what to do', () => {
		expect(isKnownCode('planet_missing')).toBe(false);
		expect(codeWords('planet_missing')!.what).toContain('planet_missing');
		expect(codeWords('planet_missing')!.todo.length).toBeGreaterThan(10);
	});
	it('are silent where nothing went wrong', () => expect(codeWords(null)).toBeNull());
});

describe('the words of things', () => {
	it.each(entityNames)('name a queued %s', (entity) => {
		expect(thingWords({ entity, op: 'create' })).toMatch(/^[A-Z]/);
	});
	it('tell a change from something new', () => {
		expect(thingWords({ entity: 'household', op: 'update' })).not.toBe(
			thingWords({ entity: 'household', op: 'create' })
		);
	});
});
