import type { Id } from './entity.ts';

export const roles = ['kader', 'health_worker', 'planner', 'health_office', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** Who someone is at the puskesmas. It outlives sign-ins: a re-entry code binds a new one to it. */
export interface Membership {
	readonly id: Id<'membership'>;
	readonly role: Role;
	readonly displayName: string;
	readonly puskesmasId: Id<'facility'> | null;
	readonly facilityId: Id<'facility'> | null;
	readonly areaId: Id<'area'> | null;
	readonly kaderId: Id<'kader'> | null;
	readonly timeZone: string;
}
