-- Who sees and writes what. Deny by default: every table has row-level security, a verb without a
-- policy is nobody's, and nothing is granted to anon. No row is ever deleted by a client.
-- Policies name scopes, never people: scope_ids() is asked once a statement (docs: engineering of
-- row-level security), knows no geometry and trusts nothing in the token but its subject.

-- For whom the call is: the membership of the signed-in user, active or not; while a carried queue is
-- being stored (import_queue), its author. The setting alone gives nothing: the row behind it is
-- written by the function that has checked the device's signature.
create function private.author() returns jangkau.membership
language plpgsql stable security definer set search_path = '' as $$
declare
	me jangkau.membership;
begin
	if current_setting('jangkau.importing', true) = 'on' then
		select m.* into me from jangkau.import_session s join jangkau.membership m on m.id = s.membership_id
		where s.xid = pg_current_xact_id_if_assigned();
	else
		select m.* into me from jangkau.membership m where m.user_id = auth.uid();
	end if;
	return me;
end $$;

create function private.is_active(m jangkau.membership) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
	return coalesce(m.active and (m.kader_id is null or exists (
		select from jangkau.kader k where k.id = m.kader_id and k.active)), false);
end $$;

-- Who is calling: the author while she is active, else a row of nulls. A kader who was set inactive
-- sees nothing from then on.
create function private.caller() returns jangkau.membership
language plpgsql stable security definer set search_path = '' as $$
declare
	me jangkau.membership := private.author();
begin
	if not private.is_active(me) then
		me := null;
	end if;
	return me;
end $$;

-- Whether what she recorded is taken: while she is active, and for 90 days after (a day more: which
-- day it is depends on the time zone of the place).
create function private.may_record(m jangkau.membership) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
	return m.role in ('kader', 'health_worker', 'planner')
		and (private.is_active(m) or coalesce(m.departed_at >= now() - interval '91 days', false));
end $$;

-- Households whose late visits she may still bring: a kader's of the last 90 days; of staff who left,
-- those of the areas where they worked.
create function private.held_households() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
	me jangkau.membership := private.author();
begin
	if not coalesce(private.may_record(me), false) then
		return '{}';
	elsif me.role = 'kader' then
		return array(select distinct h.household_id from jangkau.household_assignment h
			where h.kader_id = me.kader_id and (h.valid_to is null or h.valid_to >= current_date - 91));
	elsif private.is_active(me) then
		return '{}';
	end if;
	return array(
		select distinct h.id from jangkau.household h
		join jangkau.area_ancestor up on up.area_id = h.area_id
		where case me.role when 'health_worker' then up.ancestor_id = me.area_id
			else up.ancestor_id in (
				select s.area_id from jangkau.facility_area s where s.facility_id = me.puskesmas_id) end);
end $$;

