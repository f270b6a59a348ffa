-- What dinas and puskesmas note of a whole desa or kelurahan: services of integrated primary care running
-- there, a place of priority against stunting, an outbreak, another programme. Dated, and of no person.

create table jangkau.area_mark (
	id uuid primary key,
	area_id uuid not null references jangkau.area (id),
	kind text not null check (kind in ('ilp', 'stunting', 'outbreak', 'programme')),
	-- Of outbreaks alone, and only what is announced for a village as a whole anyway.
	disease text check (disease in ('dengue', 'measles', 'diarrhoea', 'diphtheria', 'malaria', 'rabies',
		'leptospirosis', 'chikungunya', 'polio', 'pertussis', 'hepatitis_a', 'food_poisoning', 'covid')),
	label text check (length(label) between 1 and 60),
	valid_from date not null check (valid_from between '2000-01-01' and '2100-12-31'),
	-- The last day; null while it lasts.
	valid_to date check (valid_to >= valid_from and valid_to <= '2100-12-31'),
	membership_id uuid not null references jangkau.membership (id),
	set_at timestamptz not null default now(),
	-- Set by mistake: shown to nobody from then on.
	removed_at timestamptz,
	check ((kind = 'outbreak') = (disease is not null)),
	check ((kind = 'programme') = (label is not null))
);
create index area_mark_area on jangkau.area_mark (area_id, valid_from);
create index area_mark_membership on jangkau.area_mark (membership_id);

alter table jangkau.area_mark enable row level security;
revoke all on jangkau.area_mark from public, anon;
grant select, insert, update on jangkau.area_mark to authenticated;

create policy read on jangkau.area_mark for select to authenticated
	using (area_id = any ((select private.scope_ids('aggregate_area'))::uuid[]));
create policy add on jangkau.area_mark for insert to authenticated
	with check (area_id = any ((select private.scope_ids('mark_area'))::uuid[])
		and membership_id = any ((select private.scope_ids('membership'))::uuid[]));
create policy edit on jangkau.area_mark for update to authenticated
	using (area_id = any ((select private.scope_ids('mark_area'))::uuid[]))
	with check (area_id = any ((select private.scope_ids('mark_area'))::uuid[]));

-- set_mark({id, area_id, kind, disease?, label?, from, to?}): {ok}, or {ok, duplicate} when it is there
-- already. `exists`: the same thing is noted of the desa for some of these days.
create function public.set_mark(p text) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
	me jangkau.membership := private.caller();
	given jsonb := private.request_of(p, 8192);
	mark uuid := private.uuid_of(given ->> 'id');
	area uuid := private.uuid_of(given ->> 'area_id');
	begins date := private.day_of(given ->> 'from');
	ends date := private.day_of(given ->> 'to');
	words text := nullif(btrim(given ->> 'label'), '');
begin
	if me.id is null then
		return private.refused('no_membership');
	elsif mark is null or area is null or begins is null or (ends is null and given ->> 'to' is not null) then
		return private.refused('bad_request');
	elsif not coalesce(area = any (private.scope_ids('mark_area')), false) then
		return private.refused('forbidden');
	elsif not exists (select from jangkau.area a where a.id = area and a.kind = 'village') then
		return private.refused('not_a_village');
	elsif private.holds_number(words) then
		return private.refused('number');
	elsif exists (select from jangkau.area_mark o where o.id = mark and o.area_id = area) then
		return '{"ok":true,"duplicate":true}';
	elsif exists (select from jangkau.area_mark o
		where o.area_id = area and o.removed_at is null and o.kind = given ->> 'kind'
			and o.disease is not distinct from given ->> 'disease'
			and lower(o.label) is not distinct from lower(words)
			and o.valid_from <= coalesce(ends, 'infinity') and coalesce(o.valid_to, 'infinity') >= begins) then
		return private.refused('exists');
	end if;
	insert into jangkau.area_mark (id, area_id, kind, disease, label, valid_from, valid_to, membership_id)
	values (mark, area, given ->> 'kind', given ->> 'disease', words, begins, ends, me.id);
	perform private.audit('mark_set', 'area_mark', mark, null,
		jsonb_build_object('area', area, 'kind', given ->> 'kind'));
	return '{"ok":true}';
exception
	when insufficient_privilege then
		return private.refused('forbidden');
	when check_violation or not_null_violation or unique_violation then
		return private.refused('bad_request');
	when query_canceled or others then
		return private.refused('busy');
end $$;

-- end_mark({id, to?, remove?}): {ok}. With its last day, or taken away as a mistake.
create function public.end_mark(p text) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
	me jangkau.membership := private.caller();
	given jsonb := private.request_of(p, 8192);
	mark uuid := private.uuid_of(given ->> 'id');
	ends date := private.day_of(given ->> 'to');
	gone constant boolean := given -> 'remove' is not distinct from 'true'::jsonb;
begin
	if me.id is null then
		return private.refused('no_membership');
	elsif mark is null or (ends is null and not gone) then
		return private.refused('bad_request');
	end if;
	update jangkau.area_mark o
	set valid_to = case when gone then o.valid_to else ends end,
		removed_at = case when gone then now() end
	where o.id = mark and o.removed_at is null;
	if not found then
		return private.refused('not_found');
	end if;
	perform private.audit('mark_ended', 'area_mark', mark, null);
	return '{"ok":true}';
exception
	when check_violation then
		return private.refused('bad_request');
	when query_canceled or others then
		return private.refused('busy');
end $$;

-- list_marks({}): {ok, marks}: all of the caller's areas, also those that have ended; newest first.
create function public.list_marks(p text) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare
	marks jsonb;
begin
	if (private.caller()).id is null then
		return private.refused('no_membership');
	end if;
	select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'area_id', o.area_id, 'kind', o.kind,
		'disease', o.disease, 'label', o.label, 'from', o.valid_from, 'to', o.valid_to)
		order by o.valid_from desc, o.id), '[]')
	into marks
	from (
		select * from jangkau.area_mark o where o.removed_at is null
		order by o.valid_from desc, o.id limit 5000
	) o;
	return jsonb_build_object('ok', true, 'marks', marks);
exception when query_canceled or others then
	return private.refused('busy');
end $$;

do $$
declare
	name text;
begin
	foreach name in array array['set_mark', 'end_mark', 'list_marks'] loop
		execute format('revoke all on function public.%I(text) from public, anon', name);
		execute format('grant execute on function public.%I(text) to authenticated', name);
	end loop;
end $$;
