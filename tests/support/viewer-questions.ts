// What the answers test asks each function of the API: what a page asks, and what somebody would who is
// curious about a family whose id she came by.
import { mutation, newId, visitAt } from '../database/sync-place.ts';

export interface KnownRows {
	/** From the kabupaten down: what the viewer serves, a village, a part of one. */
	readonly areas: readonly string[];
	readonly household: string;
	readonly otherHousehold: string;
	readonly member: string;
	readonly otherMember: string;
	readonly finding: string;
	readonly photo: string;
	readonly householdCode: string;
	readonly comment: string;
	readonly mark: string;
	/** The viewer's own, and a kader's. */
	readonly memberships: readonly string[];
	readonly kader: string;
	readonly device: string;
	readonly rejected: string;
}

const months = ['2026-09', '2026-10', '2026-11'];
const spans = ['month', 'quarter', 'year'];
const digits = (n: number) => 'ab'.repeat(n);

type Questions = (rows: KnownRows) => readonly unknown[];
const none: Questions = () => [{}];

/** By function; a new one fails the test until it stands here. Ids in them are not the viewer's to know. */
export const questions: Readonly<Record<string, Questions>> = {
	add_comment: ({ areas }) =>
		areas.map((area_id) => ({
			...{ id: newId(), area_id, month: '2026-10', span: 'month' },
			body: 'Jalan ke RW ini putus.'
		})),
	check_invitation: () => [{}, { code: 'ABCD-EFGH-JKLM' }],
	confirm_wipe: ({ device }) => [{ device }],
	coverage_grid: ({ areas }) =>
		areas.flatMap((area_id) =>
			months.flatMap((month) => spans.map((span) => ({ area_id, month, span })))
		),
	coverage_refresh: none,
	coverage_report: ({ areas }) =>
		areas.flatMap((area_id) => spans.map((span) => ({ area_id, months, span, depth: 20 }))),
	create_invitation: ({ areas, memberships, kader }) => [
		...memberships.map((membership_id) => ({ membership_id })),
		{ kader_id: kader },
		{ role: 'viewer', area_id: areas[0], display_name: 'Lurah' }
	],
	decide_comment: ({ comment }) => [{ id: comment, approve: true }],
	dismiss_duplicate: (rows) => pairs(rows).map(([entity, one, other]) => ({ entity, one, other })),
	end_mark: ({ mark }) => [
		{ id: mark, to: '2026-12-01' },
		{ id: mark, remove: true }
	],
	import_queue: ({ memberships, device, household }) => [
		{
			payload: JSON.stringify({
				...{ format: 'jangkau-work', version: 1, membership: memberships[1], device },
				...{ app_version: '1', exported_at: '2026-11-02T03:00:00Z' },
				mutations: [visitAt(household)]
			}),
			signature: digits(64)
		}
	],
	kader_contacts: none,
	list_comments: ({ areas }) => [
		{ pending: true },
		...areas.flatMap((area_id) => months.map((month) => ({ area_id, month, span: 'month' })))
	],
	list_devices: none,
	list_duplicates: () => [{}, { entity: 'household' }, { entity: 'member' }],
	list_marks: ({ areas }) => [{}, ...areas.map((area_id) => ({ area_id }))],
	list_memberships: none,
	list_rejected: () => [{}, { clashes: true }, { clashes: false }, { resolved: true }],
	low_income_counts: none,
	low_income_list: none,
	low_income_mark: ({ householdCode }) =>
		[true, false].map((low_income) => ({ codes: [householdCode], low_income })),
	merge_duplicate: (rows) => pairs(rows).map(([entity, keep, gone]) => ({ entity, keep, gone })),
	my_membership: none,
	order_wipe: ({ device }) => [{ device }, { device, cancel: true }],
	photo_delete: ({ photo }) => [{ id: photo }],
	photo_pull: ({ household, photo }) => [
		{ held: [] },
		{ household_id: household, held: [], limit: 8 },
		{ household_id: household, held: [photo] }
	],
	photo_push: ({ household, photo }) =>
		[newId(), photo].map((id) => ({
			...{ id, household_id: household, taken_at: '2026-11-02T03:00:00Z' },
			...{ consent: true, jpeg: 'ffd8ffe000104a46494600010100000100010000ffd9' }
		})),
	read_audit: () => [{}, { limit: 200 }],
	record_export: () => [{ kind: 'coverage', count: 4 }],
	recovery_key: none,
	redeem_invitation: () => [{ code: 'ABCD-EFGH-JKLM' }],
	register_device_key: ({ device }) =>
		[newId(), device].map((one) => ({ device: one, public_key: `04${digits(64)}` })),
	resolve_rejected: ({ memberships, rejected }) => [
		{ membership_id: memberships[1], mid: rejected, note: 'sudah' }
	],
	set_mark: ({ areas }) =>
		areas.map((area_id) => ({
			...{ id: newId(), area_id, kind: 'programme', label: 'Pekan gizi' },
			...{ from: '2026-11-02', to: null }
		})),
	// Read to its end by the test itself.
	sync_pull: none,
	sync_push: (rows) => [
		{ device: newId(), sent_at: new Date().toISOString(), mutations: pushed(rows) }
	],
	transfer_key: ({ device, memberships }) => [
		{ device },
		...memberships.map((membership) => ({ device, membership }))
	]
};

const pairs = (rows: KnownRows): [string, string, string][] => [
	['household', rows.household, rows.otherHousehold],
	['member', rows.member, rows.otherMember]
];

/** Of families nothing is hers to change; what there is already could be told by a conflict. */
const pushed = ({ household, member, finding }: KnownRows) => [
	visitAt(household),
	...[1, 99].flatMap((base_rev) => [
		mutation({
			...{ entity: 'household', op: 'update', id: household, base_rev },
			patch: { head_name: 'Nama lain' }
		}),
		mutation({ entity: 'member', op: 'update', id: member, base_rev, patch: { name: 'Nama lain' } })
	]),
	mutation({
		entity: 'follow_up',
		patch: { finding_id: finding, status: 'note', note: 'x', at: '2026-11-02T03:00:00Z' }
	})
];
