import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	currentStatus,
	findingStatuses,
	followUp,
	isOpen,
	type FollowUp,
	type StepStatus
} from './finding.ts';

type Step = Pick<FollowUp, 'id' | 'findingId' | 'status' | 'at'>;
const finding = { id: 'f', status: 'new' as const, areaId: 'a', territoryId: null };
const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 8, minute)).toISOString();
const step = (status: StepStatus, minute: number, id = `s${String(minute)}`): Step => ({
	id,
	findingId: 'f',
	status,
	at: at(minute)
});
const stateOf = (...steps: Step[]) => currentStatus(finding, steps);

describe('the state of a case', () => {
	it('is its last step, and what the row says where there is none', () => {
		expect(stateOf()).toBe('new');
		expect(stateOf(step('referred', 5), step('seen', 2))).toBe('referred');
		expect(currentStatus({ ...finding, status: 'seen' }, [])).toBe('seen');
	});
	it('is not changed by a note', () => {
		expect(stateOf(step('note', 9))).toBe('new');
		expect(stateOf(step('contacted', 2), step('note', 9))).toBe('contacted');
	});
	it('stays closed when somebody who did not know it yet goes on', () => {
		expect(stateOf(step('closed', 3), step('visited', 8))).toBe('closed');
		expect(stateOf(step('closed', 3), step('unresolvable', 4))).toBe('closed');
	});
	it('is open again only when somebody opens it again', () => {
		expect(stateOf(step('closed', 3), step('reopened', 4))).toBe('reopened');
		expect(stateOf(step('closed', 3), step('reopened', 4), step('referred', 6))).toBe('referred');
		expect(stateOf(step('closed', 3), step('reopened', 4), step('closed', 6))).toBe('closed');
	});
	it('takes instants for what they are, however they are written', () => {
		const east = { ...step('contacted', 0), at: '2026-11-20T16:30:00+08:00' };
		expect(stateOf(step('seen', 20), east)).toBe('contacted');
	});
	it('knows nothing of the steps of other cases', () => {
		expect(stateOf({ ...step('closed', 3), findingId: 'other' })).toBe('new');
	});

	const steps = fc.uniqueArray(
		fc.record({
			id: fc.string({ minLength: 1, maxLength: 4 }),
			minute: fc.integer({ min: 0, max: 6 }),
			status: fc.constantFrom<StepStatus>(...findingStatuses.filter((s) => s !== 'new'), 'note')
		}),
		{ maxLength: 9, selector: ({ id }) => id }
	);

	it('is the same in whatever order the steps of several phones arrive', () => {
		fc.assert(
			fc.property(
				steps.chain((all) =>
					fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))
				),
				([all, shuffled]) => {
					const made = (some: typeof all) =>
						stateOf(...some.map(({ id, minute, status }) => step(status, minute, id)));
					expect(made(shuffled)).toBe(made(all));
				}
			)
		);
	});
	it('never opens a closed case by a step that is not meant to', () => {
		fc.assert(
			fc.property(
				steps,
				fc.constantFrom<StepStatus>('seen', 'visited', 'waiting', 'note'),
				(all, late) => {
					const before = all.map(({ id, minute, status }) => step(status, minute, id));
					if (isOpen(stateOf(...before))) return;
					expect(isOpen(stateOf(...before, step(late, 30, 'late')))).toBe(false);
				}
			)
		);
	});
});

describe('a step', () => {
	const made = (status: StepStatus, note: string) =>
		followUp(finding, { id: 'u', status, at: at(0), note });

	it.each(['closed', 'unresolvable', 'reopened', 'note'] as const)('%s needs words', (status) => {
		expect(made(status, '  ')).toEqual({ ok: false, error: 'note_missing' });
		expect(made(status, ' sudah sembuh ').ok).toBe(true);
	});
	it('of the others needs none, and waits for its case', () => {
		const change = made('seen', '');
		expect(change.ok && change.value[0]).toMatchObject({
			entity: 'follow_up',
			patch: { findingId: 'f', status: 'seen', note: null },
			after: ['f']
		});
	});
});
