-- sync_push: what devices recorded comes in. Every mutation has its own savepoint and its own
-- verdict; one bad row never stops the others. The protocol and its codes: docs/sync.md.

-- To tell a repeated mutation from another one under the same mid, and to find the row that a
-- merged create became.
alter table jangkau.applied_mutation
	add column payload_hash uuid,
	add column merged_into uuid;
create index applied_mutation_merged on jangkau.applied_mutation (membership_id, row_id)
	where merged_into is not null;

-- Which database this is. A dump carries it along; the database that the dump is restored to is another.
create function private.server_identity() returns text
language plpgsql stable security definer set search_path = '' as $$
declare
	own constant text := 'jangkau.server_state'::regclass::oid::text;
begin
	return own || '/' || (select c.system_identifier from pg_catalog.pg_control_system() c);
exception when insufficient_privilege or undefined_function then
	-- A host may keep this from who owns the tables. Then the number of a table has to do, which a
	-- restore makes anew.
	return own;
end $$;
alter table jangkau.server_state
	add column identity text not null default private.server_identity();

-- The one place that says who may write what: entity, op, roles, columns. Whose rows they are is
-- row-level security's business. A column that no line names is the server's own.
create function private.sync_rule()
returns table (entity text, op text, roles text[], columns text[])
language plpgsql immutable set search_path = '' as $$
begin
	-- In plpgsql: planned once a session, not twice a mutation.
	return query values
	('area', 'create', '{planner}'::text[], '{parent_id,kind,village_kind,code,bps_code,name,boundary,boundary_status,source,valid_from,valid_to}'::text[]),
	('area', 'update', '{planner}', '{parent_id,kind,village_kind,code,bps_code,name,boundary,boundary_status,source,valid_from,valid_to}'),
	('road', 'create', '{planner}', '{area_id,class,name,line}'),
	('road', 'update', '{planner}', '{area_id,class,name,line}'),
	('facility', 'create', '{planner}', '{kind,parent_id,name,code,area_id,location,condition,condition_on,stage,phone,opening_hours,time_zone}'),
	('facility', 'update', '{planner}', '{parent_id,name,code,area_id,location,condition,condition_on,stage,phone,opening_hours,time_zone}'),
	('facility_area', 'create', '{planner}', '{facility_id,area_id}'),
	('kader', 'create', '{planner}', '{puskesmas_id,posyandu_id,area_id,name,home,decree_no,active,capacity_minutes,travel_mode}'),
	('kader', 'update', '{planner}', '{posyandu_id,area_id,name,home,decree_no,active,capacity_minutes,travel_mode}'),
	('setting', 'create', '{planner,kader,health_worker}', '{puskesmas_id,key,value}'),
	('setting', 'update', '{planner}', '{value}'),
	('target', 'create', '{planner}', '{area_id,indicator,year,percent,denominator,denominator_source,denominator_note}'),
	('target', 'update', '{planner}', '{percent,denominator,denominator_source,denominator_note}'),
	('action_item', 'create', '{planner,viewer,health_office}', '{area_id,title,owner,agreed_on,due_on,status}'),
	('action_item', 'update', '{planner,viewer,health_office}', '{title,owner,due_on,status,closed_on}'),
	('territory_plan', 'publish', '{planner}', '{}'),
	('household', 'create', '{kader,health_worker,planner}', '{area_id,posyandu_id,code,head_name,address,rw,rt,phone,landmark,location,location_accuracy_m,location_source,facts,status,registered_on}'),
	('household', 'update', '{kader}', '{head_name,address,rw,rt,phone,landmark,location,location_accuracy_m,location_source,facts,status}'),
	('household', 'update', '{health_worker,planner}', '{area_id,posyandu_id,code,head_name,address,rw,rt,phone,landmark,location,location_accuracy_m,location_source,facts,status,lent_to,lent_until}'),
	('member', 'create', '{kader,health_worker,planner}', '{household_id,name,sex,birth_date,relation,pregnant_since,delivered_on,conditions,jkn_status,status}'),
	('member', 'update', '{kader,health_worker,planner}', '{name,sex,birth_date,relation,pregnant_since,delivered_on,conditions,jkn_status,status}'),
	('visit', 'create', '{kader,health_worker,planner}', '{household_id,visit_plan_id,corrects_id,visitor_role,copied_from_paper,kader_id,outcome,captured_at,form_id,position,accuracy_m,distance_m,answers,note}'),
	('finding', 'create', '{kader,health_worker,planner}', '{household_id,member_id,visit_id,kind,urgency,problem,text,found_at}'),
	('follow_up', 'create', '{kader,health_worker,planner}', '{finding_id,status,at,note}'),
	('visit_plan', 'create', '{health_worker,planner}', '{household_id,kader_id,period,kind,from_on,until_on,due_on,reasons,status}'),
	('visit_plan', 'update', '{health_worker,planner}', '{kader_id,due_on,reasons,status}'),
	('posyandu_session', 'create', '{health_worker,planner}', '{posyandu_id,held_on,starts_at,place,status,reason}'),
	('posyandu_session', 'update', '{kader}', '{status}'),
	('posyandu_session', 'update', '{health_worker,planner}', '{held_on,starts_at,place,status,reason}'),
	('attendance', 'create', '{kader,health_worker,planner}', '{session_id,member_id,present}'),
	('attendance', 'update', '{kader,health_worker,planner}', '{present}');
end $$;

-- GeoJSON to the text form of a column, or a refusal. 20,000 vertices is ten times a detailed
-- kecamatan; more is a coastline that nobody simplified.
create function private.geometry_text(value jsonb, wanted text) returns text
language plpgsql immutable set search_path = '' as $$
declare
	shape extensions.geometry;
begin
	if jsonb_typeof(value) <> 'object' then
		perform private.refuse('invalid_geometry');
	end if;
	begin
		shape := extensions.st_setsrid(extensions.st_force2d(
			extensions.st_geomfromgeojson((value - 'crs' - 'bbox')::text)), 4326);
		if wanted = 'MultiPolygon' and extensions.st_geometrytype(shape) = 'ST_Polygon' then
			shape := extensions.st_multi(shape);
		end if;
	exception when others then
		shape := null;
	end;
	if shape is null or extensions.st_geometrytype(shape) <> 'ST_' || wanted
		or extensions.st_isempty(shape) or not extensions.st_isvalid(shape)
		or extensions.st_xmin(shape) < -180 or extensions.st_xmax(shape) > 180
		or extensions.st_ymin(shape) < -90 or extensions.st_ymax(shape) > 90
		or extensions.st_npoints(shape) > 20000 then
		perform private.refuse('invalid_geometry');
	end if;
	return shape::text;
end $$;

-- One field in the form that its column takes, or a refusal.
create function private.checked_field(name text, kind text, modifier integer, value jsonb) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
	given text := jsonb_typeof(value);
	day date;
