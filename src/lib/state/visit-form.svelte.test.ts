import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import type { Drafts, Records } from '#lib/data/contracts.ts';
import type { Membership } from '#lib/domain/access.ts';
import type { EntityName } from '#lib/domain/entity.ts';
import type { PaperSheet } from '#lib/domain/paper-visit.ts';
import { err, ok } from '#lib/domain/result.ts';
import type { Change } from '#lib/domain/sync/change.ts';
import { aHousehold, aMember, aVisit, visitForm } from '../../../tests/support/visit-world.ts';
import { VisitForm } from './visit-form.svelte.ts';

type Rows = Partial<Record<EntityName, readonly { readonly id: string }[]>>;

const membership: Membership = {
	id: 'me',
	role: 'kader',
	displayName: 'Kader',
	puskesmasId: null,
	facilityId: null,
	areaId: null,
	kaderId: 'k1',
	timeZone: 'Asia/Makassar'
};

class World {
	readonly committed: Change[][] = [];
	readonly stored = new Map<string, unknown>();
	full = false;
	readonly rows: Rows;
	readonly drafts: Drafts = {
		load: (key) => Promise.resolve(this.stored.get(key)),
		save: (key, value) => Promise.resolve(void this.stored.set(key, value)),
		remove: (key) => Promise.resolve(void this.stored.delete(key))
	};

	constructor(rows: Rows = {}) {
		this.rows = {
			household: [aHousehold()],
			member: [aMember()],
			checklist_form: [visitForm()],
			...rows
		};
	}

	get records(): Records {
		const of = (entity: EntityName) => (this.rows[entity] ?? []) as never[];
		const records: Records = {
			get: (entity, id) => Promise.resolve(of(entity).find((row: { id: string }) => row.id === id)),
			all: (entity) => Promise.resolve(of(entity)),
			where: (entity, field, value) =>
				Promise.resolve(of(entity).filter((row) => row[field as never] === value)),
			outlines: (entity) => Promise.resolve(of(entity)),
			count: (entity) => Promise.resolve(of(entity).length),
			live: (query) => ({
				subscribe: (onValue, onError) => {
					query(records).then(onValue, onError);
					return () => undefined;
				}
			}),
			commit: (changes) => {
				if (this.full) return Promise.resolve(err('quota'));
				this.committed.push([...changes]);
				return Promise.resolve(ok(undefined));
			}
		};
		return records;
	}

	/** Opens the form of h1 and waits until it has read what it needs. */
	async open(paper: PaperSheet | null = null): Promise<VisitForm> {
		const { records, drafts } = this;
		const now = () => '2026-11-22T02:00:00.000Z';
		const form = new VisitForm(
			{ records, drafts, membership, now, paper, today: paper?.visitedOn ?? '2026-11-22' },
			'h1'
		);
		const read = new Promise<void>((resolve) => {
			$effect.root(() => {
				$effect(() => {
					if (form.source !== undefined) resolve();
				});
			});
			flushSync();
		});
		await Promise.all([read, form.open()]);
		return form;
	}
}

const aPlan = {
	...{ id: 'p1', rev: 1, areaId: 'a1', territoryId: 't1', householdId: 'h1', kaderId: 'k1' },
	...{ period: '2026-11', kind: 'routine', fromOn: '2026-11-01', untilOn: null },
	...{ dueOn: '2026-11-05', status: 'planned', visitId: null, reasons: [] }
};
const fix = { point: { type: 'Point' as const, coordinates: [117.5, 0.5] }, accuracyM: 12 };

describe('filling in a visit', () => {
	it('asks for the outcome before anything is saved', async () => {
		const form = await new World().open();
		expect(await form.save(null)).toEqual({ ok: false, error: 'no_outcome' });
	});
	it('saves nobody at home with two taps, without a position', async () => {
		const world = new World();
		const form = await world.open();
		form.choose('not_home');
		expect((await form.save(null)).ok).toBe(true);
		expect(world.committed[0]?.[0]?.patch).toMatchObject({
			outcome: 'not_home',
			visitorRole: 'kader',
			kaderId: 'k1',
			position: null,
			answers: null
		});
		expect(form.saved).toBe(true);
	});
	it('attaches the position and its distance from the house when known', async () => {
		const world = new World();
		const form = await world.open();
		form.choose('refused');
		await form.save(fix);
		expect(world.committed[0]?.[0]?.patch).toMatchObject({ accuracyM: 12, distanceM: 0 });
	});
	it('lets the house learn from a good position, at once and from a better one that comes later', async () => {
		const world = new World();
		const form = await world.open();
		form.choose('not_home');
		await form.save(fix);
		const house = world.committed[0]?.find(({ entity }) => entity === 'household');
		expect(house?.patch).toMatchObject({ locationSource: 'gps' });
		expect(Number(house?.patch.locationAccuracyM)).toBeLessThan(8);
		await form.later?.see({ ...fix, accuracyM: 4 });
		expect(world.committed).toHaveLength(2);
		await form.later?.see({ ...fix, accuracyM: 30 });
		expect(world.committed).toHaveLength(2);
	});
	it('leaves the house alone at a correction, which is made anywhere', async () => {
		const earlier = aVisit({ visitedOn: '2026-11-22' });
		const world = new World({ visit: [earlier] });
		const form = await world.open();
		form.correct(earlier);
		form.choose('not_home');
		await form.save(fix);
		expect(world.committed[0]?.map(({ entity }) => entity)).toEqual(['visit']);
		expect(form.later).toBeNull();
	});
	it('takes a family that moved away off the round, in the same transaction', async () => {
		const world = new World();
		const form = await world.open();
		form.choose('moved');
		await form.save(null);
		expect(world.committed[0]?.map(({ entity }) => entity)).toEqual(['visit', 'household']);
	});
	it('records an outcome even where no form has arrived', async () => {
		const world = new World({ checklist_form: [] });
		const form = await world.open();
		expect(form.form).toBeNull();
		form.choose('completed');
		expect((await form.save(null)).ok).toBe(true);
	});
});

