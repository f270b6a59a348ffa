-- Everything recorded. Schema jangkau is not exposed by the API; public holds functions only.
create schema if not exists extensions;
create extension if not exists postgis with schema extensions;
create extension if not exists pgcrypto with schema extensions;
create schema if not exists jangkau;
-- Functions that policies and triggers need and nobody calls from outside.
create schema if not exists private;

-- One row: the identity of this server's history. It changes on every restore.
create table jangkau.server_state (
	only_row boolean primary key default true check (only_row),
	epoch uuid not null default gen_random_uuid()
);
insert into jangkau.server_state default values;

create table jangkau.area (
	id uuid primary key,
	parent_id uuid references jangkau.area (id),
	kind text not null check (kind in ('province', 'regency', 'district', 'village', 'hamlet', 'rw', 'rt')),
	village_kind text check (village_kind in ('desa', 'kelurahan', 'desa_adat')),
	code text,
	bps_code text,
	name text not null check (length(name) between 1 and 120),
	boundary extensions.geometry(MultiPolygon, 4326),
	boundary_status text not null default 'none' check (boundary_status in ('official', 'imported', 'drawn', 'derived', 'none')),
	source text,
	valid_from date not null default '2020-01-01',
	valid_to date check (valid_to is null or valid_to > valid_from),
	rev integer not null default 1,
	xid xid8 not null default pg_current_xact_id(),
	check ((boundary is null) = (boundary_status = 'none'))
);
create index area_parent on jangkau.area (parent_id);
create index area_xid on jangkau.area (xid, id);
create unique index area_code on jangkau.area (code) where code is not null and valid_to is null;

-- Each area with itself and all above it; kept by a trigger, so that scope needs no recursion.
create table jangkau.area_ancestor (
	area_id uuid not null references jangkau.area (id) on delete cascade,
	ancestor_id uuid not null references jangkau.area (id) on delete cascade,
	depth integer not null,
	primary key (area_id, ancestor_id)
);
create index area_ancestor_ancestor on jangkau.area_ancestor (ancestor_id, area_id);

create table jangkau.road (
	id uuid primary key,
	area_id uuid not null references jangkau.area (id),
	class text not null check (class in ('main', 'local', 'path', 'river_boat', 'rail')),
	name text,
	line extensions.geometry(LineString, 4326) not null,
	rev integer not null default 1,
	xid xid8 not null default pg_current_xact_id()
);
create index road_area on jangkau.road (area_id, xid, id);

create table jangkau.facility (
	id uuid primary key,
	kind text not null check (kind in ('puskesmas', 'pustu', 'posyandu', 'hospital')),
	parent_id uuid references jangkau.facility (id),
	name text not null,
	code text,
	area_id uuid not null references jangkau.area (id),
	location extensions.geometry(Point, 4326),
	condition text check (condition in ('good', 'light', 'moderate', 'heavy')),
	-- The day on which somebody looked.
	condition_on date,
	-- Of a posyandu: pratama, madya, purnama, mandiri.
	stage text check (stage in ('pratama', 'madya', 'purnama', 'mandiri')),
	phone text,
	-- {always, week: seven lists of {opens, closes} from Sunday}; null where nobody has said.
	opening_hours jsonb check (jsonb_typeof(opening_hours) = 'object' and octet_length(opening_hours::text) <= 4000),
	time_zone text,
	rev integer not null default 1,
	xid xid8 not null default pg_current_xact_id(),
	check (kind <> 'puskesmas' or time_zone is not null),
	check (stage is null or kind = 'posyandu')
);
create index facility_parent on jangkau.facility (parent_id);
create index facility_area_id on jangkau.facility (area_id, xid, id);

create table jangkau.facility_area (
	id uuid primary key,
	facility_id uuid not null references jangkau.facility (id),
	area_id uuid not null references jangkau.area (id),
	rev integer not null default 1,
	xid xid8 not null default pg_current_xact_id(),
	unique (facility_id, area_id)
);
create index facility_area_area on jangkau.facility_area (area_id, xid, id);

