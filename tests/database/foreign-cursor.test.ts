// What somebody else's cursor is good for: nothing. A cursor says how far a device has read, never
// what its holder may read.
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { describeOnDatabase } from '../support/database.ts';
import { arrange, Device, place, pull, push, user, visitAt } from './sync-place.ts';

describeOnDatabase('a cursor of somebody else', (db) => {
	const people = Object.values(user).filter((id) => id !== user.nobody);
	const own = new Map<string, Device>();
	beforeAll(async () => {
		await arrange(db);
		await push(db, user.kader1, visitAt(place.house1), visitAt(place.house1));
		await push(db, user.kader2, visitAt(place.house2));
		for (const who of people) own.set(who, await new Device().sync(db, who));
	});

	it('yields no row that its new holder may not read, wherever it stands', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom(...people),
				fc.constantFrom(...people),
				fc.integer({ min: 1, max: 30 }),
				fc.integer({ min: 1, max: 7 }),
				async (a, b, limit, pages) => {
					let cursor: string | null = null;
					for (let page = 0; page < pages; page++) {
						cursor = (await pull(db, a, cursor, limit)).cursor;
					}
					const thief = new Device();
					thief.cursor = cursor;
					await thief.sync(db, b, limit);
					const allowed = own.get(b)!.rows;
					for (const [key, row] of thief.rows) expect(row).toEqual(allowed.get(key));
				}
			),
			{ numRuns: db.kind === 'postgres' ? 80 : 15, seed: 7 }
		);
	});

	it('written by hand with every scope there is, neither', async () => {
		const { cursor } = await pull(db, user.planner);
		const forged = JSON.parse(cursor) as { marks: { x: string; s: string[] }[] };
		for (const mark of forged.marks) {
			mark.x = '0';
			mark.s.push(`t:${place.territory1}`, `a:${place.rw1}`, `a:${place.village}`);
		}
		for (const who of people) {
			const thief = new Device();
			thief.cursor = JSON.stringify(forged);
			await thief.sync(db, who);
			const allowed = own.get(who)!.rows;
			for (const [key, row] of thief.rows) expect(row).toEqual(allowed.get(key));
		}
	});
});
