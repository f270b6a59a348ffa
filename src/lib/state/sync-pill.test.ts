import { expect, it } from 'vitest';
import { idleSync, pillOf } from './sync-pill.ts';

it.each([
	['offline', 'offline'],
	['timeout', 'offline'],
	['portal', 'portal']
])('says of a round that ended with %s: %s', (failure, state) => {
	const sync = { ...idleSync, phase: 'offline', unsent: 3, failure } as const;
	expect(pillOf(sync, 'good')).toEqual({ state, count: 3 });
});

it('says first what needs a person, whatever the network does', () => {
	const sync = { ...idleSync, phase: 'offline', needsMending: 1, failure: 'portal' } as const;
	expect(pillOf(sync, 'good')).toEqual({ state: 'attention', count: 1 });
	expect(pillOf({ ...sync, needsMending: 0 }, 'expired').state).toBe('signed_out');
});