create table jangkau.kader (
	id uuid primary key,
	puskesmas_id uuid not null references jangkau.facility (id),
	posyandu_id uuid references jangkau.facility (id),
	area_id uuid not null references jangkau.area (id),
	name text not null check (length(name) between 1 and 120),
	home extensions.geometry(Point, 4326),
	decree_no text,
	active boolean not null default true,
	capacity_minutes integer check (capacity_minutes > 0),
	-- Null: as is usual in her puskesmas.
	travel_mode text check (travel_mode in ('foot', 'motorbike', 'boat')),
	rev integer not null default 1,
	xid xid8 not null default pg_current_xact_id()
);
create index kader_puskesmas on jangkau.kader (puskesmas_id);
create index kader_posyandu on jangkau.kader (posyandu_id);
create index kader_area on jangkau.kader (area_id, xid, id);

-- Who someone is here. user_id is the sign-in that currently speaks for it; a re-entry code moves it.
create table jangkau.membership (
	id uuid primary key default gen_random_uuid(),
	user_id uuid,
	role text not null check (role in ('kader', 'health_worker', 'planner', 'health_office', 'viewer')),
	puskesmas_id uuid references jangkau.facility (id),
	facility_id uuid references jangkau.facility (id),
	area_id uuid references jangkau.area (id),
	kader_id uuid references jangkau.kader (id),
	display_name text not null,
	active boolean not null default true,
	-- When she, or her record as a kader, was set inactive; what she recorded before is still welcome.
	departed_at timestamptz,
	rev integer not null default 1,
	xid xid8 not null default pg_current_xact_id(),
	check (role <> 'kader' or kader_id is not null),
	check (role <> 'planner' or puskesmas_id is not null),
	check (role not in ('health_worker', 'viewer', 'health_office') or area_id is not null)
);
create unique index membership_user on jangkau.membership (user_id) where user_id is not null;
create unique index membership_kader on jangkau.membership (kader_id) where kader_id is not null;
create index membership_puskesmas on jangkau.membership (puskesmas_id);
create index membership_facility on jangkau.membership (facility_id);
create index membership_area on jangkau.membership (area_id);

-- Single-use code for a new person, a lost password or a new phone. Only its hash is kept.
create table jangkau.invitation (
	id uuid primary key default gen_random_uuid(),
	membership_id uuid not null references jangkau.membership (id),
	code_hash bytea not null unique,
	created_by uuid references jangkau.membership (id),
	created_at timestamptz not null default now(),
	expires_at timestamptz not null,
	used_at timestamptz
);
create index invitation_membership on jangkau.invitation (membership_id);
create index invitation_created_by on jangkau.invitation (created_by);

create table jangkau.setting (
	id uuid primary key,
	puskesmas_id uuid not null references jangkau.facility (id),
	key text not null,
	value jsonb not null,
	rev integer not null default 1,
	xid xid8 not null default pg_current_xact_id(),
	unique (puskesmas_id, key)
);

create table jangkau.checklist_form (
	id uuid primary key,
	code text not null,
	version integer not null,
	title text not null,
	valid_from date not null,
	definition jsonb not null,
	rev integer not null default 1,
	xid xid8 not null default pg_current_xact_id(),
	unique (code, version)
);

create table jangkau.territory_plan (
	id uuid primary key,
	area_id uuid not null references jangkau.area (id),
	version integer not null,
	status text not null check (status in ('draft', 'published', 'retired')),
	valid_from date,
	-- Last day of a plan that is meant to be taken back; nothing happens by itself on that day.
	until_on date check (until_on >= valid_from),
	decree_no text,
	parameters jsonb not null default '{}',
	metrics jsonb not null default '{}',
	published_at timestamptz,
	created_by uuid references jangkau.membership (id),
	rev integer not null default 1,
	xid xid8 not null default pg_current_xact_id(),
	unique (area_id, version)
);
create index territory_plan_area on jangkau.territory_plan (area_id, xid, id);
create unique index territory_plan_published on jangkau.territory_plan (area_id) where status = 'published';
create index territory_plan_created_by on jangkau.territory_plan (created_by);

