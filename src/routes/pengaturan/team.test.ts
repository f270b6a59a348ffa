import { describe, expect, it } from 'vitest';
import type { Remote } from '#lib/data/contracts.ts';
import { err, ok } from '#lib/domain/result.ts';
import { hasJoined, listTeam, staffOf, type TeamMember } from './team.ts';

const answering = (answer: unknown) => ({
	call: (() => Promise.resolve(answer)) as unknown as Remote['call']
});

const member = (id: string, rest: Partial<TeamMember> = {}): TeamMember => ({
	id,
	role: 'health_worker',
	displayName: id,
	areaName: null,
	kaderId: null,
	active: true,
	joined: true,
	...rest
});

describe('the list of the team', () => {
	it('is read in the words of the app', async () => {
		const row = {
			id: 'm1',
			role: 'viewer',
			display_name: 'Camat',
			area_name: 'Teluk',
			kader_id: null,
			active: true,
			joined: false
		};
		expect(await listTeam(answering(ok({ ok: true, memberships: [row] })))).toEqual(
			ok([member('m1', { role: 'viewer', displayName: 'Camat', areaName: 'Teluk', joined: false })])
		);
	});

	it.each([
		[err('offline'), 'offline'],
		[err('signed_out'), 'signed_out'],
		[ok({ ok: false, code: 'forbidden' }), 'forbidden'],
		[ok({ ok: false, code: 'something_new' }), 'unknown']
	])('says why it is not there: %j', async (answer, failure) => {
		expect(await listTeam(answering(answer))).toEqual(err(failure));
	});
});

it('shows staff without kader and without the one who looks, former ones last', () => {
	const team = [
		member('Cici', { active: false }),
		member('Budi'),
		member('Ani'),
		member('kader', { kaderId: 'k1' }),
		member('me')
	];
	const shown = staffOf(team, 'me', new Intl.Collator('id')).map(({ id }) => id);
	expect(shown).toEqual(['Ani', 'Budi', 'Cici']);
});

it('tells whether a kader has joined, and nothing while it does not know', () => {
	const team = [
		member('a', { kaderId: 'k1', joined: true }),
		member('b', { kaderId: 'k2', joined: false })
	];
	expect(hasJoined(team, 'k1')).toBe(true);
	expect(hasJoined(team, 'k2')).toBe(false);
	expect(hasJoined(team, 'k3')).toBe(false);
	expect(hasJoined(null, 'k1')).toBeNull();
});