-- Kinds of scope, as ids:
--   membership       the caller's own                      everyone
--   author           hers, also 90 days after she left     kader, health worker, planner
--   case_author      the same, if she may decide on cases  health worker, planner
--   recorder         the same, if she records visits       kader, health worker, planner
--   kader            her own record as a kader             kader
--   territory        what she holds now                    kader
--   held_household   what she held in the last 90 days     kader, staff who left
--   held_finding     the cases of those households         the same
--   held_member      the people of those households        the same
--   posyandu         where she helps                       kader
--   person_area      areas whose families one may see      health worker, planner
--   plan_area        areas one may change                  planner
--   own_district     where one may add a village           planner
--   aggregate_area   areas whose totals one may see        everyone
--   meeting_area     areas whose agreements one may see    all but kader
--   agree_area       areas for which one may agree         planner, health office, viewer
--   comment_area     areas on whose figures one may comment  viewer, health office
--   mark_area        areas that one may mark               planner, health office
--   ground_area      areas whose roads one may see         kader, health worker, planner
--   area             aggregate_area and all above          everyone
--   puskesmas        whose settings apply                  everyone
--   plan_puskesmas   which one runs                        planner
--   note_puskesmas   to whom one may propose               kader, health worker
--   team             memberships of that puskesmas         planner
-- In plpgsql because that keeps its plan for the whole session; as an SQL function it was planned
-- anew at every call (2 ms, several times a statement).
create function private.scope_ids(kind text) returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
	if kind = 'author' then
		return array(select a.id from private.author() a where private.may_record(a));
	elsif kind = 'case_author' then
		return array(select a.id from private.author() a
			where private.may_record(a) and a.role in ('health_worker', 'planner'));
	elsif kind = 'territory' then
		-- Asked at every visit that comes in: not through the tree of areas.
		return array(select t.id from private.caller() m
			join jangkau.territory t on t.kader_id = m.kader_id and t.active where m.role = 'kader');
	elsif kind = 'held_household' then
		return private.held_households();
	elsif kind = 'held_finding' then
		return array(select f.id from jangkau.finding f
			where f.household_id = any (private.held_households()));
	elsif kind = 'held_member' then
		return array(select m.id from jangkau.member m
			where m.household_id = any (private.held_households()));
	end if;
	return (
	with me as (
		select m.id, m.role, m.area_id, m.kader_id, k.area_id as kader_area_id, k.posyandu_id,
			coalesce(m.puskesmas_id, k.puskesmas_id) as puskesmas_id
		from private.caller() m
		left join jangkau.kader k on k.id = m.kader_id
		where m.id is not null
	),
	-- Where a scope begins; everything below belongs to it.
	top (area_id, open_to) as (
		select me.area_id, case me.role when 'health_worker' then 'staff' else 'office' end
		from me where me.role in ('health_worker', 'viewer', 'health_office')
		union all
		select me.area_id, 'dinas' from me where me.role = 'health_office'
		union all
		select s.area_id, 'planner' from me
		join jangkau.facility_area s on s.facility_id = me.puskesmas_id where me.role = 'planner'
		union all
		select me.kader_area_id, 'kader' from me where me.role = 'kader'
		union all
		select t.area_id, 'kader' from me
		join jangkau.territory t on t.kader_id = me.kader_id and t.active where me.role = 'kader'
	),
	wanted (open_to) as (
		select unnest(case kind
			when 'person_area' then '{staff,planner}'
			when 'plan_area' then '{planner}'
			when 'aggregate_area' then '{staff,planner,office,kader}'
			when 'meeting_area' then '{staff,planner,office}'
			when 'agree_area' then '{planner,office}'
			when 'comment_area' then '{office}'
			when 'mark_area' then '{planner,dinas}'
			when 'ground_area' then '{staff,planner,kader}'
			when 'area' then '{staff,planner,office,kader}'
		end::text[])
	),
	below (area_id) as (
		select distinct d.area_id from top
		join wanted on wanted.open_to = top.open_to
		join jangkau.area_ancestor d on d.ancestor_id = top.area_id
	)
	select coalesce(case
		when kind = 'membership' then array(select id from me)
		when kind = 'recorder' then array(
			select id from me where role in ('kader', 'health_worker', 'planner'))
		when kind = 'kader' then array(select kader_id from me where role = 'kader')
		when kind = 'posyandu' then array(
			select posyandu_id from me where role = 'kader' and posyandu_id is not null)
		when kind = 'own_district' then array(
			select distinct up.ancestor_id from top
			join jangkau.area_ancestor up on up.area_id = top.area_id
			join jangkau.area a on a.id = up.ancestor_id and a.kind = 'district'
			where top.open_to = 'planner')
		when kind = 'note_puskesmas' then array(
			select puskesmas_id from me where role in ('kader', 'health_worker'))
		when kind = 'plan_puskesmas' then array(select puskesmas_id from me where role = 'planner')
		when kind = 'team' then array(
			select m.id from me join jangkau.membership m on m.puskesmas_id = me.puskesmas_id
			where me.role = 'planner')
		when kind = 'puskesmas' then array(
			select me.puskesmas_id from me where me.puskesmas_id is not null
			union
			select f.id from top
			join jangkau.area_ancestor near on top.area_id in (near.area_id, near.ancestor_id)
			join jangkau.facility_area s on s.area_id in (near.area_id, near.ancestor_id)
			join jangkau.facility f on f.id = s.facility_id and f.kind = 'puskesmas'
			where top.open_to in ('staff', 'office'))
		when kind = 'area' then array(
			select area_id from below
			union
			select up.ancestor_id from below join jangkau.area_ancestor up on up.area_id = below.area_id)
		else array(select area_id from below)
	end, '{}')
	);
end $$;

-- The parent as it was before the statement: the top of a planner's own tree keeps its place.
create function private.parent_of(area uuid) returns uuid
language sql stable security definer set search_path = '' as $$
	select a.parent_id from jangkau.area a where a.id = area
$$;

