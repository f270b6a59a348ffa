import { describe, expect, it } from 'vitest';
import type { Drafts } from '#lib/data/contracts.ts';
import { aPlan } from '../../../tests/support/plan-world.ts';
import { DivisionScenarios } from './division-scenarios.svelte.ts';

const plan = aPlan([['a', 'b'], ['c']], { kader: ['ani', null], moved: { b: 2 } });

/** What is on it comes back as a copy, as from a disk. */
class Disk implements Drafts {
	readonly kept = new Map<string, string>();
	isFull = false;
	isLocked = false;

	load(key: string): Promise<unknown> {
		if (this.isLocked) return Promise.reject(new Error('locked'));
		const text = this.kept.get(key);
		return Promise.resolve(text === undefined ? undefined : JSON.parse(text));
	}

	save(key: string, value: unknown): Promise<void> {
		if (this.isFull) return Promise.reject(new DOMException('full', 'QuotaExceededError'));
		this.kept.set(key, JSON.stringify(value));
		return Promise.resolve();
	}

	remove(key: string): Promise<void> {
		this.kept.delete(key);
		return Promise.resolve();
	}
}

let made = 0;
async function opened(disk: Disk): Promise<DivisionScenarios> {
	const scenarios = new DivisionScenarios('rw1', {
		drafts: disk,
		newId: () => `id ${++made}`,
		now: () => `2026-11-22T08:00:${String(made).padStart(2, '0')}.000Z`
	});
	await scenarios.load();
	return scenarios;
}
const names = ({ list }: DivisionScenarios): string[] => list.map(({ name }) => name);

describe('the scenarios of an area', () => {
	it('are there after a restart, whole', async () => {
		const disk = new Disk();
		await (await opened(disk)).save('Usulan', plan);
		const again = await opened(disk);
		expect(again.isRead).toBe(true);
		expect(again.list).toMatchObject([{ name: 'Usulan', draft: plan }]);
	});

	it('lie apart from those of another area and from the plan being made', async () => {
		const disk = new Disk();
		await (await opened(disk)).save('Usulan', plan);
		expect([...disk.kept.keys()]).toEqual(['division-scenarios/rw1']);
	});

	it('are renamed, deleted and put back, and all of that is on the disk', async () => {
		const disk = new Disk();
		const scenarios = await opened(disk);
		await scenarios.save('Satu', plan);
		await scenarios.save('Dua', plan);
		const [two, one] = scenarios.list;
		await scenarios.rename(one!.id, 'Pertama');
		await scenarios.remove(two!.id);
		expect(names(await opened(disk))).toEqual(['Pertama']);
		await scenarios.putBack(two!);
		expect(names(await opened(disk))).toEqual(['Dua', 'Pertama']);
	});

	it('leave nothing behind once the last one is deleted', async () => {
		const disk = new Disk();
		const scenarios = await opened(disk);
		await scenarios.save('Satu', plan);
		await scenarios.remove(scenarios.list[0]!.id);
		expect(disk.kept.size).toBe(0);
	});

	it('stay as they are when the disk is full, on the disk and on the screen', async () => {
		const disk = new Disk();
		const scenarios = await opened(disk);
		await scenarios.save('Satu', plan);
		disk.isFull = true;
		const full = { ok: false, error: { code: 'not_kept' } };
		expect(await scenarios.save('Dua', plan)).toEqual(full);
		expect(await scenarios.rename(scenarios.list[0]!.id, 'Lain')).toEqual(full);
		expect(names(scenarios)).toEqual(['Satu']);
		expect(names(await opened(disk))).toEqual(['Satu']);
		disk.isFull = false;
		expect(await scenarios.save('Dua', plan)).toMatchObject({ ok: true });
		expect(names(await opened(disk))).toEqual(['Dua', 'Satu']);
	});

	it('keep all of what is saved at once, and what another tab saved', async () => {
		const disk = new Disk();
		const [here, there] = [await opened(disk), await opened(disk)];
		await Promise.all([here.save('Satu', plan), here.save('Dua', plan)]);
		await there.save('Tiga', plan);
		expect(names(await opened(disk)).sort()).toEqual(['Dua', 'Satu', 'Tiga']);
	});

	it('refuse the second of two saves under one name', async () => {
		const scenarios = await opened(new Disk());
		const [first, second] = await Promise.all([
			scenarios.save('Satu', plan),
			scenarios.save('satu', plan)
		]);
		expect([first.ok, second]).toEqual([true, { ok: false, error: { code: 'name_taken' } }]);
	});

	it.each(['a newer form', 'a lock'])('are never written over behind %s', async (kind) => {
		const disk = new Disk();
		const newer = JSON.stringify({ format: 99, boxes: [] });
		disk.kept.set('division-scenarios/rw1', newer);
		disk.isLocked = kind === 'a lock';
		const scenarios = await opened(disk);
		expect(scenarios.isUnreadable).toBe(true);
		expect(await scenarios.save('Satu', plan)).toEqual({
			ok: false,
			error: { code: 'unreadable' }
		});
		expect(disk.kept.get('division-scenarios/rw1')).toBe(newer);
	});
});