create table jangkau.territory (
	id uuid primary key,
	plan_id uuid not null references jangkau.territory_plan (id),
	area_id uuid not null references jangkau.area (id),
	number integer not null check (number > 0),
	kader_id uuid references jangkau.kader (id),
	boundary extensions.geometry(MultiPolygon, 4326),
	locked boolean not null default false,
	household_count integer not null default 0,
	workload double precision not null default 0,
	active boolean not null default true,
	rev integer not null default 1,
	xid xid8 not null default pg_current_xact_id(),
	unique (plan_id, number)
);
create index territory_area on jangkau.territory (area_id, xid, id);
create index territory_kader on jangkau.territory (kader_id) where active;

create table jangkau.household (
	id uuid primary key,
	area_id uuid not null references jangkau.area (id),
	territory_id uuid references jangkau.territory (id),
	posyandu_id uuid references jangkau.facility (id),
	code text not null,
	head_name text not null check (length(head_name) <= 200),
	address text,
	rw text,
	rt text,
	phone text,
	landmark text,
	location extensions.geometry(Point, 4326),
	location_accuracy_m double precision check (location_accuracy_m >= 0),
	location_source text not null default 'none' check (location_source in ('gps', 'map', 'import', 'none')),
	facts jsonb not null default '{}',
	status text not null default 'active' check (status in ('active', 'moved', 'empty')),
	registered_on date not null,
	-- Lent to another kader: in whose territory, and the last day. Whose it was is the server's to know.
	lent_to uuid references jangkau.territory (id),
	lent_until date,
	lent_from uuid references jangkau.territory (id),
	created_by uuid references jangkau.membership (id),
	rev integer not null default 1,
	xid xid8 not null default pg_current_xact_id(),
	-- rev at which each field was last changed: merging is by field.
	field_rev jsonb not null default '{}',
	check ((location is null) = (location_source = 'none')),
	check ((lent_to is null) = (lent_until is null)),
	check (lent_to is not null or lent_from is null)
);
create index household_lent on jangkau.household (lent_until) where lent_until is not null;
create index household_lent_to on jangkau.household (lent_to);
create index household_lent_from on jangkau.household (lent_from);
create index household_area on jangkau.household (area_id, xid, id);
create index household_territory on jangkau.household (territory_id, xid, id);
create index household_posyandu on jangkau.household (posyandu_id);
create index household_created_by on jangkau.household (created_by);

create table jangkau.household_assignment (
	id uuid primary key,
	household_id uuid not null references jangkau.household (id),
	territory_id uuid not null references jangkau.territory (id),
	kader_id uuid references jangkau.kader (id),
	area_id uuid not null references jangkau.area (id),
	valid_from date not null,
	valid_to date check (valid_to is null or valid_to >= valid_from),
	rev integer not null default 1,
	xid xid8 not null default pg_current_xact_id()
);
create unique index household_assignment_open on jangkau.household_assignment (household_id) where valid_to is null;
create index household_assignment_territory on jangkau.household_assignment (territory_id, valid_to);
create index household_assignment_kader on jangkau.household_assignment (kader_id, valid_to);
create index household_assignment_area on jangkau.household_assignment (area_id, xid, id);

create table jangkau.member (
	id uuid primary key,
	household_id uuid not null references jangkau.household (id),
	area_id uuid not null references jangkau.area (id),
	territory_id uuid references jangkau.territory (id),
	name text not null check (length(name) <= 200),
	sex text not null check (sex in ('female', 'male')),
	birth_date date,
	relation integer check (relation between 1 and 9),
	pregnant_since date,
	delivered_on date,
	conditions text[] not null default '{}',
	jkn_status text not null default 'unknown' check (jkn_status in ('active', 'inactive', 'none', 'unknown')),
	status text not null default 'active' check (status in ('active', 'moved', 'died')),
	nik_sealed bytea,
	nik_hash bytea,
	nik_last4 text check (nik_last4 ~ '^[0-9]{4}$'),
	rev integer not null default 1,
	xid xid8 not null default pg_current_xact_id(),
	field_rev jsonb not null default '{}'
);
create index member_household on jangkau.member (household_id);
create index member_area on jangkau.member (area_id, xid, id);
create index member_territory on jangkau.member (territory_id, xid, id);