-- A village in which nobody works yet: no facility serves it or anything around or below it, and no
-- family is recorded there. A planner who brings its map may take it into her wilayah kerja.
create function private.is_free_village(area uuid) returns boolean
language sql stable security definer set search_path = '' as $$
	select exists (select from jangkau.area a where a.id = area and a.kind = 'village')
		and not exists (
			select from jangkau.area_ancestor near
			join jangkau.facility_area s on s.area_id in (near.area_id, near.ancestor_id)
			where area in (near.area_id, near.ancestor_id))
		and not exists (
			select from jangkau.household h
			join jangkau.area_ancestor d on d.area_id = h.area_id and d.ancestor_id = area)
$$;

-- Versions ------------------------------------------------------------------------------------

create function private.touch() returns trigger
language plpgsql set search_path = '' as $$
begin
	new.rev := old.rev + 1;
	new.xid := pg_current_xact_id();
	return new;
end $$;

-- Runs after the triggers that place a row: triggers of one kind run in order of name.
do $$
declare t text;
begin
	for t in
		select c.table_name from information_schema.columns c
		where c.table_schema = 'jangkau' and c.column_name = 'rev' order by 1
	loop
		execute format('create trigger touch before update on jangkau.%I
			for each row execute function private.touch()', t);
	end loop;
end $$;

-- Leaving -------------------------------------------------------------------------------------

-- From when on she is no longer one of the team, whichever of the two records says so.
create function private.note_departure() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
	if private.is_active(new) then
		new.departed_at := null;
	elsif old.active and new.departed_at is null then
		new.departed_at := now();
	end if;
	return new;
end $$;
create trigger note_departure before update on jangkau.membership
	for each row execute function private.note_departure();

create function private.kader_departed() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
	update jangkau.membership set active = active where kader_id = new.id;
	return null;
end $$;
create trigger departed after update of active on jangkau.kader
	for each row when (new.active is distinct from old.active)
	execute function private.kader_departed();

-- The tree of areas ---------------------------------------------------------------------------

-- Walks the real parents, so that a child may come before its parent in one statement.
create function private.keep_ancestors() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
	-- Deeper than province to RT: only a circle gets here.
	deepest constant integer := 20;
begin
	if tg_op = 'UPDATE' then
		delete from jangkau.area_ancestor a
		where a.area_id in (select d.area_id from jangkau.area_ancestor d where d.ancestor_id = new.id)
			and a.ancestor_id not in (
				select d.area_id from jangkau.area_ancestor d where d.ancestor_id = new.id);
	end if;
	insert into jangkau.area_ancestor (area_id, ancestor_id, depth)
	with recursive up (id, depth) as (
		select new.id, 0
		union all
		select a.parent_id, up.depth + 1 from up join jangkau.area a on a.id = up.id
		where a.parent_id is not null and up.depth < deepest
	), under (id, depth) as (
		select new.id, 0
		union
		select d.area_id, d.depth from jangkau.area_ancestor d where d.ancestor_id = new.id
	)
	select under.id, up.id, under.depth + up.depth from under, up
	on conflict (area_id, ancestor_id) do nothing;
	if exists (
		select from jangkau.area_ancestor one
		join jangkau.area_ancestor other on other.area_id = one.ancestor_id and other.ancestor_id = one.area_id
		where one.area_id = new.id and one.ancestor_id <> new.id
	) or new.parent_id = new.id then
		raise check_violation using message = 'area_circle';
	end if;
	return null;
end $$;
create trigger keep_ancestors_insert after insert on jangkau.area
	for each row execute function private.keep_ancestors();
create trigger keep_ancestors_update after update of parent_id on jangkau.area
	for each row when (new.parent_id is distinct from old.parent_id)
	execute function private.keep_ancestors();

-- Grants --------------------------------------------------------------------------------------

revoke all on schema jangkau, private from public;
grant usage on schema jangkau, private, extensions to authenticated;
do $$
begin
	-- auth.uid() inside functions that run as the caller. Hosted Supabase has it granted already,
	-- and the owner of the migrations may not be allowed to grant it again.
	grant usage on schema auth to authenticated;
exception when insufficient_privilege then
	null;
end $$;

do $$
declare t text;
begin
	for t in select tablename from pg_tables where schemaname = 'jangkau' loop
		execute format('alter table jangkau.%I enable row level security', t);
	end loop;
end $$;

grant select on
	jangkau.server_state, jangkau.area, jangkau.area_ancestor, jangkau.road, jangkau.facility,
	jangkau.facility_area, jangkau.kader, jangkau.membership, jangkau.setting, jangkau.checklist_form,
	jangkau.territory_plan, jangkau.territory, jangkau.household, jangkau.household_assignment,
	jangkau.member, jangkau.visit_plan, jangkau.visit, jangkau.finding, jangkau.follow_up,
	jangkau.posyandu_session, jangkau.attendance, jangkau.consent, jangkau.photo, jangkau.target,
	jangkau.action_item, jangkau.coverage_cell, jangkau.tombstone, jangkau.device,
	jangkau.applied_mutation, jangkau.rejected_mutation
to authenticated;
grant insert on
	jangkau.area, jangkau.road, jangkau.facility, jangkau.facility_area, jangkau.kader,
	jangkau.setting, jangkau.household, jangkau.member, jangkau.visit_plan, jangkau.visit,
	jangkau.finding, jangkau.follow_up, jangkau.posyandu_session, jangkau.attendance,
	jangkau.consent, jangkau.photo, jangkau.target, jangkau.action_item
to authenticated;
grant update on
	jangkau.area, jangkau.road, jangkau.facility, jangkau.kader, jangkau.setting,
	jangkau.household, jangkau.member, jangkau.visit_plan, jangkau.posyandu_session,
	jangkau.attendance, jangkau.consent, jangkau.target, jangkau.action_item
to authenticated;

-- Policies: one a table and verb --------------------------------------------------------------

create policy read on jangkau.server_state for select to authenticated
	using (cardinality((select private.scope_ids('membership'))) > 0);

create policy read on jangkau.area for select to authenticated
	using (id = any ((select private.scope_ids('area'))::uuid[]));
create policy add on jangkau.area for insert to authenticated
	with check (parent_id = any ((select private.scope_ids('plan_area'))::uuid[])
		or (kind = 'village' and parent_id = any ((select private.scope_ids('own_district'))::uuid[])));
create policy edit on jangkau.area for update to authenticated
	using (id = any ((select private.scope_ids('plan_area'))::uuid[]))
	with check (
		id = any ((select private.scope_ids('plan_area'))::uuid[])
		and (parent_id = any ((select private.scope_ids('plan_area'))::uuid[])
			or parent_id is not distinct from private.parent_of(id)));

create policy read on jangkau.area_ancestor for select to authenticated
	using (area_id = any ((select private.scope_ids('area'))::uuid[]));

create policy read on jangkau.road for select to authenticated
	using (area_id = any ((select private.scope_ids('ground_area'))::uuid[]));
create policy add on jangkau.road for insert to authenticated
	with check (area_id = any ((select private.scope_ids('plan_area'))::uuid[]));
create policy edit on jangkau.road for update to authenticated
	using (area_id = any ((select private.scope_ids('plan_area'))::uuid[]))
	with check (area_id = any ((select private.scope_ids('plan_area'))::uuid[]));

create policy read on jangkau.facility for select to authenticated
	using (area_id = any ((select private.scope_ids('area'))::uuid[])
		or id = any ((select private.scope_ids('puskesmas'))::uuid[]));
-- A puskesmas is made where a server is set up, never by another one.
create policy add on jangkau.facility for insert to authenticated
	with check (area_id = any ((select private.scope_ids('plan_area'))::uuid[]) and kind <> 'puskesmas');
create policy edit on jangkau.facility for update to authenticated
	using (area_id = any ((select private.scope_ids('plan_area'))::uuid[])
		and (kind <> 'puskesmas' or id = any ((select private.scope_ids('plan_puskesmas'))::uuid[])))
	with check (area_id = any ((select private.scope_ids('plan_area'))::uuid[])
		and (kind <> 'puskesmas' or id = any ((select private.scope_ids('plan_puskesmas'))::uuid[])));

create policy read on jangkau.facility_area for select to authenticated
	using (area_id = any ((select private.scope_ids('area'))::uuid[]));
-- The second way: a new village of her district that is nobody's joins her own puskesmas.
create policy add on jangkau.facility_area for insert to authenticated
	with check (area_id = any ((select private.scope_ids('plan_area'))::uuid[])
		or (facility_id = any ((select private.scope_ids('plan_puskesmas'))::uuid[])
			and private.parent_of(area_id) = any ((select private.scope_ids('own_district'))::uuid[])
			and private.is_free_village(area_id)));

create policy read on jangkau.kader for select to authenticated
	using (id = any ((select private.scope_ids('kader'))::uuid[])
		or area_id = any ((select private.scope_ids('person_area'))::uuid[])
		or puskesmas_id = any ((select private.scope_ids('plan_puskesmas'))::uuid[]));
create policy add on jangkau.kader for insert to authenticated
	with check (puskesmas_id = any ((select private.scope_ids('plan_puskesmas'))::uuid[])
		and area_id = any ((select private.scope_ids('plan_area'))::uuid[]));
create policy edit on jangkau.kader for update to authenticated
	using (puskesmas_id = any ((select private.scope_ids('plan_puskesmas'))::uuid[]))
	with check (puskesmas_id = any ((select private.scope_ids('plan_puskesmas'))::uuid[])
		and area_id = any ((select private.scope_ids('plan_area'))::uuid[]));

create policy read on jangkau.membership for select to authenticated
	using (id = any ((select private.scope_ids('membership'))::uuid[])
		or id = any ((select private.scope_ids('team'))::uuid[]));

create policy read on jangkau.setting for select to authenticated
	using (puskesmas_id = any ((select private.scope_ids('puskesmas'))::uuid[]));
create policy add on jangkau.setting for insert to authenticated
	with check (puskesmas_id = any ((select private.scope_ids('plan_puskesmas'))::uuid[])
		-- Who goes there may say where nobody gets to; the planner decides.
		or puskesmas_id = any ((select private.scope_ids('note_puskesmas'))::uuid[])
			and key like 'unreachable.%' and value ->> 'state' = 'proposed'
			and octet_length(value::text) <= 60000);
create policy edit on jangkau.setting for update to authenticated
	using (puskesmas_id = any ((select private.scope_ids('plan_puskesmas'))::uuid[]))
	with check (puskesmas_id = any ((select private.scope_ids('plan_puskesmas'))::uuid[]));

create policy read on jangkau.checklist_form for select to authenticated
	using (cardinality((select private.scope_ids('recorder'))) > 0);

-- Plans and territories are written by publishing alone: one act, in a function of its own.
create policy read on jangkau.territory_plan for select to authenticated
	using (area_id = any ((select private.scope_ids('person_area'))::uuid[]));
create policy read on jangkau.territory for select to authenticated
	using (id = any ((select private.scope_ids('territory'))::uuid[])
		or area_id = any ((select private.scope_ids('person_area'))::uuid[]));
create policy read on jangkau.household_assignment for select to authenticated
	using (kader_id = any ((select private.scope_ids('kader'))::uuid[])
		or area_id = any ((select private.scope_ids('person_area'))::uuid[]));

-- What families tell: the kader's by territory, the staff's by area. One shape for all of it.
do $$
declare
	t text;
	mine constant text := '(territory_id = any ((select private.scope_ids(''territory''))::uuid[])
		or area_id = any ((select private.scope_ids(''person_area''))::uuid[]))';
