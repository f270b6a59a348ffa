// The one table of who may do what. Every table of schema jangkau stands here; what is not said is
// forbidden. Where a row stands, seen from the kader who is the first actor:
//
//	self        belongs to the actor's own membership (only where a membership owns the row)
//	own         the kader's hamlet, in her territory
//	neighbour   the same hamlet, in another kader's territory
//	sibling     another village of the same puskesmas
//	foreign     another puskesmas in another regency
//
// The health worker and the viewer hold the kader's village, the planner the puskesmas, the health
// office the regency.
export const places = ['self', 'own', 'neighbour', 'sibling', 'foreign'] as const;
export type Place = (typeof places)[number];

export const actors = [
	'kader',
	'health_worker',
	'planner',
	'viewer',
	'health_office',
	'inactive',
	'stranger',
	'anon'
] as const;
export type Actor = (typeof actors)[number];

export const verbs = ['select', 'insert', 'update', 'delete'] as const;
export type Verb = (typeof verbs)[number];

/** Places by actor, separated by spaces. */
type Reach = Partial<Record<Actor, string>>;
export type TableExpectation = Partial<Record<Verb, Reach>>;

const village = 'own neighbour';
const puskesmas = 'own neighbour sibling';
const everywhere = 'own neighbour sibling foreign';

const family: Reach = { kader: 'own', health_worker: village, planner: puskesmas };
const staff: Reach = { health_worker: village, planner: puskesmas };
const planner: Reach = { planner: puskesmas };
const totals: Reach = {
	kader: village,
	health_worker: village,
	planner: puskesmas,
	viewer: village,
	health_office: puskesmas
};
const ground: Reach = { kader: village, health_worker: village, planner: puskesmas };
const meeting: Reach = {
	health_worker: village,
	planner: puskesmas,
	viewer: village,
	health_office: puskesmas
};
const agreeing: Reach = { planner: puskesmas, viewer: village, health_office: puskesmas };
/** The kader's own row is also the one at `own`. */
const self: Reach = {
	kader: 'self own',
	health_worker: 'self',
	planner: 'self',
	viewer: 'self',
	health_office: 'self'
};
const selfAndTeam: Reach = { ...self, planner: `self ${puskesmas}` };
const nobody: TableExpectation = {};

export const expectations: Readonly<Record<string, TableExpectation>> = {
	area: { select: totals, insert: planner, update: planner },
	area_ancestor: { select: totals },
	road: { select: ground, insert: planner, update: planner },
	facility: { select: totals, insert: planner, update: planner },
	facility_area: { select: totals, insert: planner },
	setting: {
		select: {
			kader: puskesmas,
			health_worker: puskesmas,
			planner: puskesmas,
			viewer: puskesmas,
			health_office: puskesmas
		},
		insert: planner,
		update: planner
	},
	checklist_form: {
		select: { kader: everywhere, health_worker: everywhere, planner: everywhere }
	},

	kader: { select: family, insert: planner, update: planner },
	membership: { select: selfAndTeam },
	territory_plan: { select: staff },
	territory: { select: family },
	household_assignment: { select: family },

	household: { select: family, insert: family, update: family },
	member: { select: family, insert: family, update: family },
	visit: { select: family, insert: family },
	finding: { select: family, insert: family },
	follow_up: { select: family, insert: family },
	visit_plan: { select: family, insert: staff, update: staff },
	attendance: { select: family, insert: family, update: family },
	consent: { select: family, insert: family, update: family },
	photo: { select: family, insert: family },
	posyandu_session: { select: ground, insert: staff, update: family },

	target: { select: totals, insert: planner, update: planner },
	coverage_cell: { select: totals },
	action_item: { select: meeting, insert: agreeing, update: agreeing },

	area_comment: {
		select: meeting,
		insert: { viewer: village, health_office: puskesmas },
		update: planner
	},

	area_mark: {
		select: totals,
		insert: { planner: puskesmas, health_office: puskesmas },
		update: { planner: puskesmas, health_office: puskesmas }
	},

	tombstone: { select: family },
	device: { select: selfAndTeam },
	applied_mutation: { select: self },
	rejected_mutation: { select: selfAndTeam },
	audit_log: nobody,
	server_state: {
		select: {
			kader: 'own',
			health_worker: 'own',
			planner: 'own',
			viewer: 'own',
			health_office: 'own'
		}
	},
	invitation: nobody,
	coverage_state: nobody,
	coverage_count: nobody,
	low_income_household: nobody,
	import_session: nobody,
	distinct_pair: nobody,
	merged_row: nobody
};

/** Functions of the API by who may call them. A new one is open to nobody until it stands here. */
export const callableFunctions = {
	anon: ['check_invitation'],
	authenticated: [
		'add_comment',
		'check_invitation',
		'confirm_wipe',
		'coverage_grid',
		'coverage_refresh',
		'coverage_report',
		'create_invitation',
		'decide_comment',
		'dismiss_duplicate',
		'end_mark',
		'import_queue',
		'kader_contacts',
		'list_comments',
		'list_devices',
		'list_duplicates',
		'list_marks',
		'list_memberships',
		'list_rejected',
		'low_income_counts',
		'low_income_list',
		'low_income_mark',
		'merge_duplicate',
		'my_membership',
		'order_wipe',
		'photo_delete',
		'photo_pull',
		'photo_push',
		'read_audit',
		'record_export',
		'recovery_key',
		'redeem_invitation',
		'register_device_key',
		'resolve_rejected',
		'set_mark',
		'sync_pull',
		'sync_push',
		'transfer_key'
	]
} as const;
