// A server without the demo begins with nobody. This makes the puskesmas, its kecamatan and one
// planner who has yet to join, and hands out the one-time code for her.
import { randomUUID } from 'node:crypto';
import type { Database, Query } from '../local/database.ts';

export interface FirstPlanner {
	readonly puskesmas: string;
	readonly district: string;
	/** IANA name. */
	readonly timeZone: string;
}

const defaults: FirstPlanner = {
	puskesmas: 'Puskesmas baru',
	district: 'Kecamatan baru',
	timeZone: 'Asia/Jakarta'
};

const validDays = 7;

/**
 * A fresh code while nobody has ever joined, else null. Each start makes the former code void:
 * only its hash is kept, so it cannot be shown again.
 */
export async function inviteFirstPlanner(
	database: Database,
	planner: FirstPlanner = defaults
): Promise<string | null> {
	return database.transaction(async (query) => {
		const [joined] = await query(
			'select from jangkau.membership where user_id is not null limit 1'
		);
		if (joined) return null;
		const membershipId = await plannerMembership(query, planner);
		await query('delete from jangkau.invitation where membership_id = $1 and used_at is null', [
			membershipId
		]);
		const [made] = await query<{ code: string }>(
			`with made as (select private.new_invitation_code() as code), stored as (
				insert into jangkau.invitation (membership_id, code_hash, expires_at)
				select $1, private.invitation_hash(code), now() + make_interval(days => $2) from made
			)
			select code from made`,
			[membershipId, validDays]
		);
		return made?.code ?? null;
	});
}

async function plannerMembership(query: Query, planner: FirstPlanner): Promise<string> {
	const [waiting] = await query<{ id: string }>(
		`select id::text as id from jangkau.membership where role = 'planner' order by id limit 1`
	);
	if (waiting) return waiting.id;
	const [districtId, puskesmasId, membershipId] = [randomUUID(), randomUUID(), randomUUID()];
	await query(`insert into jangkau.area (id, kind, name) values ($1, 'district', $2)`, [
		districtId,
		planner.district
	]);
	await query(
		`insert into jangkau.facility (id, kind, name, area_id, time_zone)
		 values ($1, 'puskesmas', $2, $3, $4)`,
		[puskesmasId, planner.puskesmas, districtId, planner.timeZone]
	);
	await query(`insert into jangkau.facility_area (id, facility_id, area_id) values ($1, $2, $3)`, [
		randomUUID(),
		puskesmasId,
		districtId
	]);
	await query(
		`insert into jangkau.membership (id, role, puskesmas_id, area_id, display_name)
		 values ($1, 'planner', $2, $3, 'Perencana')`,
		[membershipId, puskesmasId, districtId]
	);
	return membershipId;
}
