// When the server last heard of each kader's phone, and how much one of them still holds.
import type { Accounts } from './accounts.ts';
import { Random } from './random.ts';
import type { Story } from './story.ts';
import { localMidnightMs, minutesMs } from './visits.ts';

export interface DeviceRow {
	readonly id: string;
	readonly membershipId: string;
	readonly appVersion: string;
	readonly lastSeenAt: string;
	readonly unsent: number;
}

export function buildDevices(accounts: Accounts, story: Story): DeviceRow[] {
	const random = new Random('devices');
	return [...accounts.ofKader]
		.filter(([, membershipId]) => membershipId !== accounts.demoKader)
		.map(([kaderId, membershipId]) => {
			const silent = kaderId === accounts.unsynced.id;
			const day = silent ? story.unsyncedAfter : story.lastVisitDay;
			return {
				id: random.uuid(localMidnightMs(story.programStart)),
				membershipId,
				appVersion: '0.1.0',
				lastSeenAt: new Date(
					localMidnightMs(day) + random.int(600, 1300) * minutesMs
				).toISOString(),
				unsent: silent ? 31 : 0
			};
		});
}
