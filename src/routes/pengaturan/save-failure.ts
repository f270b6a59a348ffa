import { m } from '#lib/paraglide/messages.js';

/** What to do when the device did not keep a change; undefined for a failure without a name. */
export function saveFailureWords(failure: 'quota' | 'locked' | 'failed' | undefined): string {
	if (failure === 'quota') return m.access_save_quota();
	return failure === 'locked' ? m.access_save_locked() : m.access_save_failed();
}
