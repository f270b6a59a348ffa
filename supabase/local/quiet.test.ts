import { afterEach, describe, expect, it, vi } from 'vitest';

afterEach(() => vi.restoreAllMocks());

describe('quietly', () => {
	it('drops what the work prints, also later, and nothing else', async () => {
		const printed: unknown[] = [];
		vi.spyOn(console, 'error').mockImplementation((line) => printed.push(line));
		const { quietly } = await import('./quiet.ts');
		let later = Promise.resolve();
		await quietly(async () => {
			console.error('insert into member values (nama)');
			later = Promise.resolve().then(() => console.error('nama'));
			await Promise.resolve();
		});
		await later;
		console.error('our own line');
		expect(printed).toEqual(['our own line']);
	});
});