describe('copying a paper sheet', () => {
	const sheet = { kaderId: 'k9', visitedOn: '2026-11-03' };

	it('records the day and the kader of the sheet, and never where it was copied', async () => {
		const world = new World();
		const form = await world.open(sheet);
		form.choose('not_home');
		await form.save(fix);
		expect(world.committed[0]?.[0]?.patch).toMatchObject({
			copiedFromPaper: true,
			kaderId: 'k9',
			visitorRole: 'kader',
			visitedOn: '2026-11-03',
			capturedAt: '2026-11-03T04:00:00.000Z',
			position: null,
			distanceM: null
		});
	});
	it('changes nothing about the family that a later visit knows better', async () => {
		const world = new World({ visit: [aVisit({ visitedOn: '2026-11-20' })] });
		const form = await world.open(sheet);
		form.choose('moved');
		await form.save(null);
		expect(world.committed[0]?.map(({ entity }) => entity)).toEqual(['visit']);
	});
	it('fulfils no plan of a later month', async () => {
		const plan = { ...aPlan, period: '2026-12', dueOn: '2026-12-01', fromOn: '2026-12-01' };
		const world = new World({ visit_plan: [plan] });
		const form = await world.open(sheet);
		form.choose('not_home');
		await form.save(null);
		expect(world.committed[0]?.[0]?.patch.visitPlanId).toBeNull();
	});
	it('keeps a draft of its own, apart from the visit of today', async () => {
		const world = new World();
		const form = await world.open(sheet);
		form.note('tulisan di kertas');
		await expect.poll(() => [...world.stored.keys()]).toEqual(['paper/2026-11-03/h1']);
		expect((await world.open()).draft.note).toBe('');
	});
});

describe('a danger sign', () => {
	it('stops the saving until the family was reminded, and becomes a red case', async () => {
		const world = new World();
		const form = await world.open();
		form.choose('completed');
		form.answerCard('m1', 'infant_0_6m', 'seizure', true);
		expect(await form.save(null)).toEqual({ ok: false, error: 'not_reminded' });
		form.remind(true);
		expect((await form.save(null)).ok).toBe(true);
		const finding = world.committed[0]?.find(({ entity }) => entity === 'finding');
		expect(finding?.patch).toMatchObject({ urgency: 'red', problem: 'infant_0_6m.seizure' });
	});
	it('found after the reminding asks for it again', async () => {
		const form = await new World().open();
		form.choose('completed');
		form.answerCard('m1', 'infant_0_6m', 'seizure', true);
		form.remind(true);
		form.answerCard('m1', 'infant_0_6m', 'weak', true);
		expect(form.draft.reminded).toBe(false);
	});
	it('does not stop an outcome that asks nothing', async () => {
		const form = await new World().open();
		form.choose('completed');
		form.answerCard('m1', 'infant_0_6m', 'seizure', true);
		form.choose('postponed');
		expect((await form.save(null)).ok).toBe(true);
	});
});

describe('a wrong answer', () => {
	it('is named and not saved', async () => {
		const world = new World();
		const form = await world.open();
		form.choose('completed');
		form.answerSheet('people', 99);
		expect(await form.save(null)).toEqual({ ok: false, error: 'wrong_answers' });
		expect(world.committed).toEqual([]);
	});
});

describe('the draft', () => {
	it('survives a kill and is gone after saving', async () => {
		const world = new World();
		const killed = await world.open();
		killed.choose('completed');
		killed.answerSheet('people', 4);
		await Promise.resolve();
		const again = await world.open();
		expect(again.restored).toBe(true);
		expect(again.draft.sheet).toEqual({ people: 4 });
		await again.save(null);
		expect(world.stored.size).toBe(0);
	});
	it('of a visit that was saved before the kill is dropped', async () => {
		const world = new World();
		const killed = await world.open();
		killed.choose('not_home');
		await Promise.resolve();
		const saved = new World({ visit: [aVisit({ id: killed.draft.visitId })] });
		saved.stored.set('visit/h1', world.stored.get('visit/h1'));
		const again = await saved.open();
		expect(again.restored).toBe(false);
		expect(again.draft.outcome).toBeNull();
	});
	it('stays when the disk is full', async () => {
		const world = new World();
		const form = await world.open();
		form.choose('not_home');
		world.full = true;
		expect(await form.save(null)).toEqual({ ok: false, error: 'quota' });
		expect(form.saved).toBe(false);
		expect(world.stored.size).toBe(1);
	});
});

describe('a correction', () => {
	it('is a new visit that points at the earlier one of today and keeps its plan', async () => {
		const earlier = aVisit({
			visitedOn: '2026-11-22',
			capturedAt: '2026-11-22T01:00:00.000Z',
			outcome: 'not_home',
			visitPlanId: 'plan-1'
		});
		const world = new World({ visit: [earlier] });
		const form = await world.open();
		expect(form.earlier?.id).toBe('v1');
		form.correct(earlier);
		form.choose('completed');
		await form.save(null);
		const visit = world.committed[0]?.[0];
		expect(visit?.id).not.toBe('v1');
		expect(visit?.patch).toMatchObject({ correctsId: 'v1', visitPlanId: 'plan-1' });
	});
});
