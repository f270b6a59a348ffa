import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockedMids, cutBatch, type Queued } from './batch.ts';

function queued(seq: number, given: Partial<Queued> = {}): Queued {
	const mid = `m${seq}`;
	return {
		mid,
		seq,
		row: `visit:${mid}`,
		deps: [],
		mending: false,
		bytes: 100,
		attempts: 0,
		...given
	};
}

const limits = { mutations: 200, bytes: 10_000 };

describe('cutting the queue into calls', () => {
	it('sends in the order of making', () => {
		expect(cutBatch([queued(2), queued(1)], limits)).toEqual(['m1', 'm2']);
	});

	it('takes what is needed along, and what needs something refused not at all', () => {
		const queue = [queued(1), queued(2, { deps: ['m1'] })];
		expect(cutBatch(queue, limits)).toEqual(['m1', 'm2']);
		const refused = [queued(1, { mending: true }), queued(2, { deps: ['m1'] }), queued(3)];
		expect(cutBatch(refused, limits)).toEqual(['m3']);
	});

	it('keeps the order of changes of one row by sending one at a time', () => {
		const queue = [queued(1, { row: 'household:h' }), queued(2, { row: 'household:h' })];
		expect(cutBatch(queue, limits)).toEqual(['m1']);
		expect(cutBatch(queue, limits, new Set(['m1']))).toEqual([]);
	});

	it('sends a change above the limit alone, so that it cannot stop the others', () => {
		const queue = [queued(1), queued(2, { bytes: 50_000 }), queued(3)];
		expect(cutBatch(queue, limits)).toEqual(['m1', 'm3']);
		expect(cutBatch([queued(2, { bytes: 50_000 })], limits)).toEqual(['m2']);
	});

	it('puts what the server failed on behind the rest', () => {
		const queue = [queued(1, { attempts: 5 }), queued(2), queued(3)];
		expect(cutBatch(queue, { ...limits, mutations: 1 })).toEqual(['m2']);
	});

	it('holds the limits, and empties any queue without cycles', () => {
		const queues = fc.array(
			fc.record({
				row: fc.nat({ max: 5 }),
				dep: fc.option(fc.nat({ max: 20 })),
				bytes: fc.nat({ max: 12_000 }),
				attempts: fc.nat({ max: 6 })
			}),
			{ maxLength: 30 }
		);
		fc.assert(
			fc.property(queues, (items) => {
				let queue = items.map(({ row, dep, bytes, attempts }, seq) =>
					queued(seq, {
						row: `household:${row}`,
						bytes,
						attempts,
						deps: dep !== null && dep < seq ? [`m${dep}`] : []
					})
				);
				while (queue.length > 0) {
					const cut = cutBatch(queue, { mutations: 7, bytes: 10_000 });
					expect(cut.length).toBeGreaterThan(0);
					expect(cut.length).toBeLessThanOrEqual(7);
					const taken = queue.filter(({ mid }) => cut.includes(mid));
					const bytes = taken.reduce((sum, item) => sum + item.bytes, 0);
					expect(taken.length === 1 || bytes <= 10_000).toBe(true);
					queue = queue.filter(({ mid }) => !cut.includes(mid));
				}
			})
		);
	});
});

describe('what waits for a refused change', () => {
	it('is everything behind it, and nothing else', () => {
		const queue = [
			queued(1, { mending: true }),
			queued(2, { deps: ['m1'] }),
			queued(3, { deps: ['m2'] }),
			queued(4)
		];
		expect([...blockedMids(queue)]).toEqual(['m2', 'm3']);
	});
});
