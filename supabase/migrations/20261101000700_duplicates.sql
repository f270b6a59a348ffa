-- The same family or person recorded twice, by two phones that could not know of each other. Both rows
-- stay until a person has looked: "not the same" is remembered, "the same" makes one of the two, and
-- whatever still arrives for the other is led to the one that stayed.

-- Two that somebody has looked at and told apart.
create table jangkau.distinct_pair (
	one_id uuid not null,
	other_id uuid not null check (other_id > one_id),
	entity text not null check (entity in ('household', 'member')),
	membership_id uuid not null references jangkau.membership (id),
	decided_at timestamptz not null default now(),
	primary key (one_id, other_id)
);
create index distinct_pair_membership on jangkau.distinct_pair (membership_id);
alter table jangkau.distinct_pair enable row level security;

-- Where a row is that was merged into another. Flat: what it leads to is never merged away itself.
create table jangkau.merged_row (
	id uuid primary key,
	entity text not null,
	into_id uuid not null check (into_id <> id),
	membership_id uuid not null references jangkau.membership (id),
	merged_at timestamptz not null default now()
);
create index merged_row_into on jangkau.merged_row (into_id);
create index merged_row_membership on jangkau.merged_row (membership_id);
alter table jangkau.merged_row enable row level security;

-- The row that this one became, else itself. What sync_push asks for every id that a phone still holds.
create function private.current_id(id uuid) returns uuid
language plpgsql stable security definer set search_path = '' as $$
begin
	return coalesce((select r.into_id from jangkau.merged_row r where r.id = current_id.id), current_id.id);
end $$;

-- What a phone recorded for a row that has been merged away since is recorded for the one that stayed.
create function private.redirected(fields jsonb) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
	key text;
	row_id uuid;
begin
	-- Asked for every row that comes in.
	if not exists (select from jangkau.merged_row) then
		return fields;
	end if;
	foreach key in array array['household_id', 'member_id', 'finding_id', 'visit_plan_id'] loop
		select r.into_id into row_id from jangkau.merged_row r where r.id = private.uuid_of(fields ->> key);
		if found then
			fields := fields || jsonb_build_object(key, row_id);
		end if;
	end loop;
	return fields;
end $$;

-- Names as two people would write the same one: without case, spaces, titles and doubled letters, with
-- the usual abbreviations and the old spelling written out.
create function private.plain_name(name text) returns text
language plpgsql immutable set search_path = '' as $$
declare
	-- A title after a comma is none of the name.
	words text := ' ' || btrim(regexp_replace(lower(split_part(name, ',', 1)), '[^[:alnum:]]+', ' ', 'g')) || ' ';
begin
	words := regexp_replace(words, ' (?=(bapak|bpk|pak|ibu|ny|nyonya|tn|tuan|h|hj|haji|hajah|hajjah|alm|almh|almarhum|almarhumah|kk|dr|drg|drs|dra|ir|ust|ustad|ustadz|sdr|sdri) )[a-z]+(?= )', '', 'g');
	words := regexp_replace(words, ' (muh|moh|mhd|mohd|moch|muhamad|mohamad|mohammad|mochamad|mochammad|muchamad|muchammad)(?= )', ' muhammad', 'g');
	words := regexp_replace(words, ' (abd|abdoel)(?= )', ' abdul', 'g');
	words := regexp_replace(words, ' (st|siti)(?= )', ' siti', 'g');
	words := replace(replace(replace(words, 'oe', 'u'), 'dj', 'j'), 'tj', 'c');
	return regexp_replace(replace(words, ' ', ''), '(.)\1+', '\1', 'g');
end $$;

create function private.plain_address(address text) returns text
language plpgsql immutable set search_path = '' as $$
begin
	return replace(regexp_replace(
		' ' || regexp_replace(lower(address), '[^[:alnum:]]+', ' ', 'g') || ' ',
		' (jalan|jln|jl|gang|gg|nomor|nomer|no|rt|rw)(?= )', '', 'g'), ' ', '');
end $$;

