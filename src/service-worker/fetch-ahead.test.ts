import { describe, expect, it } from 'vitest';
import { fetchAhead, mostAtOnce } from './fetch-ahead.ts';

const files = new Map(
	Array.from({ length: 20 }, (_, i) => [`/file-${String(i)}.js`, `/file-${String(i)}.js`])
);

/** A cache of one’s own, and a line that counts. */
function aWorld(answerOf: (url: string) => Response = () => new Response('inside')) {
	const kept = new Map<string, Response>();
	const asked: { url: string; cache: RequestCache }[] = [];
	let open = 0;
	let most = 0;
	return {
		kept,
		asked,
		most: () => most,
		cache: {
			match: (key: RequestInfo | URL) => Promise.resolve(kept.get(String(key))),
			put: (key: RequestInfo | URL, answer: Response) => {
				kept.set(String(key), answer);
				return Promise.resolve();
			}
		},
		get: async (request: { url: string; cache: RequestCache }) => {
			asked.push(request);
			most = Math.max(most, ++open);
			await Promise.resolve();
			open -= 1;
			return answerOf(request.url);
		}
	};
}

describe('files fetched ahead', () => {
	it('are all kept, each asked for once, several at a time and never more than the line bears', async () => {
		const { kept, asked, most, cache, get } = aWorld();
		await fetchAhead(files, cache, get);
		expect([...kept.keys()].sort()).toEqual([...files.values()].sort());
		expect(asked).toHaveLength(files.size);
		expect(most()).toBe(mostAtOnce);
	});

	it('are not asked for again where they are kept', async () => {
		const { asked, cache, get } = aWorld();
		await fetchAhead(files, cache, get);
		await fetchAhead(files, cache, get);
		expect(asked).toHaveLength(files.size);
	});

	it('come past the browser’s own cache where the name carries no hash', async () => {
		const { asked, cache, get } = aWorld();
		await fetchAhead(
			new Map([
				['/a.AbC.js', '/a.AbC.js'],
				['/', '/?revision=7']
			]),
			cache,
			get
		);
		expect(asked).toEqual([
			{ url: '/a.AbC.js', cache: 'default' },
			{ url: '/', cache: 'reload' }
		]);
	});

	it('leave out what fails, is an error or leads elsewhere, and take the rest', async () => {
		const { kept, cache, get } = aWorld((url) => {
			if (url === '/file-3.js') throw new TypeError('cut');
			return url === '/file-5.js' ? new Response('', { status: 503 }) : new Response('inside');
		});
		await fetchAhead(files, cache, get);
		expect(kept.has('/file-3.js') || kept.has('/file-5.js')).toBe(false);
		expect(kept.size).toBe(files.size - 2);
	});
});
