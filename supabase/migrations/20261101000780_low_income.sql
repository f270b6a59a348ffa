-- Families that the puskesmas knows to be poor (keluarga prasejahtera), so that those without JKN can be
-- proposed to the dinas. On no phone: it is kept, listed and counted here only, and every look at the names
-- is written down. docs/metrics.md, "Families without JKN that cannot pay for it".
create table jangkau.low_income_household (
	household_id uuid primary key references jangkau.household (id) on delete cascade,
	noted_on timestamptz not null default now(),
	noted_by uuid references jangkau.membership (id)
);
create index low_income_household_noted_by on jangkau.low_income_household (noted_by);
alter table jangkau.low_income_household enable row level security;

-- Of each marked family that lives here: its people without JKN, and those of whom nobody knows.
create function private.low_income_families(p_areas uuid[])
returns table (household_id uuid, people integer, uninsured integer, unknown integer)
language sql stable security definer set search_path = '' as $$
	select household.id, count(member.id)::integer,
		count(member.id) filter (where member.jkn_status in ('none', 'inactive'))::integer,
		count(member.id) filter (where member.jkn_status = 'unknown')::integer
	from jangkau.low_income_household as low
	join jangkau.household on household.id = low.household_id and household.status = 'active'
	left join jangkau.member on member.household_id = household.id and member.status = 'active'
	where household.area_id = any (p_areas)
	group by household.id
$$;
revoke execute on function private.low_income_families(uuid[]) from public;

-- low_income_list({}): {ok, families, known, unclear, as_of}. For a planner: families with at least one
-- person without JKN; `known` counts the marked ones, `unclear` those of them in which nobody is known to be
-- without but of somebody nobody knows. No list without its entry in the log: both are one transaction.
create function public.low_income_list(p text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
	me constant jangkau.membership := private.caller();
	answer jsonb;
begin
	if me.role is distinct from 'planner' then
		return private.refused('forbidden');
	end if;
	with family as materialized (
		select * from private.low_income_families(private.scope_ids('person_area'))
	)
	select jsonb_build_object('ok', true,
		'known', (select count(*) from family),
		'unclear', (select count(*) from family where family.uninsured = 0 and family.unknown > 0),
		'as_of', private.wire_time(now()),
		'families', coalesce((
			select jsonb_agg(jsonb_build_object(
				'id', household.id, 'code', household.code, 'head_name', household.head_name,
				'address', household.address, 'rw', household.rw, 'rt', household.rt,
				'village', village.name, 'posyandu', posyandu.name, 'people', family.people,
				'uninsured', family.uninsured, 'unknown', family.unknown)
				order by village.name, household.rw, household.rt, household.code)
			from family
			join jangkau.household on household.id = family.household_id
			left join jangkau.facility as posyandu on posyandu.id = household.posyandu_id
			left join jangkau.area_ancestor as up on up.area_id = household.area_id
				and exists (select from jangkau.area where area.id = up.ancestor_id and area.kind = 'village')
			left join jangkau.area as village on village.id = up.ancestor_id
			where family.uninsured > 0), '[]'))
	into answer;
	perform private.audit('low_income_read', 'low_income_household', null, null,
		jsonb_build_object('count', jsonb_array_length(answer -> 'families')));
	return answer;
exception when others then
	return private.refused('busy');
end $$;

-- low_income_mark({codes, low_income}): {ok, changed, same, unknown}. For a planner: families of her wilayah
-- kerja by the code of the house, 2,000 at most. `unknown` are codes that are no family there, or several.
create function public.low_income_mark(p text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
	me constant jangkau.membership := private.caller();
	given constant jsonb := private.argument_object(p);
	found_ids uuid[];
	unknown_codes jsonb;
	changed integer;
begin
	if me.role is distinct from 'planner' then
		return private.refused('forbidden');
	elsif jsonb_typeof(given -> 'codes') is distinct from 'array'
		or jsonb_typeof(given -> 'low_income') is distinct from 'boolean'
		or jsonb_array_length(given -> 'codes') not between 1 and 2000 then
		return private.refused('bad_request');
	end if;
	with asked as (
		select distinct upper(btrim(code)) as code from jsonb_array_elements_text(given -> 'codes') as code
	), met as (
		select asked.code, array_agg(household.id) filter (where household.id is not null) as ids
		from asked
		left join jangkau.household on upper(household.code) = asked.code
			and household.area_id = any (private.scope_ids('person_area'))
		group by asked.code
	)
	select coalesce(array_agg(met.ids[1]) filter (where cardinality(met.ids) = 1), '{}'),
		coalesce(jsonb_agg(met.code order by met.code)
			filter (where cardinality(met.ids) is distinct from 1), '[]')
	into found_ids, unknown_codes from met;
	if given -> 'low_income' = 'true' then
		insert into jangkau.low_income_household (household_id, noted_by)
		select id, me.id from unnest(found_ids) as id on conflict do nothing;
	else
		delete from jangkau.low_income_household where household_id = any (found_ids);
	end if;
	get diagnostics changed = row_count;
	perform private.audit(case when given -> 'low_income' = 'true' then 'low_income_marked'
		else 'low_income_unmarked' end, 'low_income_household', null, null,
		jsonb_build_object('count', changed));
	return jsonb_build_object('ok', true, 'changed', changed,
		'same', cardinality(found_ids) - changed, 'unknown', unknown_codes);
exception when others then
	return private.refused('busy');
end $$;

-- A count as those see it who may not see families: in steps of five, and null for none to four. Villages
-- share no family, no total and no part is given, and nothing else is counted of these families: there is
-- nothing to subtract one figure from.
create function private.coarse_count(n bigint) returns bigint
language sql immutable set search_path = '' as $$
	select case when n >= 5 then n - n % 5 end
$$;
revoke execute on function private.coarse_count(bigint) from public;

-- low_income_counts({}): {ok, villages: [{area_id, families, uninsured}], as_of}. For staff, dinas, camat, lurah
-- and kades: of each village of theirs in which families were marked. Who may see families gets the same
-- figures here, so that both speak of one number.
create function public.low_income_counts(p text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
	me constant jangkau.membership := private.caller();
begin
	if me.role is null or me.role = 'kader' then
		return private.refused('forbidden');
	end if;
	return jsonb_build_object('ok', true, 'as_of', private.wire_time(now()), 'villages', coalesce((
		select jsonb_agg(jsonb_build_object('area_id', village.id,
			'families', private.coarse_count(village.families),
			'uninsured', private.coarse_count(village.uninsured)) order by village.name, village.id)
		from (
			select area.id, area.name, count(*) as families, count(*) filter (where family.uninsured > 0) as uninsured
			from private.low_income_families(private.scope_ids('aggregate_area')) as family
			join jangkau.household on household.id = family.household_id
			join jangkau.area_ancestor as up on up.area_id = household.area_id
			join jangkau.area on area.id = up.ancestor_id and area.kind = 'village'
			-- A village of which somebody sees a part only is not hers to count.
			where area.id = any (private.scope_ids('aggregate_area'))
			group by area.id
		) as village
		where village.families >= 5), '[]'));
exception when others then
	return private.refused('busy');
end $$;

do $$
declare
	name text;
begin
	foreach name in array array['low_income_list', 'low_income_mark', 'low_income_counts']
	loop
		execute format('revoke all on function public.%I(text) from public, anon', name);
		execute format('grant execute on function public.%I(text) to authenticated', name);
	end loop;
end $$;