create table jangkau.visit_plan (
	id uuid primary key,
	household_id uuid not null references jangkau.household (id),
	area_id uuid not null references jangkau.area (id),
	territory_id uuid references jangkau.territory (id),
	kader_id uuid references jangkau.kader (id),
	period text not null check (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
	kind text not null check (kind in ('routine', 'targeted')),
	-- The days on which it is in time; what has no window of its own starts with its month.
	from_on date not null,
	until_on date,
	due_on date not null,
	reasons jsonb not null default '[]',
	status text not null default 'planned' check (status in ('planned', 'done', 'skipped')),
	visit_id uuid,
	rev integer not null default 1,
	xid xid8 not null default pg_current_xact_id(),
	unique (household_id, period, kind, from_on)
);
create index visit_plan_area on jangkau.visit_plan (area_id, xid, id);
create index visit_plan_territory on jangkau.visit_plan (territory_id, xid, id);
create index visit_plan_kader on jangkau.visit_plan (kader_id);

create table jangkau.visit (
	id uuid primary key,
	household_id uuid not null references jangkau.household (id),
	area_id uuid not null references jangkau.area (id),
	territory_id uuid references jangkau.territory (id),
	visit_plan_id uuid references jangkau.visit_plan (id),
	corrects_id uuid references jangkau.visit (id),
	membership_id uuid not null references jangkau.membership (id),
	kader_id uuid references jangkau.kader (id),
	visitor_role text not null check (visitor_role in ('kader', 'health_worker', 'joint')),
	-- Entered later from the paper sheet of who was there, perhaps by somebody else.
	copied_from_paper boolean not null default false,
	outcome text not null check (outcome in ('completed', 'not_home', 'refused', 'moved', 'house_empty', 'not_found', 'postponed')),
	captured_at timestamptz not null,
	clock_offset_ms bigint,
	visited_on date not null,
	received_at timestamptz not null default now(),
	form_id uuid references jangkau.checklist_form (id),
	position extensions.geometry(Point, 4326),
	accuracy_m double precision,
	distance_m double precision,
	answers jsonb,
	note text,
	rev integer not null default 1,
	xid xid8 not null default pg_current_xact_id()
);
create index visit_household on jangkau.visit (household_id, visited_on);
create index visit_area on jangkau.visit (area_id, xid, id);
create index visit_area_day on jangkau.visit (area_id, visited_on);
create index visit_territory on jangkau.visit (territory_id, xid, id);
create index visit_plan_of_visit on jangkau.visit (visit_plan_id);
create index visit_corrects on jangkau.visit (corrects_id);
create index visit_membership on jangkau.visit (membership_id);
create index visit_kader on jangkau.visit (kader_id);
create index visit_form on jangkau.visit (form_id);

create table jangkau.finding (
	id uuid primary key,
	household_id uuid not null references jangkau.household (id),
	member_id uuid references jangkau.member (id),
	area_id uuid not null references jangkau.area (id),
	territory_id uuid references jangkau.territory (id),
	visit_id uuid not null references jangkau.visit (id),
	kind text not null check (kind in ('danger_sign', 'missed_service', 'non_compliance')),
	urgency text not null check (urgency in ('red', 'yellow')),
	problem text not null,
	text text not null,
	status text not null default 'new' check (status in ('new', 'seen', 'contacted', 'scheduled', 'visited', 'referred', 'waiting', 'closed', 'unresolvable', 'reopened')),
	-- By the server's clock, never later than it came.
	found_at timestamptz not null,
	received_at timestamptz not null default now(),
	-- Who answers for it.
	puskesmas_id uuid references jangkau.facility (id),
	closed_at timestamptz,
	rev integer not null default 1,
	xid xid8 not null default pg_current_xact_id()
);
create unique index finding_open on jangkau.finding (household_id, coalesce(member_id, household_id), problem) where status not in ('closed', 'unresolvable');
create index finding_area on jangkau.finding (area_id, xid, id);
create index finding_territory on jangkau.finding (territory_id, xid, id);
create index finding_member on jangkau.finding (member_id);
create index finding_visit on jangkau.finding (visit_id);
create index finding_puskesmas on jangkau.finding (puskesmas_id);

create table jangkau.follow_up (
	id uuid primary key,
	finding_id uuid not null references jangkau.finding (id),
	area_id uuid not null references jangkau.area (id),
	territory_id uuid references jangkau.territory (id),
	membership_id uuid not null references jangkau.membership (id),
	-- A note changes nothing.
	status text not null check (status in ('new', 'seen', 'contacted', 'scheduled', 'visited', 'referred', 'waiting', 'closed', 'unresolvable', 'reopened', 'note')),
	at timestamptz not null,
	clock_offset_ms bigint,
	received_at timestamptz not null default now(),
	note text,
	rev integer not null default 1,
	xid xid8 not null default pg_current_xact_id(),
	check (status not in ('closed', 'unresolvable', 'reopened', 'note') or (note is not null and length(note) > 0))
);
create index follow_up_finding on jangkau.follow_up (finding_id);
create index follow_up_area on jangkau.follow_up (area_id, xid, id);
create index follow_up_territory on jangkau.follow_up (territory_id, xid, id);
create index follow_up_membership on jangkau.follow_up (membership_id);

-- `held`: the day took place and its list is closed.
create table jangkau.posyandu_session (
	id uuid primary key,
	posyandu_id uuid not null references jangkau.facility (id),
	area_id uuid not null references jangkau.area (id),
	held_on date not null,
	starts_at text check (starts_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
	place text check (length(place) between 1 and 200),
	status text not null default 'planned' check (status in ('planned', 'held', 'cancelled')),
	reason text check (length(reason) between 1 and 500),
	rev integer not null default 1,
	xid xid8 not null default pg_current_xact_id(),
	unique (posyandu_id, held_on),
	check ((status = 'cancelled') = (reason is not null))
);
create index posyandu_session_area on jangkau.posyandu_session (area_id, xid, id);

create table jangkau.attendance (
	id uuid primary key,
	session_id uuid not null references jangkau.posyandu_session (id),
	member_id uuid not null references jangkau.member (id),
	area_id uuid not null references jangkau.area (id),
	territory_id uuid references jangkau.territory (id),
	present boolean not null,
	rev integer not null default 1,
	xid xid8 not null default pg_current_xact_id(),
	unique (session_id, member_id)
);
create index attendance_member on jangkau.attendance (member_id);
create index attendance_area on jangkau.attendance (area_id, xid, id);
create index attendance_territory on jangkau.attendance (territory_id, xid, id);

create table jangkau.consent (
	id uuid primary key,
	household_id uuid not null references jangkau.household (id),
	member_id uuid references jangkau.member (id),
	area_id uuid not null references jangkau.area (id),
	territory_id uuid references jangkau.territory (id),
	purpose text not null,
	given_by text not null check (given_by in ('person', 'guardian')),
	given_on date not null,
	withdrawn_on date,
	rev integer not null default 1,
	xid xid8 not null default pg_current_xact_id()
);
create index consent_household on jangkau.consent (household_id);
create index consent_member on jangkau.consent (member_id);
create index consent_area on jangkau.consent (area_id, xid, id);
create index consent_territory on jangkau.consent (territory_id, xid, id);

create table jangkau.photo (
	id uuid primary key,
	household_id uuid not null references jangkau.household (id),
	area_id uuid not null references jangkau.area (id),
	territory_id uuid references jangkau.territory (id),
	taken_at timestamptz not null,
	jpeg bytea not null check (octet_length(jpeg) <= 61440),
	rev integer not null default 1,
	xid xid8 not null default pg_current_xact_id()
);
create index photo_household on jangkau.photo (household_id);
create index photo_area on jangkau.photo (area_id, xid, id);
create index photo_territory on jangkau.photo (territory_id, xid, id);

create table jangkau.target (
	id uuid primary key,
	area_id uuid not null references jangkau.area (id),
	indicator text not null,
	year integer not null check (year between 2000 and 2100),
	percent numeric not null check (percent >= 0),
	denominator integer check (denominator >= 0),
	denominator_source text check (denominator_source in ('registered', 'estimated', 'official')),
	denominator_note text,
	rev integer not null default 1,
	xid xid8 not null default pg_current_xact_id(),
	unique (area_id, indicator, year)
);
create index target_area on jangkau.target (area_id, xid, id);

create table jangkau.action_item (
	id uuid primary key,
	area_id uuid not null references jangkau.area (id),
	title text not null check (length(title) between 1 and 300),
	owner text not null,
	agreed_on date not null,
	due_on date,
	status text not null default 'open' check (status in ('open', 'done', 'dropped')),
	closed_on date,
	created_by uuid references jangkau.membership (id),
	rev integer not null default 1,
	xid xid8 not null default pg_current_xact_id()
);
create index action_item_area on jangkau.action_item (area_id, xid, id);
create index action_item_created_by on jangkau.action_item (created_by);

create table jangkau.coverage_cell (
	id uuid primary key,
	area_id uuid not null references jangkau.area (id),
	month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
	indicator text not null,
	target_group text not null default 'all',
	numerator integer,
	denominator integer,
	suppressed boolean not null default false,
	computed_at timestamptz not null default now(),
	revised_at timestamptz,
	rev integer not null default 1,
	xid xid8 not null default pg_current_xact_id(),
	unique (area_id, month, indicator, target_group),
	check (suppressed = (numerator is null))
);
create index coverage_cell_area on jangkau.coverage_cell (area_id, xid, id);

-- What left a scope: deleted rows, and rows that moved to another territory or area.
create table jangkau.tombstone (
	id bigint generated always as identity primary key,
	entity text not null,
	row_id uuid not null,
	area_id uuid,
	territory_id uuid,
	reason text not null check (reason in ('deleted', 'moved')),
	xid xid8 not null default pg_current_xact_id()
);
create index tombstone_territory on jangkau.tombstone (territory_id, xid, id);
create index tombstone_area on jangkau.tombstone (area_id, xid, id);

create table jangkau.device (
	id uuid primary key,
	membership_id uuid not null references jangkau.membership (id),
	app_version text,
	last_seen_at timestamptz not null default now(),
	unsent integer not null default 0,
	clock_offset_ms bigint,
	-- The uncompressed P-256 point; proves who recorded a queue that is carried here by hand.
	public_key bytea check (octet_length(public_key) = 65),
	wipe_at timestamptz,
	wiped_at timestamptz,
	-- Of its last push. Above the server's own count it tells of a dump that was only half restored.
	xid xid8 not null default pg_current_xact_id()
);
create index device_xid on jangkau.device (xid);
create index device_membership on jangkau.device (membership_id);

-- The ledger: a mutation is applied once per membership, however often it is sent.
create table jangkau.applied_mutation (
	membership_id uuid not null references jangkau.membership (id),
	mid uuid not null,
	entity text not null,
	row_id uuid not null,
	verdict text not null,
	code text,
	applied_at timestamptz not null default now(),
	primary key (membership_id, mid)
);

create table jangkau.rejected_mutation (
	membership_id uuid not null references jangkau.membership (id),
	mid uuid not null,
	code text not null,
	payload jsonb not null,
	app_version text,
	rejected_at timestamptz not null default now(),
	resolved_at timestamptz,
	primary key (membership_id, mid)
);

create table jangkau.audit_log (
	id bigint generated always as identity primary key,
	at timestamptz not null default now(),
	membership_id uuid references jangkau.membership (id),
	action text not null,
	entity text,
	row_id uuid,
	device_id uuid,
	detail jsonb not null default '{}'
);
create index audit_log_membership on jangkau.audit_log (membership_id, at);

-- For whom a planner is storing a carried queue, for the length of that one transaction.
create table jangkau.import_session (
	xid xid8 primary key default pg_current_xact_id(),
	membership_id uuid not null references jangkau.membership (id)
);
create index import_session_membership on jangkau.import_session (membership_id);
