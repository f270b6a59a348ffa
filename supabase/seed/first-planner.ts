// A server without the demo begins with nobody. This makes the puskesmas, its kecamatan and one
// planner who has yet to join, and hands out the one-time code for her.
import { createHash, randomInt, randomUUID } from 'node:crypto';
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

/** No letter or digit that is read for another. 32 of them: 12 make 60 bits. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const codeLength = 12;
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
		const code = newCode();
		await query('delete from jangkau.invitation where membership_id = $1 and used_at is null', [
			membershipId
		]);
		await query(
			`insert into jangkau.invitation (membership_id, code_hash, expires_at)
			 values ($1, decode($2, 'hex'), now() + make_interval(days => $3))`,
			[membershipId, hashOf(code), validDays]
		);
		return code;
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

function newCode(): string {
	return Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('');
}

function hashOf(code: string): string {
	return createHash('sha256').update(code).digest('hex');
}
