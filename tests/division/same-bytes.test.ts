// The same input and seed give the same bytes on every device: phones, the office's laptop and the
// command line must draw one border. `npm run test:long -- division` runs it.
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../support/division-answer.ts';
import { questions } from '../support/division-questions.ts';
import {
	answersOfChromium,
	answersOfNode,
	engineScript,
	fetchedNode,
	hasChromium
} from '../support/other-engines.ts';

/** The newest of each line that npm carries when this was written. */
const versions = ['20.20.2', '22.23.3'];

const asked = questions();
const requests = asked.map(({ request }) => JSON.stringify(request));
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const named = (answers: readonly string[]): Record<string, string> =>
	Object.fromEntries(answers.map((text, i) => [asked[i]!.name, sha256(text)]));

describe('a division in other engines', () => {
	let own: string[] = [];
	let here: Record<string, string> = {};
	let script = '';

	beforeAll(async () => {
		own = requests.map(answer);
		here = named(own);
		script = await engineScript();
	});

	it('asks for something that is divided', () => {
		expect(Object.keys(here)).toHaveLength(asked.length);
		const divided = own.filter((text) => text.startsWith('{"ok":true'));
		expect(divided.length).toBeGreaterThan(35);
	});

	it('would notice another seed', () => {
		const { request } = asked[0]!;
		const other = answer(JSON.stringify({ ...request, input: { ...request.input, seed: 9 } }));
		expect(sha256(other)).not.toBe(here[asked[0]!.name]);
	});

	for (const version of versions) {
		it(`is the same to the byte in Node ${version}`, (context) => {
			const path = process.version === `v${version}` ? process.execPath : fetchedNode(version);
			if (!path) return context.skip(`npm cannot fetch Node ${version} for this machine`);
			const [who, ...answers] = answersOfNode(path, script, requests);
			expect(who).toBe(`v${version}`);
			expect(named(answers)).toEqual(here);
		});
	}

	it('is the same to the byte in Chromium', async (context) => {
		if (!hasChromium()) return context.skip('no Chromium (JANGKAU_CHROMIUM)');
		const [, ...answers] = await answersOfChromium(script, requests);
		expect(named(answers)).toEqual(here);
	});
});