begin
	if given = 'null' then
		return value;
	end if;
	if kind = 'geometry' then
		return to_jsonb(private.geometry_text(value,
			extensions.postgis_typmod_type(modifier)));
	end if;
	if kind = 'date' then
		day := private.day_of(value #>> '{}');
		-- Nobody alive was born earlier; nothing is planned later.
		if day is null or day < '1880-01-01' or day > '2100-12-31'
			or (name in ('birth_date', 'delivered_on', 'pregnant_since', 'registered_on')
				and day > (now() + interval '2 days')::date) then
			perform private.refuse('invalid_date');
		end if;
	elsif kind = 'timestamptz' then
		if private.instant_of(value #>> '{}') is null then
			perform private.refuse('invalid_date');
		end if;
	elsif given <> (case
		when kind in ('int4', 'int8', 'float8', 'numeric') then 'number'
		when kind = 'bool' then 'boolean'
		when kind = '_text' then 'array'
		when kind = 'jsonb' then given
		else 'string' end) then
		perform private.refuse('invalid_value');
	end if;
	return value;
end $$;

-- What one person may do with one entity: `known` and `op` are false where there is no such thing, `role`
-- where it is not hers; `mine` are the fields she may write, `others` those of any role. Then the columns
-- of the table, with their types.
create type private.write_rule as (
	entity text, op_name text, active boolean, known boolean, op boolean, role boolean,
	mine text[], others text[], names text[], kinds text[], modifiers integer[]
);
create function private.write_rule_of(
	me jangkau.membership, entity_name text, op_name text
) returns private.write_rule
language plpgsql stable set search_path = '' as $$
declare
	rule private.write_rule;
begin
	rule.entity := entity_name;
	rule.op_name := op_name;
	rule.active := private.is_active(me);
	select count(*) > 0, coalesce(bool_or(r.op = op_name), false),
		coalesce(bool_or(r.op = op_name and me.role = any (r.roles)), false)
	into rule.known, rule.op, rule.role
	from private.sync_rule() r where r.entity = entity_name;
	select array_agg(c) filter (where me.role = any (r.roles)), array_agg(c)
	into rule.mine, rule.others
	from private.sync_rule() r, unnest(r.columns) c
	where r.entity = entity_name and r.op = op_name;
	if rule.known then
		select array_agg(a.attname::text order by a.attnum), array_agg(t.typname::text order by a.attnum),
			array_agg(a.atttypmod order by a.attnum)
		into rule.names, rule.kinds, rule.modifiers
		from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
		where a.attrelid = format('jangkau.%I', entity_name)::regclass
			and a.attnum > 0 and not a.attisdropped;
	end if;
	return rule;
end $$;

-- Splits a patch into what this role may write and what no column knows (a newer app). A field
-- that is the server's own is dropped in silence; one that only another role may write is refused.
create function private.checked_patch(
	rule private.write_rule, patch jsonb, out fields jsonb, out unknown text[]
)
language plpgsql stable set search_path = '' as $$
declare
	field record;
	column_no integer;
begin
	fields := '{}';
	unknown := '{}';
	for field in select e.key, e.value from jsonb_each(patch) e loop
		column_no := array_position(rule.names, field.key);
		if column_no is null then
			unknown := unknown || field.key;
		elsif field.key = any (rule.mine) then
			fields := fields || jsonb_build_object(field.key, private.checked_field(
				field.key, rule.kinds[column_no], rule.modifiers[column_no], field.value));
		elsif rule.op_name = 'update' and field.key = any (rule.others) then
			perform private.refuse('forbidden_field');
		end if;
	end loop;
end $$;

-- Whether the position of somebody else's visit is shown: it serves to mend where a house stands, and
-- is never a track. So only of the household's last visit, and only where the house has no location
-- or stands elsewhere, beyond what both fixes are worth and never within 100 m.
create function private.mends_location(
	visit uuid, household uuid, fix extensions.geometry, accuracy_m double precision
) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
	return exists (
		select from jangkau.household h
		where h.id = household and (h.location is null
			or extensions.st_distance(h.location::extensions.geography, fix::extensions.geography)
				> greatest(100, coalesce(accuracy_m, 0) + coalesce(h.location_accuracy_m, 0)))
	) and visit = (
		select v.id from jangkau.visit v where v.household_id = household
		order by v.visited_on desc, v.id desc limit 1
	);
end $$;

-- Rows as they go over the wire: without what only the server needs, geometry as GeoJSON.
create function private.wire_rows(entity text, ids uuid[], role text) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
	hidden text[] := array['xid', 'field_rev', 'nik_sealed', 'nik_hash', 'created_by', 'jpeg',
		'received_at', 'clock_offset_ms'];
	pairs text;
	shown text := '';
	answer jsonb;
begin
	if role = 'kader' then
		hidden := hidden || 'nik_last4'::text;
	end if;
	-- How long a case was on its way is told with it.
	if entity = 'finding' then
		hidden := array_remove(hidden, 'received_at');
	end if;
	-- Column by column: a row made into JSON whole, and taken apart again, takes three times as long.
	-- A centimetre is enough for a house; a border comes back as finely as it was published, or a plan
	-- opened again would not be the same one.
	select string_agg(format(case
			when a.atttypid <> 'extensions.geometry'::regtype then '%1$L, %2$s'
			when a.attname = 'boundary' then '%1$L, extensions.st_asgeojson(%2$s, 8, 0)::jsonb'
			else '%1$L, extensions.st_asgeojson(%2$s, 7, 0)::jsonb' end, a.attname, case
			when entity = 'visit' and a.attname in ('position', 'accuracy_m', 'distance_m')
				then format('case when shown.position then t.%I end', a.attname)
			-- The clock of the phone that took the step is nobody else's: all order by the server's.
			when entity = 'follow_up' and a.attname = 'at'
				then 'private.happened_at(t.at, t.clock_offset_ms, t.received_at)'
			else format('t.%I', a.attname) end), ', ')
	into pairs
	from pg_catalog.pg_attribute a
	where a.attrelid = format('jangkau.%I', entity)::regclass and a.attnum > 0
		and not a.attisdropped and a.attname <> all (hidden);
	if entity = 'visit' then
		shown := 'cross join lateral (select t.membership_id = $2 or t.position is null
			or private.mends_location(t.id, t.household_id, t.position, t.accuracy_m) as position offset 0) shown';
	end if;
	execute format('select coalesce(jsonb_agg(jsonb_build_object(%s) order by t.xid, t.id), ''[]'')
		from jangkau.%I t %s where t.id = any ($1)', pairs, entity, shown)
	into answer using ids, (private.author()).id;
	return answer;
end $$;

create function private.wire_row(entity text, id uuid, role text) returns jsonb
language sql stable set search_path = '' as $$
	select private.wire_rows(entity, array[id], role) -> 0
$$;

-- Insert of checked rows, all with the same fields, under row-level security.
create function private.insert_rows(entity text, many jsonb) returns void
language plpgsql set search_path = '' as $$
declare
	names text;
begin
	select string_agg(quote_ident(k), ', ') into names from jsonb_object_keys(many -> 0) k;
	execute format('insert into jangkau.%1$I (%2$s)
		select %2$s from jsonb_populate_recordset(null::jangkau.%1$I, $1)', entity, names)
	using many;
end $$;

-- Whether the caller recorded this row, also when it has left her scope since.
create function private.is_author(entity text, row_id uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
	answer boolean;
	author text := case
		when entity in ('visit', 'follow_up') then 'membership_id'
		when entity in ('household', 'action_item', 'territory_plan') then 'created_by' end;
begin
	if author is null then
		return false;
	end if;
	execute format('select exists (select from jangkau.%I where id = $1 and %I = $2)', entity, author)
	into answer using row_id, (private.author()).id;
	return answer;
end $$;

create function private.is_visible(entity text, row_id uuid) returns boolean
language plpgsql stable set search_path = '' as $$
declare
	answer boolean;
begin
	execute format('select exists (select from jangkau.%I where id = $1)', entity)
	into answer using row_id;
	return answer;
end $$;

-- The row that took the place of one that was merged away, for what still points at the old id.
create function private.merged_id(row_id uuid) returns uuid
language plpgsql stable strict security definer set search_path = '' as $$
begin
	return (
		select private.current_id(coalesce((
			select l.merged_into from jangkau.applied_mutation l
			where l.membership_id = (private.author()).id and l.row_id = $1 and l.merged_into is not null
			limit 1
		), $1))
	);
end $$;

-- The day of a visit in the place's own calendar. `captured` is the device's clock, `offset_ms` how
-- far the server's is ahead of it. A clock that cannot be right gives the day of arrival, and the
-- offset then says how far off the visit itself was.
create function private.visit_day(
	household uuid, captured timestamptz, inout offset_ms bigint,
	out visited_on date, out implausible boolean
)
language plpgsql stable security definer set search_path = '' as $$
declare
	zone text;
	corrected timestamptz := captured + coalesce(offset_ms, 0) * interval '1 millisecond';
	today date;
begin
	select private.zone_of_area(h.area_id) into zone from jangkau.household h where h.id = household;
	zone := coalesce(zone, 'Asia/Jakarta');
	today := (now() at time zone zone)::date;
	implausible := corrected > now() + interval '1 day' or corrected < '2020-01-01';
	if implausible then
		visited_on := today;
		offset_ms := round(extract(epoch from now() - captured) * 1000);
	else
		visited_on := least((corrected at time zone zone)::date, today);
	end if;
end $$;

-- How far the server's clock was ahead of the device's when this was recorded: what the device knew
-- then, else what this call shows. Beyond a hundred years it is no offset.
create function private.offset_of(m jsonb, of_call bigint) returns bigint
language plpgsql immutable set search_path = '' as $$
begin
	return case when jsonb_typeof(m -> 'clock_offset_ms') = 'number'
			and abs((m ->> 'clock_offset_ms')::numeric) < 3.2e12
		then round((m ->> 'clock_offset_ms')::numeric)::bigint else of_call end;
end $$;

-- Whose sheet was copied: a kader whom the caller may see, else nobody.
create function private.kader_on_paper(kader uuid) returns uuid
language plpgsql stable set search_path = '' as $$
begin
	return case when private.is_visible('kader', kader) then kader end;
end $$;

-- What the server adds to a visit, and what it does not let stop one.
create function private.completed_visit(
	fields jsonb, m jsonb, me jangkau.membership, offset_ms bigint, out answer jsonb, out code text
)
language plpgsql stable set search_path = '' as $$
declare
	household uuid := (fields ->> 'household_id')::uuid;
	captured timestamptz := coalesce(private.instant_of(fields ->> 'captured_at'),
		private.instant_of(m ->> 'captured_at'));
	plan uuid := private.merged_id((fields ->> 'visit_plan_id')::uuid);
	is_paper boolean := coalesce((fields ->> 'copied_from_paper')::boolean, false);
	stamp record;
begin
	if captured is null then
		perform private.refuse('invalid_date');
	end if;
	if fields ->> 'corrects_id' is not null and not private.is_visit_of(
		(fields ->> 'corrects_id')::uuid, household) then
		perform private.refuse('invalid_correction');
	end if;
	if not private.is_plan_of(plan, household) then
		plan := null;
	end if;
	-- The day on a paper sheet was read, not measured: no clock is wrong about it.
	stamp := private.visit_day(household, captured,
		case when is_paper then 0 else private.offset_of(m, offset_ms) end);
	answer := fields || jsonb_build_object(
		'captured_at', captured, 'visited_on', stamp.visited_on,
		'clock_offset_ms', stamp.offset_ms, 'visit_plan_id', plan,
		'membership_id', me.id, 'copied_from_paper', is_paper,
		'kader_id', coalesce(me.kader_id,
			case when is_paper then private.kader_on_paper((fields ->> 'kader_id')::uuid) end));
	if me.role = 'kader' and answer ->> 'visitor_role' is distinct from 'joint' then
		answer := answer || '{"visitor_role":"kader"}';
	end if;
	code := case when stamp.implausible then 'clock_implausible' end;
end $$;

-- A case by the server's clock: its age decides who is called first. A day that cannot be right is today.
create function private.dated_finding(fields jsonb, offset_ms bigint) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
	found timestamptz := private.happened_at((fields ->> 'found_at')::timestamptz, offset_ms, now());
begin
	return case when fields ->> 'found_at' is null then fields else fields || jsonb_build_object(
		'found_at', case when found < '2020-01-01' then now() else found end) end;
end $$;

create function private.is_visit_of(visit uuid, household uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
	return (
		select exists (select from jangkau.visit v where v.id = visit and v.household_id = household)
	);
end $$;

create function private.is_plan_of(plan uuid, household uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
	return (
		select exists (select from jangkau.visit_plan p where p.id = plan and p.household_id = household)
	);
end $$;

-- Also where the household has left her scope since: she may add the case, so she may know that it is
-- there already.
create function private.open_case(household uuid, member uuid, what text) returns uuid
language plpgsql stable security definer set search_path = '' as $$
begin
	return (
		select f.id from jangkau.finding f
		where f.household_id = household and f.member_id is not distinct from member
			and f.problem = what and f.status not in ('closed', 'unresolvable')
	);
end $$;

-- Who was seen was there: of two lists that were kept apart, "came" stays. Also where the family has left
-- her scope since.
create function private.join_attendance(session uuid, member uuid, came boolean) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
	existing uuid;
begin
	update jangkau.attendance a set present = true
	where a.session_id = session and a.member_id = member and came and not a.present;
	select a.id into existing from jangkau.attendance a
	where a.session_id = session and a.member_id = member;
	return existing;
end $$;

-- A create that met a row which is already there. Under the same id it is a repetition; under a
-- unique key it is the same thing recorded twice, and the two become one.
create function private.meet_existing(
	entity text, row_id uuid, fields jsonb, violated text, me jangkau.membership
) returns jsonb
language plpgsql set search_path = '' as $$
declare
	existing uuid;
begin
	if violated = entity || '_pkey' then
		if private.is_visible(entity, row_id) or private.is_author(entity, row_id) then
			return jsonb_build_object('verdict', 'duplicate', 'code', 'exists',
				'row', private.wire_row(entity, row_id, me.role));
		end if;
		perform private.refuse('id_taken');
	end if;
	case entity
	when 'finding' then
		existing := private.open_case((fields ->> 'household_id')::uuid,
			(fields ->> 'member_id')::uuid, fields ->> 'problem');
	when 'visit_plan' then
		select p.id into existing from jangkau.visit_plan p
		where p.household_id = (fields ->> 'household_id')::uuid
			and p.period = fields ->> 'period' and p.kind = fields ->> 'kind'
			and p.from_on = coalesce((fields ->> 'from_on')::date, to_date(fields ->> 'period', 'YYYY-MM'));
	when 'attendance' then
		existing := private.join_attendance((fields ->> 'session_id')::uuid,
			(fields ->> 'member_id')::uuid, (fields ->> 'present')::boolean);
	when 'posyandu_session' then
		select s.id into existing from jangkau.posyandu_session s
		where s.posyandu_id = (fields ->> 'posyandu_id')::uuid
			and s.held_on = (fields ->> 'held_on')::date;
	when 'facility_area' then
		select s.id into existing from jangkau.facility_area s
		where s.facility_id = (fields ->> 'facility_id')::uuid
			and s.area_id = (fields ->> 'area_id')::uuid;
	when 'setting' then
		update jangkau.setting s set value = fields -> 'value'
		where s.puskesmas_id = (fields ->> 'puskesmas_id')::uuid and s.key = fields ->> 'key'
		returning s.id into existing;
	when 'target' then
		update jangkau.target t set percent = (fields ->> 'percent')::numeric,
			denominator = (fields ->> 'denominator')::integer,
			denominator_source = fields ->> 'denominator_source',
			denominator_note = fields ->> 'denominator_note'
		where t.area_id = (fields ->> 'area_id')::uuid and t.indicator = fields ->> 'indicator'
			and t.year = (fields ->> 'year')::integer
		returning t.id into existing;
	else
		existing := null;
	end case;
	if existing is null then
		perform private.refuse('duplicate_value');
	end if;
	return jsonb_build_object('verdict', 'merged', 'merged_into', existing,
		'row', private.wire_row(entity, existing, me.role));
end $$;

-- What a create stores: the fields that are allowed, and what the server adds to them.
create function private.completed_create(
	m jsonb, rule private.write_rule, row_id uuid, me jangkau.membership, offset_ms bigint,
	out fields jsonb, out code text, out unknown text[]
)
language plpgsql stable set search_path = '' as $$
declare
	entity constant text := rule.entity;
	checked record := private.checked_patch(rule, m -> 'patch');
	visit record;
begin
	unknown := checked.unknown;
	fields := private.redirected(checked.fields) || jsonb_build_object('id', row_id);
	if entity = 'visit' then
		visit := private.completed_visit(fields, m, me, offset_ms);
		fields := visit.answer;
		code := visit.code;
	elsif entity = 'follow_up' then
		fields := fields || jsonb_build_object('membership_id', me.id,
			'clock_offset_ms', private.offset_of(m, offset_ms), 'finding_id', private.merged_id((fields ->> 'finding_id')::uuid));
	elsif entity = 'finding' then
		fields := private.dated_finding(fields, private.offset_of(m, offset_ms));
	elsif entity = 'attendance' then
		fields := fields || jsonb_build_object(
			'session_id', private.merged_id((fields ->> 'session_id')::uuid));
	elsif entity in ('household', 'action_item') then
		fields := fields || jsonb_build_object('created_by', me.id);
	elsif entity = 'visit_plan' and coalesce(fields ->> 'status', 'planned') = 'done' then
		fields := fields || '{"status":"planned"}';
	end if;
end $$;

create function private.apply_create(
	m jsonb, rule private.write_rule, row_id uuid, me jangkau.membership, offset_ms bigint
) returns jsonb
language plpgsql set search_path = '' as $$
declare
	entity constant text := rule.entity;
	made record := private.completed_create(m, rule, row_id, me, offset_ms);
	answer jsonb := jsonb_strip_nulls(jsonb_build_object('verdict', 'applied', 'code', made.code));
	violated text;
begin
	begin
		perform private.insert_rows(entity, jsonb_build_array(made.fields));
	exception when unique_violation then
		get stacked diagnostics violated = constraint_name;
		answer := private.meet_existing(entity, row_id, made.fields, violated, me);
	when foreign_key_violation then
		-- Merged into another row while this waited for it; else it is what it says.
		if private.redirected(made.fields) = made.fields then
			raise;
		end if;
		perform private.insert_rows(entity, jsonb_build_array(private.redirected(made.fields)));
	end;
	return answer || jsonb_build_object('unknown', to_jsonb(made.unknown));
end $$;

-- Fields that only make sense together are merged together.
create function private.merge_key(field text) returns text
language sql immutable set search_path = '' as $$
	select case
		when field in ('location', 'location_accuracy_m', 'location_source') then 'location'
		when field in ('lent_to', 'lent_until') then 'lent_to'
		else field end
$$;

-- Which fields of the patch somebody else changed since the version that was edited.
create function private.conflicting_fields(
	field_rev jsonb, base_rev integer, fields jsonb, current_row jsonb, me uuid
) returns text[]
language sql immutable set search_path = '' as $$
	select coalesce(array_agg(k), '{}')
	from jsonb_object_keys(fields) k
	where private.merge_key(k) in (
		select private.merge_key(f)
		from jsonb_each(fields) e(f, v)
		where (field_rev #>> array[private.merge_key(f), 'rev'])::integer > base_rev
			and field_rev #>> array[private.merge_key(f), 'by'] is distinct from me::text
			and v is distinct from current_row -> f
	)
$$;

create function private.apply_update(
	m jsonb, rule private.write_rule, sent_id uuid, me jangkau.membership
) returns jsonb
language plpgsql set search_path = '' as $$
declare
	entity constant text := rule.entity;
	row_id uuid := private.merged_id(sent_id);
	checked record;
	fields jsonb;
	current_row jsonb;
	base_rev integer := case when jsonb_typeof(m -> 'base_rev') = 'number'
		then least((m ->> 'base_rev')::numeric, 2147483647)::integer else 0 end;
	merges boolean := entity in ('household', 'member');
	clashing text[] := '{}';
	verdict text;
	names text;
begin
	checked := private.checked_patch(rule, m -> 'patch');
	fields := checked.fields;
	if row_id <> sent_id then
		-- The version that she edited was the other row's.
		base_rev := 0;
	end if;
	-- Not "for update", which would make visits of the same house wait as well.
	execute format('select to_jsonb(t) %s from jangkau.%I t where t.id = $1 for no key update',
		case entity when 'household' then '|| jsonb_build_object(''location'', t.location::text)'
			else '' end, entity)
	into current_row using row_id;
	if current_row is null then
		perform private.refuse('not_found');
	end if;
	verdict := case when base_rev = (current_row ->> 'rev')::integer then 'applied' else 'merged' end;
	if merges then
		clashing := private.conflicting_fields(
			current_row -> 'field_rev', base_rev, fields, current_row, me.id);
		fields := fields - clashing;
	end if;
	if fields <> '{}' then
		if merges then
			fields := fields || jsonb_build_object('field_rev', (current_row -> 'field_rev') || (
				select jsonb_object_agg(private.merge_key(k), jsonb_build_object(
					'rev', (current_row ->> 'rev')::integer + 1, 'by', me.id))
				from jsonb_object_keys(fields) k));
		end if;
		select string_agg(quote_ident(k), ', ') into names from jsonb_object_keys(fields) k;
		execute format('update jangkau.%1$I set (%2$s) = row (%3$s)
			from jsonb_populate_record(null::jangkau.%1$I, $1) wanted where %1$I.id = $2',
			entity, names, (select string_agg('wanted.' || quote_ident(k), ', ')
				from jsonb_object_keys(fields) k))
		using fields, row_id;
	end if;
	if clashing <> '{}' then
		return jsonb_build_object('verdict', 'conflict', 'code', 'conflict',
			'row', private.wire_row(entity, row_id, me.role), 'unknown', to_jsonb(checked.unknown));
	end if;
	return jsonb_build_object('verdict', verdict, 'unknown', to_jsonb(checked.unknown),
		'row', case when verdict = 'merged' then private.wire_row(entity, row_id, me.role) end);
end $$;

-- Checks the households of a plan against those of the area; raises the first thing that is wrong.
create function private.check_plan_households(area uuid, given uuid[]) returns void
language plpgsql stable security definer set search_path = '' as $$
declare
	wrong integer;
begin
	select count(*) - count(distinct h) into wrong from unnest(given) h;
	if wrong > 0 then
		raise exception using errcode = 'JK001', message = 'household_twice', detail = wrong::text;
	end if;
	select count(*) into wrong from unnest(given) g
	where not exists (
		select from jangkau.household h
		join jangkau.area_ancestor up on up.area_id = h.area_id and up.ancestor_id = area
		where h.id = g);
	if wrong > 0 then
		raise exception using errcode = 'JK001', message = 'household_foreign', detail = wrong::text;
	end if;
	-- A house that stands empty or whose family left may be divided, but need not.
	select count(*) into wrong from jangkau.household h
	join jangkau.area_ancestor up on up.area_id = h.area_id and up.ancestor_id = area
	where h.status = 'active' and h.id <> all (given);
	if wrong > 0 then
		raise exception using errcode = 'JK001', message = 'households_incomplete', detail = wrong::text;
	end if;
end $$;

-- Publishes a plan as one atomic act: the old one retires, its territories close, every household
-- gets its new place. Security definer because a client may never write a placement itself; so the
-- right to do it is checked here, first.
create function private.publish_plan(plan_id uuid, patch jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
	me jangkau.membership := private.caller();
	area uuid := private.uuid_of(patch ->> 'area_id');
	given uuid[];
	locked uuid;
begin
	if me.role is distinct from 'planner' then
		raise insufficient_privilege;
	end if;
	if area is null or jsonb_typeof(patch -> 'territories') is distinct from 'array'
		or jsonb_array_length(patch -> 'territories') = 0
		or private.day_of(patch ->> 'valid_from') is null
		or (patch ->> 'until_on' is not null and coalesce(
			private.day_of(patch ->> 'until_on') < private.day_of(patch ->> 'valid_from'), true)) then
		perform private.refuse('bad_patch');
	end if;
	-- Two planners publishing at once: the second waits, then becomes the next version.
	select a.id into locked from jangkau.area a where a.id = area for no key update;
	if locked is null or not exists (
		select from jangkau.area_ancestor up
		join jangkau.facility_area s on s.area_id = up.ancestor_id
		where up.area_id = area and s.facility_id = me.puskesmas_id) then
		raise insufficient_privilege;
	end if;
	if exists (
		select from jsonb_array_elements(patch -> 'territories') t
		left join jangkau.kader k on k.id = private.uuid_of(t ->> 'kader_id')
		where t ->> 'kader_id' is not null and k.puskesmas_id is distinct from me.puskesmas_id) then
		perform private.refuse('kader_foreign');
	end if;
	select coalesce(array_agg(p.household_id), '{}') into given
	from private.plan_households(patch) p;
	if array_position(given, null) is not null then
		perform private.refuse('bad_patch');
	end if;
	perform private.check_plan_households(area, given);

	perform private.retire_plans(area);
	insert into jangkau.territory_plan
		(id, area_id, version, status, valid_from, until_on, decree_no, parameters, metrics, published_at,
			created_by)
	select plan_id, area, coalesce(max(p.version), 0) + 1, 'published',
		private.day_of(patch ->> 'valid_from'), private.day_of(patch ->> 'until_on'),
		patch ->> 'decree_no',
		coalesce(nullif(patch -> 'parameters', 'null'), '{}'),
		coalesce(nullif(patch -> 'metrics', 'null'), '{}'), now(), me.id
	from jangkau.territory_plan p where p.area_id = area;
	insert into jangkau.territory
		(id, plan_id, area_id, number, kader_id, boundary, locked, household_count, workload)
	select private.uuid_of(t ->> 'id'), plan_id, area, (t ->> 'number')::integer,
		private.uuid_of(t ->> 'kader_id'),
		case when jsonb_typeof(t -> 'boundary') = 'object'
			then private.geometry_text(t -> 'boundary', 'MultiPolygon')::extensions.geometry end,
		coalesce((t ->> 'locked')::boolean, false), jsonb_array_length(t -> 'households'),
		coalesce((t ->> 'workload')::double precision, 0)
	from jsonb_array_elements(patch -> 'territories') t;
	perform private.place_in_plan(area, plan_id, patch);
end $$;

create function private.plan_households(patch jsonb)
returns table (territory_id uuid, household_id uuid)
language sql immutable set search_path = '' as $$
	select private.uuid_of(t ->> 'id'), private.uuid_of(h)
	from jsonb_array_elements(patch -> 'territories') t,
		jsonb_array_elements_text(t -> 'households') h
$$;

-- A published plan of the area, or of a part of it, has nobody left once this one is published.
create function private.retire_plans(area uuid) returns void
language plpgsql set search_path = '' as $$
begin
	update jangkau.territory t set active = false
	from jangkau.territory_plan p
	join jangkau.area_ancestor up on up.area_id = p.area_id and up.ancestor_id = area
	where t.plan_id = p.id and p.status = 'published' and t.active;
	update jangkau.territory_plan p set status = 'retired'
	from jangkau.area_ancestor up
	where up.area_id = p.area_id and up.ancestor_id = area and p.status = 'published';
end $$;

-- A household that the plan left out (empty, or moved away) goes to the territory it stands in. A plan says
-- of each household anew whose it is: nothing stays lent, nor lent into a territory that is no more.
create function private.place_in_plan(area uuid, plan uuid, patch jsonb) returns void
language plpgsql set search_path = '' as $$
begin
	update jangkau.household h
	set territory_id = placed.territory_id, lent_to = null, lent_until = null, lent_from = null
	from (
		select one.id, coalesce(given.territory_id, (
			select t.id from jangkau.territory t
			where t.plan_id = plan and extensions.st_covers(t.boundary, one.location)
			order by t.number limit 1)) as territory_id
		from jangkau.household one
		join jangkau.area_ancestor up on up.area_id = one.area_id and up.ancestor_id = area
		left join private.plan_households(patch) given on given.household_id = one.id
	) placed
	where h.id = placed.id
		and (h.territory_id is distinct from placed.territory_id or h.lent_to is not null);
	update jangkau.household h
	set territory_id = private.home_territory(h), lent_to = null, lent_until = null, lent_from = null
	from jangkau.territory t where t.id = h.lent_to and not t.active;
end $$;

-- The id of the row, once this person may do such a thing at all; else a refusal is raised.
create function private.permitted_id(m jsonb, rule private.write_rule) returns uuid
language plpgsql set search_path = '' as $$
declare
	row_id uuid := private.uuid_of(m ->> 'id');
	-- The wire format that this server reads. A newer app changes fields freely (unknown_field), and the
	-- number only when an older server would misread them.
	schema_v constant numeric := 1;
	sent_v numeric := case when jsonb_typeof(m -> 'schema_v') = 'number'
		then (m ->> 'schema_v')::numeric else 1 end;
begin
	if sent_v > schema_v then
		raise exception using errcode = 'JK003';
	elsif sent_v < schema_v then
		perform private.refuse('app_outdated');
	end if;
	if not rule.known then
		perform private.refuse('unknown_entity');
	elsif not rule.op then
		perform private.refuse('unknown_op');
	elsif not rule.active and not (
		rule.op_name = 'create' and rule.entity in ('visit', 'finding', 'follow_up', 'attendance')) then
		perform private.refuse('departed');
	elsif not rule.role then
		perform private.refuse('forbidden');
	end if;
	if row_id is null or jsonb_typeof(m -> 'patch') is distinct from 'object' then
		perform private.refuse('bad_mutation');
	end if;
	return row_id;
end $$;

-- What the mutation does to the records; a refusal is raised.
create function private.apply_mutation(m jsonb, me jangkau.membership, offset_ms bigint) returns jsonb
language plpgsql set search_path = '' as $$
declare
	rule private.write_rule := private.write_rule_of(me, m ->> 'entity', m ->> 'op');
	row_id uuid := private.permitted_id(m, rule);
begin
	case rule.op_name
	when 'create' then
		return private.apply_create(m, rule, row_id, me, offset_ms);
	when 'update' then
		return private.apply_update(m, rule, row_id, me);
	when 'publish' then
		perform private.publish_plan(row_id, m -> 'patch');
		return '{"verdict":"applied"}';
	end case;
end $$;

-- The ledger is kept by definer functions: a client cannot write, unwrite or read another's entry.
create function private.claim_mutation(mid uuid, m jsonb) returns jangkau.applied_mutation
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare
	me uuid := (private.author()).id;
	sent_mid uuid := mid;
	known jangkau.applied_mutation;
begin
	insert into jangkau.applied_mutation (membership_id, mid, entity, row_id, verdict, payload_hash)
	values (me, sent_mid, coalesce(m ->> 'entity', ''),
		coalesce(private.uuid_of(m ->> 'id'), sent_mid), 'applied', private.payload_hash(m))
	on conflict do nothing;
	if not found then
		select * into known from jangkau.applied_mutation l
		where l.membership_id = me and l.mid = sent_mid;
	end if;
	return known;
end $$;

create function private.payload_hash(m jsonb) returns uuid
language plpgsql immutable set search_path = '' as $$
begin
	return (
		select md5(jsonb_build_array(m -> 'entity', m -> 'op', m -> 'id', m -> 'patch')::text)::uuid
	);
end $$;

create function private.finish_mutation(sent_mid uuid, result jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
	me uuid := (private.author()).id;
begin
	if result ->> 'verdict' <> 'applied' or result ? 'code' then
		update jangkau.applied_mutation l
		set verdict = result ->> 'verdict', code = result ->> 'code',
			merged_into = (result ->> 'merged_into')::uuid
		where l.membership_id = me and l.mid = sent_mid;
	end if;
	update jangkau.rejected_mutation r set resolved_at = now()
	where r.membership_id = me and r.mid = sent_mid and r.resolved_at is null;
end $$;

-- Keeps what could not be stored where it belongs, for a person to look at. The payload is nowhere
-- else: not in a log, not in the answer.
create function private.keep_rejected(sent_mid uuid, why text, m jsonb, version text) returns void
language plpgsql security definer set search_path = '' as $$
begin
	insert into jangkau.rejected_mutation as r (membership_id, mid, code, payload, app_version)
	values ((private.author()).id, sent_mid, why, m, version)
	on conflict (membership_id, mid) do update
	set code = excluded.code, payload = excluded.payload, app_version = excluded.app_version,
		rejected_at = now(), resolved_at = null
	where excluded.code <> 'payload_differs';
end $$;

create function private.deps_are_stored(m jsonb) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
	return (
		select jsonb_typeof(m -> 'deps') is distinct from 'array' or not exists (
			select from jsonb_array_elements_text(m -> 'deps') d
			where not exists (
				select from jangkau.applied_mutation l
				where l.membership_id = (private.author()).id and l.mid = private.uuid_of(d)))
	);
end $$;

-- A database error as a code of the protocol; null means "try again, nothing is wrong with it".
create function private.code_of(state text, message text) returns text
language sql immutable set search_path = '' as $$
	select case
		when state = 'JK001' then message
		when state in ('40001', '40P01', '55P03', '57014', 'JK002', 'JK003') or state like '53%' then null
		when state = '42501' then 'forbidden'
		when state = '23503' then 'missing_reference'
		when state = '23505' then 'duplicate_value'
		when state = '23502' then 'missing_field'
		when state in ('22007', '22008') then 'invalid_date'
		when state like '22%' or state like '23%' or state = '54001' then 'invalid_value'
		else 'internal'
	end
$$;

create function private.push_one(
	m jsonb, me jangkau.membership, offset_ms bigint, version text
) returns jsonb
language plpgsql set search_path = '' as $$
declare
	sent_mid uuid := private.uuid_of(m ->> 'mid');
	known jangkau.applied_mutation;
	result jsonb;
	state text;
	message text;
	detail text;
	why text;
begin
	if sent_mid is null then
		perform private.keep_rejected(md5(m::text)::uuid, 'bad_mutation', m, version);
		return jsonb_build_object('mid', m ->> 'mid', 'verdict', 'rejected', 'code', 'bad_mutation');
	end if;
	-- The savepoint of this mutation: an error undoes its ledger entry with its writes.
	begin
		known := private.claim_mutation(sent_mid, m);
		if known.mid is not null then
			return private.repeated(m, known, me, version);
		end if;
		if not private.deps_are_stored(m) then
			raise exception using errcode = 'JK002';
		end if;
		result := jsonb_strip_nulls(private.apply_mutation(m, me, offset_ms));
		if coalesce(jsonb_array_length(result -> 'unknown'), 0) > 0 and not result ? 'code' then
			result := result || '{"code":"unknown_field"}';
		end if;
		perform private.finish_mutation(sent_mid, result);
		if result ->> 'code' in ('conflict', 'unknown_field') then
			perform private.keep_rejected(sent_mid, result ->> 'code', m, version);
		end if;
		return result - 'unknown' - 'merged_into' || jsonb_build_object('mid', sent_mid);
	-- A statement that ran out of time is no part of "others": without its name it would take the whole
	-- call along, again and again.
	exception when query_canceled or others then
		get stacked diagnostics state = returned_sqlstate, message = message_text,
			detail = pg_exception_detail;
	end;
	why := private.code_of(state, message);
	if why is null then
		return jsonb_build_object('mid', sent_mid, 'verdict', 'retry',
			'code', case state when 'JK002' then 'dependency' when 'JK003' then 'server_outdated'
				else 'busy' end);
	end if;
	if why = 'forbidden' and not private.is_active(me) then
		why := 'departed';
	end if;
	perform private.keep_rejected(sent_mid, why, m, version);
	return jsonb_build_object('mid', sent_mid, 'verdict', 'rejected', 'code', why)
		|| case when state = 'JK001' and detail <> ''
			then jsonb_build_object('detail', jsonb_build_object('count', detail::integer))
			else '{}' end;
end $$;

-- The answer to a mutation that the ledger knows: what was done with it the first time.
create function private.repeated(
	m jsonb, known jangkau.applied_mutation, me jangkau.membership, version text
) returns jsonb
language plpgsql set search_path = '' as $$
declare
	why text := known.code;
begin
	if known.payload_hash is distinct from private.payload_hash(m) then
		why := 'payload_differs';
		perform private.keep_rejected(known.mid, why, m, version);
	end if;
	return jsonb_strip_nulls(jsonb_build_object('mid', known.mid, 'verdict', 'duplicate', 'code', why,
		'row', case when known.verdict in ('merged', 'conflict') then private.wire_row(
			known.entity, coalesce(known.merged_into, known.row_id), me.role) end));
end $$;

create function private.seen_device(
	device uuid, version text, unsent jsonb, results jsonb, offset_ms bigint
) returns void
language plpgsql security definer set search_path = '' as $$
declare
	-- The phone counted before the call: what the call has settled is not on the phone alone any more.
	settled integer := (select count(*) from jsonb_array_elements(results) r
		where r ->> 'verdict' not in ('retry', 'rejected'));
	queued integer := case when jsonb_typeof(unsent) = 'number'
		then least(greatest((unsent #>> '{}')::numeric - settled, 0), 1000000)::integer else 0 end;
begin
	-- The id of a device of somebody else is left alone.
	insert into jangkau.device as d (id, membership_id, app_version, unsent, clock_offset_ms)
	values (device, (private.author()).id, left(version, 40), queued, offset_ms)
	on conflict (id) do update
	set last_seen_at = now(), app_version = excluded.app_version, unsent = excluded.unsent,
		clock_offset_ms = excluded.clock_offset_ms, xid = excluded.xid
	where d.membership_id = excluded.membership_id;
end $$;

create function private.wire_time(at timestamptz) returns text
language sql immutable set search_path = '' as $$
	select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- The history that cursors belong to. A database restored from files, or a standby that took over, goes
-- on in another timeline: what the old one had confirmed in its last moments may be missing there.
create function private.current_epoch() returns uuid
language plpgsql stable security definer set search_path = '' as $$
begin
	return (
		select md5(s.epoch::text || c.timeline_id)::uuid
		from jangkau.server_state s, pg_catalog.pg_control_checkpoint() c
	);
end $$;

-- Whether this database came out of a dump and nobody has run after_restore() yet: it is not the one
-- that it says it is, or rows lie above its own transaction count. No device could pull those, and would
-- pass over what is written now, once the count has gone past.
create function private.is_half_restored() returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
	return (select s.identity from jangkau.server_state s) <> private.server_identity()
		or coalesce((select max(d.xid) from jangkau.device d) > greatest(
			pg_snapshot_xmax(pg_current_snapshot()), pg_current_xact_id_if_assigned()), false);
end $$;

-- A call that was not understood, or must be made in another way. No record was touched.
create function private.refusal(code text) returns jsonb
language sql stable set search_path = '' as $$
	select jsonb_build_object('ok', false, 'code', code, 'results', '[]'::jsonb,
		'epoch', private.current_epoch(), 'server_time', private.wire_time(now()))
$$;

-- Answers to what the ledger knows with this payload, by place in the call; null where it has to be
-- looked at. What needs a row of the records in its answer is looked at, too.
create function private.known_results(mutations jsonb) returns jsonb[]
language plpgsql stable security definer set search_path = '' as $$
declare
	me uuid := (private.author()).id;
begin
	return array(
		select (
			select jsonb_strip_nulls(jsonb_build_object('mid', l.mid, 'verdict', 'duplicate', 'code', l.code))
			from jangkau.applied_mutation l
			where l.membership_id = me and l.mid = private.uuid_of(m ->> 'mid')
				and l.payload_hash = private.payload_hash(m) and l.verdict not in ('merged', 'conflict'))
		from jsonb_array_elements(mutations) with ordinality e (m, place)
		order by place
	);
end $$;

-- claim_mutation() and finish_mutation() for a run of creates. False where one of them is known, sent
-- twice, or waits for what was not stored before the run.
create function private.claim_run(run jsonb[], codes text[]) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
	me uuid := (private.author()).id;
	mids uuid[] := array(select private.uuid_of(m ->> 'mid') from unnest(run) m);
	claimed bigint;
begin
	if not (select bool_and(private.deps_are_stored(m)) from unnest(run) m) then
		return false;
	end if;
	insert into jangkau.applied_mutation
		(membership_id, mid, entity, row_id, verdict, code, payload_hash)
	select me, mid, m ->> 'entity', private.uuid_of(m ->> 'id'), 'applied', code, private.payload_hash(m)
	from unnest(run, codes, mids) sent (m, code, mid)
	on conflict do nothing;
	get diagnostics claimed = row_count;
	update jangkau.rejected_mutation r set resolved_at = now()
	where r.membership_id = me and r.mid = any (mids) and r.resolved_at is null;
	return claimed = cardinality(run);
end $$;

-- What may be stored together with its neighbours: visits with the same fields. Null for all else.
create function private.run_of(m jsonb) returns text
language plpgsql immutable set search_path = '' as $$
begin
	return case when m ->> 'entity' = 'visit' and m ->> 'op' = 'create'
		and jsonb_typeof(m -> 'patch') = 'object' and private.uuid_of(m ->> 'mid') is not null
		then array(select jsonb_object_keys(m -> 'patch'))::text end;
end $$;

-- Stores a run of creates in one statement and under one savepoint, with the checks, policies and
-- triggers of push_one(). Only where all is well: null says that nothing was done and each has to be
-- looked at alone.
create function private.push_run(
	run jsonb[], me jangkau.membership, offset_ms bigint
) returns jsonb[]
language plpgsql set search_path = '' as $$
declare
	rule private.write_rule := private.write_rule_of(me, run[1] ->> 'entity', run[1] ->> 'op');
	m jsonb;
	made record;
	many jsonb[] := '{}';
	codes text[] := '{}';
begin
	foreach m in array run loop
		made := private.completed_create(m, rule, private.permitted_id(m, rule), me, offset_ms);
		if made.unknown <> '{}' then
			return null;
		end if;
		many := array_append(many, made.fields);
		codes := array_append(codes, made.code);
	end loop;
	if not private.claim_run(run, codes) then
		raise exception using errcode = 'JK002';
	end if;
	perform private.insert_rows(rule.entity, to_jsonb(many));
	return array(
		select jsonb_strip_nulls(jsonb_build_object(
			'mid', private.uuid_of(sent ->> 'mid'), 'verdict', 'applied', 'code', code))
		from unnest(run, codes) with ordinality done (sent, code, place) order by place
	);
exception
	when query_canceled then
		-- There is no second time limit in a call: whichever of them was slow would now run without one.
		return array(select private.come_again(sent)
			from unnest(run) with ordinality e (sent, place) order by place);
	when others then
		return null;
end $$;

create function private.come_again(m jsonb) returns jsonb
language sql immutable set search_path = '' as $$
	select jsonb_build_object('mid', m ->> 'mid', 'verdict', 'retry', 'code', 'busy')
$$;

-- Results of the mutations, in the order of the call; applied in the device's own order. Runs begin
-- with one mutation and grow: one that is too slow is alone in the end, however often it comes again.
create function private.push_all(
	me jangkau.membership, mutations jsonb, offset_ms bigint, version text
) returns jsonb
language plpgsql set search_path = '' as $$
declare
	started timestamptz := clock_timestamp();
	results jsonb[] := private.known_results(mutations);
	answers jsonb[];
	queue record;
	next integer := 1;
	last integer;
	most integer := 1;
begin
	select array_agg(m order by seq, place) as sent, array_agg(place order by seq, place) as places,
		array_agg(private.run_of(m) order by seq, place) as runs, count(*)::integer as count
	into queue
	from (
		select m, place, case when jsonb_typeof(m -> 'seq') = 'number' then (m ->> 'seq')::numeric end as seq
		from jsonb_array_elements(mutations) with ordinality e (m, place)
		where results[place] is null
	) unknown;
	while next <= queue.count loop
		last := next;
		while last < queue.count and last - next + 1 < most and queue.runs[last + 1] = queue.runs[next] loop
			last := last + 1;
		end loop;
		answers := null;
		-- Two or three are as fast alone.
		if last - next > 2 and clock_timestamp() < started + interval '5 seconds' then
			answers := private.push_run(queue.sent[next:last], me, offset_ms);
			most := case when answers is null then 1 else most end;
		end if;
		for n in next..last loop
			results[queue.places[n]] := case
				when answers is not null then answers[n - next + 1]
				-- Well under the 8 s that the API gives a call: what is left is sent again.
				when clock_timestamp() > started + interval '5 seconds' then private.come_again(queue.sent[n])
				else private.push_one(queue.sent[n], me, offset_ms, version)
			end;
		end loop;
		next := last + 1;
		most := least(most * 4, 200);
	end loop;
	return to_jsonb(results);
end $$;

create function public.sync_push(p text) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
	me jangkau.membership := private.author();
	request jsonb;
	offset_ms bigint;
	version text;
	results jsonb;
begin
	if octet_length(p) > 524288 then
		return private.refusal('too_large');
	end if;
	if me.id is null then
		return private.refusal('no_membership');
	end if;
	request := private.request_of(p, 524288);
	if request is null or jsonb_typeof(request -> 'mutations') is distinct from 'array' then
		return private.refusal('bad_request');
	end if;
	if jsonb_array_length(request -> 'mutations') > 200 then
		return private.refusal('too_large');
	end if;
	if private.is_half_restored() then
		return private.refusal('restoring');
	end if;
	-- A lock that somebody holds for long costs one mutation its turn, not the others theirs.
	perform set_config('lock_timeout', '2s', true);
	version := request ->> 'app_version';
	offset_ms := round(extract(epoch from
		clock_timestamp() - private.instant_of(request ->> 'sent_at')) * 1000);
	results := private.push_all(me, request -> 'mutations', offset_ms, version);
	-- After what was still recorded while the house was hers.
	perform private.end_loans();
	if private.uuid_of(request ->> 'device') is not null then
		perform private.seen_device(private.uuid_of(request ->> 'device'), version,
			request -> 'unsent', results, offset_ms);
	end if;
	return jsonb_build_object('ok', true, 'results', results,
		'epoch', private.current_epoch(), 'server_time', private.wire_time(clock_timestamp()));
exception when query_canceled or others then
	-- Nothing of the call was kept: the device sends it again. No message: it may quote a payload.
	return private.refusal('busy');
end $$;
revoke all on function public.sync_push(text) from public, anon;
grant execute on function public.sync_push(text) to authenticated;
