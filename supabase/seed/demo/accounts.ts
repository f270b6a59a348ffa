// The people who sign in. The sign-ins themselves are made by whoever starts the server; here are the
// memberships they will speak for.
import type { Membership } from '#lib/domain/access.ts';
import type { Id } from '#lib/domain/entity.ts';
import type { Kader } from '#lib/domain/kader.ts';
import { storyHamlets, type DemoAreas, type VillageKey } from './areas.ts';
import type { Facilities } from './facilities.ts';
import { fullName } from './names.ts';
import { Random } from './random.ts';
import type { DemoTerritory, Staffing } from './territories.ts';

export interface DemoAccount {
	readonly email: string;
	readonly membershipId: string;
}

/** Memberships of the demo accounts: the same in every demo, whatever the day. */
const fixedIds = {
	planner: '01940000-0000-7000-8000-0000000000a1',
	kader: '01940000-0000-7000-8000-0000000000a2',
	healthWorker: '01940000-0000-7000-8000-0000000000a3',
	viewer: '01940000-0000-7000-8000-0000000000a4',
	healthOffice: '01940000-0000-7000-8000-0000000000a5'
} as const;

export const demoAccounts: readonly DemoAccount[] = [
	{ email: 'perencana@demo.jangkau.id', membershipId: fixedIds.planner },
	{ email: 'kader@demo.jangkau.id', membershipId: fixedIds.kader },
	{ email: 'bidan@demo.jangkau.id', membershipId: fixedIds.healthWorker },
	{ email: 'camat@demo.jangkau.id', membershipId: fixedIds.viewer },
	{ email: 'dinas@demo.jangkau.id', membershipId: fixedIds.healthOffice }
];

export type MembershipRow = Omit<Membership, 'timeZone'> & { readonly active: boolean };

export interface Accounts {
	readonly memberships: readonly MembershipRow[];
	/** Membership of a kader. */
	readonly ofKader: ReadonlyMap<Id<'kader'>, Id<'membership'>>;
	readonly healthWorkerOf: ReadonlyMap<VillageKey, Id<'membership'>>;
	readonly planner: Id<'membership'>;
	/** Membership of kader@demo. */
	readonly demoKader: Id<'membership'>;
	/** The territory of kader@demo. */
	readonly demoTerritory: DemoTerritory;
	/** The kader whose phone has not been heard of. */
	readonly unsynced: Kader;
}

const madeAtMs = Date.UTC(2025, 0, 20);

/** The territory nearest to 50 households of those mostly in the middle of the riverside desa. */
function demoTerritoryOf(territories: readonly DemoTerritory[]): DemoTerritory {
	const candidates = territories.filter(({ mostlyIn }) => mostlyIn === 'Dusun Tepian Tengah');
	return [...candidates].sort(
		(a, b) => Math.abs(a.householdCount - 50) - Math.abs(b.householdCount - 50)
	)[0]!;
}

export function buildAccounts(
	areas: DemoAreas,
	facilities: Facilities,
	staffing: Staffing
): Accounts {
	const random = new Random('accounts');
	const row = (role: Membership['role'], rest: Partial<MembershipRow>): MembershipRow => ({
		id: random.uuid(madeAtMs),
		role,
		displayName: fullName(random, 'female'),
		puskesmasId: facilities.puskesmas.id,
		facilityId: null,
		areaId: null,
		kaderId: null,
		active: true,
		...rest
	});
	const demoTerritory = demoTerritoryOf(staffing.territories);
	const kaders = staffing.kaders.map((kader) =>
		row('kader', {
			...(kader === demoTerritory.visitor ? { id: fixedIds.kader } : {}),
			kaderId: kader.id,
			areaId: kader.areaId,
			displayName: kader.name,
			facilityId: kader.posyanduId,
			active: kader.active
		})
	);
	const healthWorkers = areas.villages.map(({ key, area }) => ({
		key,
		membership: row('health_worker', {
			...(key === 'riverside' ? { id: fixedIds.healthWorker } : {}),
			areaId: area.id,
			facilityId: (facilities.pustuOf.get(key) ?? facilities.puskesmas).id
		})
	}));
	const officials = [
		row('planner', {
			id: fixedIds.planner,
			displayName: 'Perencana Puskesmas',
			areaId: areas.district.id
		}),
		row('viewer', {
			id: fixedIds.viewer,
			displayName: 'Camat Teluk Pandan Baru',
			areaId: areas.district.id
		}),
		row('health_office', {
			id: fixedIds.healthOffice,
			displayName: 'Dinas Kesehatan Kutai Pesisir',
			puskesmasId: null,
			areaId: areas.regency.id
		})
	];
	return {
		memberships: [...officials, ...healthWorkers.map(({ membership }) => membership), ...kaders],
		ofKader: new Map(kaders.map(({ kaderId, id }) => [kaderId!, id])),
		healthWorkerOf: new Map(healthWorkers.map(({ key, membership }) => [key, membership.id])),
		planner: fixedIds.planner,
		demoKader: fixedIds.kader,
		demoTerritory,
		unsynced: staffing.territories.find(({ mostlyIn }) => mostlyIn === storyHamlets.unsynced)!
			.visitor
	};
}
