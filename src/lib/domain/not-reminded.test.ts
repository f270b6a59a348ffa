import { describe, expect, it } from 'vitest';
import type { Finding } from './finding.ts';
import { notRemindedNotes } from './not-reminded.ts';
import type { Change } from './sync/change.ts';

const opened = (id: string, urgency: string): Change => ({
	entity: 'finding',
	op: 'create',
	id,
	patch: { areaId: 'a', territoryId: 't', urgency }
});
const known = (id: string, over: Partial<Finding>): Finding =>
	({
		id,
		areaId: 'a',
		territoryId: 't',
		memberId: 'm',
		problem: 'adult.x',
		status: 'seen',
		urgency: 'red',
		...over
	}) as Finding;
let next = 0;
const notes = (changes: Change[], cases: Finding[] = []) =>
	notRemindedNotes({
		reason: 'tidak ada orang dewasa',
		at: '2026-11-20T03:00:00Z',
		newId: () => `n${String(next++)}`,
		signs: [{ member: { id: 'm' }, problem: 'adult.x' }],
		changes,
		known: cases
	}).map(({ patch }) => [patch['findingId'], patch['status'], patch['note']]);

describe('a family that could not be reminded', () => {
	const words = 'Keluarga belum bisa diingatkan: tidak ada orang dewasa';
	it('stands on every red case that the visit opens, and on no yellow one', () => {
		expect(notes([opened('red', 'red'), opened('yellow', 'yellow')])).toEqual([
			['red', 'note', words]
		]);
	});
	it('stands on the open case of the same sign, and not on a closed or another one', () => {
		const cases = [
			known('same', {}),
			known('closed', { status: 'closed' }),
			known('other', { problem: 'adult.y' }),
			known('brother', { memberId: 'b' })
		];
		expect(notes([], cases)).toEqual([['same', 'note', words]]);
	});
});
