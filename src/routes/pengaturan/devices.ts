// The phones of a puskesmas as the server lists them, and the order to empty one.
import type { CallFailure, Remote } from '#lib/data/contracts.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';

export interface TeamDevice {
	readonly id: string;
	readonly name: string;
	readonly active: boolean;
	readonly appVersion: string | null;
	readonly lastSeenAt: string | null;
	/** What the phone had not sent when it was last heard of. */
	readonly unsent: number;
	readonly wipeAt: string | null;
	readonly wipedAt: string | null;
}

interface Wire {
	readonly id: string;
	readonly display_name: string;
	readonly active: boolean;
	readonly app_version: string | null;
	readonly last_seen_at: string | null;
	readonly unsent: number;
	readonly wipe_at: string | null;
	readonly wiped_at: string | null;
}
type Answer =
	| { readonly ok: true; readonly devices: readonly Wire[] }
	| { readonly ok: false; readonly code: string };

/** The last heard of first. */
export async function listDevices(
	remote: Pick<Remote, 'call'>
): Promise<Result<TeamDevice[], CallFailure>> {
	const answer = await remote.call<Answer>('list_devices', {});
	if (!answer.ok) return answer;
	if (!answer.value.ok) return err('unknown');
	return ok(
		answer.value.devices.map((wire) => ({
			id: wire.id,
			name: wire.display_name,
			active: wire.active,
			appVersion: wire.app_version,
			lastSeenAt: wire.last_seen_at,
			unsent: wire.unsent,
			wipeAt: wire.wipe_at,
			wipedAt: wire.wiped_at
		}))
	);
}

/** @param cancel takes back an order that was not carried out yet. @returns whether it is stored */
export async function orderWipe(
	remote: Pick<Remote, 'call'>,
	device: string,
	cancel = false
): Promise<boolean> {
	const answer = await remote.call<{ readonly ok: boolean }>('order_wipe', {
		device,
		...(cancel && { cancel })
	});
	return answer.ok && answer.value.ok;
}