begin
	foreach t in array array['household', 'member', 'visit', 'visit_plan', 'finding', 'follow_up',
		'attendance', 'consent', 'photo']
	loop
		execute format('create policy read on jangkau.%I for select to authenticated using %s', t, mine);
	end loop;
	foreach t in array array['household', 'member', 'consent', 'photo'] loop
		execute format('create policy add on jangkau.%I for insert to authenticated with check %s', t, mine);
	end loop;
	foreach t in array array['household', 'member', 'attendance', 'consent'] loop
		execute format('create policy edit on jangkau.%I for update to authenticated
			using %s with check %s', t, mine, mine);
	end loop;
end $$;

-- Visits, findings and follow-ups are events: added, never changed. Late ones are still welcome.
create policy add on jangkau.visit for insert to authenticated
	with check (membership_id = any ((select private.scope_ids('author'))::uuid[]) and (
		territory_id = any ((select private.scope_ids('territory'))::uuid[])
		or area_id = any ((select private.scope_ids('person_area'))::uuid[])
		or household_id = any ((select private.scope_ids('held_household'))::uuid[])));
create policy add on jangkau.finding for insert to authenticated
	with check (territory_id = any ((select private.scope_ids('territory'))::uuid[])
		or area_id = any ((select private.scope_ids('person_area'))::uuid[])
		or household_id = any ((select private.scope_ids('held_household'))::uuid[]));
-- A kader tells what she sees; what becomes of a case is decided by who may treat.
create policy add on jangkau.follow_up for insert to authenticated
	with check (membership_id = any ((select private.scope_ids('author'))::uuid[]) and (
		status = 'note' or membership_id = any ((select private.scope_ids('case_author'))::uuid[])) and (
		territory_id = any ((select private.scope_ids('territory'))::uuid[])
		or area_id = any ((select private.scope_ids('person_area'))::uuid[])
		or finding_id = any ((select private.scope_ids('held_finding'))::uuid[])));
create policy add on jangkau.visit_plan for insert to authenticated
	with check (area_id = any ((select private.scope_ids('person_area'))::uuid[]));
create policy edit on jangkau.visit_plan for update to authenticated
	using (area_id = any ((select private.scope_ids('person_area'))::uuid[]))
	with check (area_id = any ((select private.scope_ids('person_area'))::uuid[]));

-- Days of posyandu are known in the village; who came is the family's. A kader closes the days of the
-- posyandu where she helps.
create policy read on jangkau.posyandu_session for select to authenticated
	using (area_id = any ((select private.scope_ids('ground_area'))::uuid[]));
create policy add on jangkau.posyandu_session for insert to authenticated
	with check (area_id = any ((select private.scope_ids('person_area'))::uuid[]));
create policy edit on jangkau.posyandu_session for update to authenticated
	using (posyandu_id = any ((select private.scope_ids('posyandu'))::uuid[])
		or area_id = any ((select private.scope_ids('person_area'))::uuid[]))
	with check (posyandu_id = any ((select private.scope_ids('posyandu'))::uuid[])
		or area_id = any ((select private.scope_ids('person_area'))::uuid[]));
-- A list that was kept without a network is welcome for 90 days, whoever holds the family now.
create policy add on jangkau.attendance for insert to authenticated
	with check (territory_id = any ((select private.scope_ids('territory'))::uuid[])
		or area_id = any ((select private.scope_ids('person_area'))::uuid[])
		or member_id = any ((select private.scope_ids('held_member'))::uuid[]));

create policy read on jangkau.target for select to authenticated
	using (area_id = any ((select private.scope_ids('aggregate_area'))::uuid[]));
create policy add on jangkau.target for insert to authenticated
	with check (area_id = any ((select private.scope_ids('plan_area'))::uuid[]));
create policy edit on jangkau.target for update to authenticated
	using (area_id = any ((select private.scope_ids('plan_area'))::uuid[]))
	with check (area_id = any ((select private.scope_ids('plan_area'))::uuid[]));

create policy read on jangkau.action_item for select to authenticated
	using (area_id = any ((select private.scope_ids('meeting_area'))::uuid[]));
create policy add on jangkau.action_item for insert to authenticated
	with check (area_id = any ((select private.scope_ids('agree_area'))::uuid[]));
create policy edit on jangkau.action_item for update to authenticated
	using (area_id = any ((select private.scope_ids('agree_area'))::uuid[]))
	with check (area_id = any ((select private.scope_ids('agree_area'))::uuid[]));

create policy read on jangkau.coverage_cell for select to authenticated
	using (area_id = any ((select private.scope_ids('aggregate_area'))::uuid[]));

create policy read on jangkau.tombstone for select to authenticated
	using (territory_id = any ((select private.scope_ids('territory'))::uuid[])
		or area_id = any ((select private.scope_ids('person_area'))::uuid[]));

-- What sync keeps of each device and each change; written by its functions alone. A planner also sees
-- which phones of her team still hold work, and what was refused of them. The audit log is nobody's.
create policy read on jangkau.device for select to authenticated
	using (membership_id = any ((select private.scope_ids('membership'))::uuid[])
		or membership_id = any ((select private.scope_ids('team'))::uuid[]));
create policy read on jangkau.applied_mutation for select to authenticated
	using (membership_id = any ((select private.scope_ids('membership'))::uuid[]));
create policy read on jangkau.rejected_mutation for select to authenticated
	using (membership_id = any ((select private.scope_ids('membership'))::uuid[])
		or membership_id = any ((select private.scope_ids('team'))::uuid[]));

-- Patience ------------------------------------------------------------------------------------

-- An open write transaction holds back every device's pull, so none may idle. Where the migration
-- may not change the role (or sessions only switch to it) this does nothing and does no harm.
do $$
begin
	alter role authenticated set statement_timeout = '8s';
	alter role authenticated set idle_in_transaction_session_timeout = '15s';
exception when others then
	raise notice 'role timeouts not set: %', sqlerrm;
end $$;
