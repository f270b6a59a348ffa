import { expect, it } from 'vitest';
import type { Remote } from '#lib/data/contracts.ts';
import { err, ok } from '#lib/domain/result.ts';
import { createInvitation } from './invitation.ts';

function answering(answer: unknown) {
	const asked: unknown[] = [];
	const call = (name: string, p: unknown) => {
		asked.push([name, p]);
		return Promise.resolve(answer);
	};
	return { asked, remote: { call: call as Remote['call'] } };
}

it('asks for a code for one kader and hands on what the server made', async () => {
	const server = answering(
		ok({ ok: true, code: 'AB2CD-EF3GH', expires_at: '2026-11-29T00:00:00Z' })
	);
	expect(await createInvitation(server.remote, { kader_id: 'k1' })).toEqual(
		ok({ code: 'AB2CD-EF3GH', expiresAt: '2026-11-29T00:00:00Z' })
	);
	expect(server.asked).toEqual([['create_invitation', { kader_id: 'k1' }]]);
});

it.each([
	[ok({ ok: false, code: 'invitation_refused' }), 'forbidden'],
	[ok({ ok: false, code: 'forbidden' }), 'forbidden'],
	[ok({ ok: false, code: 'something_new' }), 'unknown'],
	[err('offline'), 'offline'],
	[err('signed_out'), 'signed_out']
])('says why there is no code: %j', async (answer, failure) => {
	const { remote } = answering(answer);
	expect(await createInvitation(remote, { kader_id: 'k1' })).toEqual(err(failure));
});