-- How near two houses of one name may stand, metres; a setting of the puskesmas, 1 to 200.
create function private.duplicate_distance_m(puskesmas uuid) returns double precision
language sql stable security definer set search_path = '' as $$
	select coalesce((
		select least(greatest((s.value #>> '{}')::double precision, 1), 200) from jangkau.setting s
		where s.puskesmas_id = puskesmas and s.key = 'duplicate_distance_m' and jsonb_typeof(s.value) = 'number'
	), 15)
$$;

-- Households of the caller's areas that may be one: they stand together (within the distance, or at one
-- address of one area) and their heads have one name or they share a person. Several families under
-- one roof are the rule, so standing together alone says nothing. Names are read once a household.
create function private.household_pairs(within_m double precision)
returns table (one_id uuid, other_id uuid, distance_m double precision, same_name boolean)
language plpgsql stable security definer set search_path = '' as $$
declare
	areas uuid[] := private.scope_ids('person_area');
begin
	return query
	with house as materialized (
		select h.id, h.area_id, h.location::extensions.geography as place,
			private.plain_name(h.head_name) as name, nullif(private.plain_address(h.address), '') as address
		from jangkau.household h where h.area_id = any (areas)
	), person as materialized (
		select m.household_id, m.sex, m.birth_date, m.name from jangkau.member m
		where m.area_id = any (areas) and m.birth_date is not null
	), born as materialized (
		-- Names last: there are few of one day of birth, and many of one name.
		select p.household_id as one, q.household_id as other, p.name as one_name, q.name as other_name
		from person p join person q on q.birth_date = p.birth_date and q.sex = p.sex
			and q.household_id > p.household_id
	), alike as materialized (
		select a.id as one, b.id as other from house a join house b on b.name = a.name and b.id > a.id
		where a.name <> ''
		union
		select born.one, born.other from born
		where private.plain_name(born.one_name) = private.plain_name(born.other_name)
	), pair as materialized (
		select a as one, b as other
		from alike join house a on a.id = alike.one join house b on b.id = alike.other
	)
	select (p.one).id, (p.other).id, extensions.st_distance((p.one).place, (p.other).place),
		(p.one).name = (p.other).name
	from pair p
	where (extensions.st_dwithin((p.one).place, (p.other).place, within_m)
			or ((p.one).area_id = (p.other).area_id and (p.one).address = (p.other).address))
		and not exists (
			select from jangkau.distinct_pair d where d.one_id = (p.one).id and d.other_id = (p.other).id);
end $$;

-- Members of one household who may be one person: the same name, and the same day of birth, or years
-- of birth at most one apart where one of the two has no more than a guess (1 January, or none).
create function private.member_pairs()
returns table (one_id uuid, other_id uuid, distance_m double precision, same_name boolean)
language plpgsql stable security definer set search_path = '' as $$
declare
	areas uuid[] := private.scope_ids('person_area');
begin
	return query
	with near as materialized (
		-- Names last: most of a household differ in their day of birth.
		select a.id as one, b.id as other, a.name as one_name, b.name as other_name
		from jangkau.member a
		join jangkau.member b on b.household_id = a.household_id and b.id > a.id and b.sex = a.sex
		where a.area_id = any (areas)
			and (a.birth_date is null or b.birth_date is null or a.birth_date = b.birth_date
				or (abs(extract(year from a.birth_date) - extract(year from b.birth_date)) <= 1
					and '01-01' in (to_char(a.birth_date, 'MM-DD'), to_char(b.birth_date, 'MM-DD'))))
	)
	select near.one, near.other, null::double precision, true
	from near
	where private.plain_name(near.one_name) = private.plain_name(near.other_name)
		and not exists (
			select from jangkau.distinct_pair d where d.one_id = near.one and d.other_id = near.other);
end $$;

-- One of the two as the page shows it, beside what hangs on it. Runs as the caller.
create function private.duplicate_side(entity text, row_id uuid, role text) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
	house uuid := case entity when 'household' then row_id
		else (select m.household_id from jangkau.member m where m.id = row_id) end;
begin
	return jsonb_build_object(
		'row', private.wire_row(entity, row_id, role),
		'head_name', (select h.head_name from jangkau.household h where h.id = house),
		'recorded_by', private.recorded_by(house),
		'members', (select count(*) from jangkau.member m where m.household_id = house),
		'visits', (select count(*) from jangkau.visit v where v.household_id = house),
		'last_visit_on', (select max(v.visited_on) from jangkau.visit v where v.household_id = house),
		'findings', (select count(*) from jangkau.finding f
			where case entity when 'household' then f.household_id else f.member_id end = row_id));
end $$;

create function private.recorded_by(household uuid) returns text
language sql stable security definer set search_path = '' as $$
	select m.display_name from jangkau.household h join jangkau.membership m on m.id = h.created_by
	where h.id = household
$$;

-- list_duplicates({entity, limit?, before?}): {ok, pairs, more, next}; the pair whose newer row is the
-- newest first. `entity` is household (unless told) or member.
create function public.list_duplicates(p text) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
	me jangkau.membership := private.caller();
	given jsonb := private.argument_object(p);
	page record := private.page_of(given);
	entity text := coalesce(given ->> 'entity', 'household');
	after_other uuid := private.uuid_of(split_part(page.after, ' ', 1));
	after_one uuid := private.uuid_of(split_part(page.after, ' ', 2));
	rows jsonb;
begin
	if me.role is null or me.role not in ('planner', 'health_worker') then
		return private.refused('forbidden');
	elsif entity not in ('household', 'member') then
		return private.refused('bad_request');
	end if;
	select jsonb_agg(jsonb_build_object(
		'place', pair.other_id || ' ' || pair.one_id, 'entity', entity,
		'distance_m', round(pair.distance_m::numeric, 1), 'same_name', pair.same_name,
		'one', private.duplicate_side(entity, pair.one_id, me.role),
		'other', private.duplicate_side(entity, pair.other_id, me.role))
		order by pair.other_id desc, pair.one_id desc)
	into rows
	from (
		select found.* from (
			select * from private.household_pairs(private.duplicate_distance_m(me.puskesmas_id))
			where entity = 'household'
			union all
			select * from private.member_pairs() where entity = 'member'
		) found
		where after_other is null or (found.other_id, found.one_id) < (after_other, after_one)
		order by found.other_id desc, found.one_id desc limit page.most + 1
	) pair;
	perform private.audit('duplicates_read', entity, null, null,
		jsonb_build_object('count', least(coalesce(jsonb_array_length(rows), 0), page.most)));
	return private.page_answer('pairs', rows, page.most);
exception when others then
	return private.refused('busy');
end $$;

-- Both rows locked, in one order for everybody, and hers to decide about; else null.
create function private.lock_pair(entity text, keep uuid, gone uuid) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
	areas uuid[] := private.scope_ids('person_area');
	hers integer;
begin
	if entity not in ('household', 'member') or keep = gone then
		return false;
	end if;
	execute format('select count(*) from (
		select t.area_id from jangkau.%I t where t.id in ($1, $2) order by t.id for update
	) both_rows where area_id = any ($3)', entity)
	into hers using keep, gone, areas;
	return hers = 2;
end $$;

-- dismiss_duplicate({entity, one, other}): {ok}. Not the same: the pair does not come back.
create function public.dismiss_duplicate(p text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
	me jangkau.membership := private.caller();
	given jsonb := private.argument_object(p);
	entity text := given ->> 'entity';
	one uuid := private.argument_uuid(given, 'one');
	other uuid := private.argument_uuid(given, 'other');
begin
	if me.role is null or me.role not in ('planner', 'health_worker') then
		return private.refused('forbidden');
	elsif not coalesce(private.lock_pair(entity, one, other), false) then
		return private.refused('not_found');
	end if;
	insert into jangkau.distinct_pair (one_id, other_id, entity, membership_id)
	values (least(one, other), greatest(one, other), entity, me.id) on conflict do nothing;
	perform private.audit('duplicate_dismissed', entity, one, null, jsonb_build_object('other', other));
	return '{"ok":true}';
exception when others then
	return private.refused('busy');
end $$;

-- Merging ------------------------------------------------------------------------------------

create function private.remember_merged(entity text, gone uuid, keep uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
	update jangkau.merged_row r set into_id = keep where r.into_id = gone;
	insert into jangkau.merged_row (id, entity, into_id, membership_id)
	values (gone, entity, keep, (private.caller()).id);
	delete from jangkau.distinct_pair d where gone in (d.one_id, d.other_id);
end $$;

-- Two open cases of one problem become one, with the history of both.
create function private.fold_case(gone uuid, keep uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
	update jangkau.follow_up u set finding_id = keep where u.finding_id = gone;
	update jangkau.finding f
	set found_at = least(f.found_at, o.found_at), urgency = least(f.urgency, o.urgency),
		received_at = least(f.received_at, o.received_at),
		status = coalesce((select s.status from private.case_state(keep) s), f.status)
	from jangkau.finding o where f.id = keep and o.id = gone;
	delete from jangkau.finding f where f.id = gone;
	perform private.remember_merged('finding', gone, keep);
end $$;

-- What one has and the other lacks. `fields` are columns of the entity.
create function private.fill_gaps(entity text, gone uuid, keep uuid, fields text[]) returns void
language plpgsql security definer set search_path = '' as $$
begin
	execute format('update jangkau.%1$I k set %2$s from jangkau.%1$I g where k.id = $1 and g.id = $2', entity,
		(select string_agg(format('%1$I = coalesce(k.%1$I, g.%1$I)', f), ', ') from unnest(fields) f))
	using keep, gone;
end $$;

create function private.merge_plans(gone uuid, keep uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
	pair record;
begin
	for pair in
		select g.id as gone_id, k.id as keep_id, g.status, g.visit_id
		from jangkau.visit_plan g
		join jangkau.visit_plan k on k.household_id = keep and k.period = g.period and k.kind = g.kind
			and k.from_on = g.from_on
		where g.household_id = gone
	loop
		update jangkau.visit v set visit_plan_id = pair.keep_id where v.visit_plan_id = pair.gone_id;
		update jangkau.visit_plan k set status = pair.status, visit_id = pair.visit_id
		where k.id = pair.keep_id and k.status = 'planned' and pair.status <> 'planned';
		delete from jangkau.visit_plan g where g.id = pair.gone_id;
		perform private.remember_merged('visit_plan', pair.gone_id, pair.keep_id);
	end loop;
	update jangkau.visit_plan p set household_id = keep where p.household_id = gone;
end $$;

-- Who held the house that goes may still bring late visits, which are now of the one that stays.
create function private.merge_assignments(gone uuid, keep uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
	delete from jangkau.household_assignment g using jangkau.household_assignment k
	where g.household_id = gone and k.household_id = keep and k.valid_to is null
		and g.valid_to is null and g.kader_id is not distinct from k.kader_id;
	update jangkau.household_assignment g
	set household_id = keep, valid_to = coalesce(g.valid_to, greatest(g.valid_from, private.today_in(g.area_id)))
	where g.household_id = gone;
end $$;

create function private.merge_households(gone uuid, keep uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
	pair record;
	moved_cases uuid[];
begin
	perform private.fill_gaps('household', gone, keep, '{address,rw,rt,phone,landmark,posyandu_id}');
	update jangkau.household k
	set registered_on = least(k.registered_on, g.registered_on), facts = g.facts || k.facts,
		location = coalesce(k.location, g.location),
		location_accuracy_m = case when k.location is null then g.location_accuracy_m else k.location_accuracy_m end,
		location_source = case when k.location is null then g.location_source else k.location_source end
	from jangkau.household g where k.id = keep and g.id = gone;
	perform private.merge_plans(gone, keep);
	-- Every row below passes its placing trigger, which reads the household that it now belongs to.
	update jangkau.member m set household_id = keep where m.household_id = gone;
	update jangkau.attendance a set area_id = a.area_id
	where a.member_id in (select m.id from jangkau.member m where m.household_id = keep);
	update jangkau.visit v set household_id = keep where v.household_id = gone;
	for pair in
		select g.id as gone_id, k.id as keep_id from jangkau.finding g
		join jangkau.finding k on k.household_id = keep and k.problem = g.problem and k.member_id is null
			and k.status not in ('closed', 'unresolvable')
		where g.household_id = gone and g.member_id is null and g.status not in ('closed', 'unresolvable')
	loop
		perform private.fold_case(pair.gone_id, pair.keep_id);
	end loop;
	with moved as (
		update jangkau.finding f set household_id = keep where f.household_id = gone returning f.id
	)
	select array_agg(id) into moved_cases from moved;
	update jangkau.follow_up u set area_id = u.area_id where u.finding_id = any (moved_cases);
	update jangkau.consent c set household_id = keep where c.household_id = gone;
	update jangkau.photo o set household_id = keep where o.household_id = gone;
	perform private.merge_assignments(gone, keep);
	update jangkau.low_income_household l set household_id = keep where l.household_id = gone
		and not exists (select from jangkau.low_income_household k where k.household_id = keep);
	-- A visit that came to one house did what was planned for the other.
	update jangkau.visit_plan p set status = 'done', visit_id = v.id
	from jangkau.visit v
	where p.household_id = keep and p.status = 'planned' and v.household_id = keep
		and v.outcome = 'completed' and to_char(v.visited_on, 'YYYY-MM') = p.period
		and v.visited_on >= p.from_on
		and not exists (select from jangkau.visit c where c.corrects_id = v.id);
	delete from jangkau.household h where h.id = gone;
end $$;

create function private.merge_members(gone uuid, keep uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
	pair record;
begin
	perform private.fill_gaps('member', gone, keep,
		'{birth_date,relation,pregnant_since,delivered_on,nik_sealed,nik_hash,nik_last4}');
	update jangkau.member k
	set conditions = (select coalesce(array_agg(distinct c), '{}') from unnest(k.conditions || g.conditions) c),
		jkn_status = case when k.jkn_status = 'unknown' then g.jkn_status else k.jkn_status end
	from jangkau.member g where k.id = keep and g.id = gone;
	for pair in
		select g.id as gone_id, k.id as keep_id from jangkau.finding g
		join jangkau.finding k on k.member_id = keep and k.household_id = g.household_id
			and k.problem = g.problem and k.status not in ('closed', 'unresolvable')
		where g.member_id = gone and g.status not in ('closed', 'unresolvable')
	loop
		perform private.fold_case(pair.gone_id, pair.keep_id);
	end loop;
	update jangkau.finding f set member_id = keep where f.member_id = gone;
	update jangkau.consent c set member_id = keep where c.member_id = gone;
	update jangkau.attendance k set present = k.present or g.present from jangkau.attendance g
	where k.member_id = keep and g.member_id = gone and g.session_id = k.session_id;
	delete from jangkau.attendance g using jangkau.attendance k
	where k.member_id = keep and g.member_id = gone and g.session_id = k.session_id;
	update jangkau.attendance a set member_id = keep where a.member_id = gone;
	-- The cards of a visit name her by id.
	update jangkau.visit v set answers = replace(v.answers::text, gone::text, keep::text)::jsonb
	where v.household_id = (select m.household_id from jangkau.member m where m.id = keep)
		and v.answers::text like '%' || gone || '%';
	delete from jangkau.member m where m.id = gone;
end $$;

-- merge_duplicate({entity, keep, gone}): {ok}. One transaction: what hangs on `gone` moves to `keep`,
-- what `keep` does not know is taken over, `gone` is erased, and its id leads to `keep` from now on.
create function public.merge_duplicate(p text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
	me jangkau.membership := private.caller();
	given jsonb := private.argument_object(p);
	entity text := given ->> 'entity';
	keep uuid := private.argument_uuid(given, 'keep');
	gone uuid := private.argument_uuid(given, 'gone');
begin
	if me.role is null or me.role not in ('planner', 'health_worker') then
		return private.refused('forbidden');
	elsif not coalesce(private.lock_pair(entity, keep, gone), false) then
		return private.refused('not_found');
	end if;
	if entity = 'household' then
		perform private.merge_households(gone, keep);
	elsif (select count(distinct m.household_id) from jangkau.member m where m.id in (keep, gone)) = 1 then
		perform private.merge_members(gone, keep);
	else
		return private.refused('other_household');
	end if;
	perform private.remember_merged(entity, gone, keep);
	perform private.audit('duplicate_merged', entity, keep, null, jsonb_build_object('gone', gone));
	return '{"ok":true}';
exception when others then
	-- Nothing was done; no message, it may quote a row.
	return private.refused('busy');
end $$;

-- They move and erase whatever they are told to: only for the functions above.
revoke execute on function private.remember_merged(text, uuid, uuid) from public;
revoke execute on function private.fold_case(uuid, uuid) from public;
revoke execute on function private.fill_gaps(text, uuid, uuid, text[]) from public;
revoke execute on function private.merge_plans(uuid, uuid) from public;
revoke execute on function private.merge_assignments(uuid, uuid) from public;
revoke execute on function private.merge_households(uuid, uuid) from public;
revoke execute on function private.merge_members(uuid, uuid) from public;

do $$
declare
	name text;
begin
	foreach name in array array['list_duplicates', 'dismiss_duplicate', 'merge_duplicate'] loop
		execute format('revoke all on function public.%I(text) from public, anon', name);
		execute format('grant execute on function public.%I(text) to authenticated', name);
	end loop;
end $$;
