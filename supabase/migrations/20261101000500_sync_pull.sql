-- sync_pull: what a device may know goes out, page by page. A row is delivered when its transaction
-- lies below the snapshot horizon, so one that commits late is never passed over. See docs/sync.md.

-- What a scope carries. The order of entities within one transaction puts what is pointed at before
-- what points at it. `filter` is SQL over t, and may use $1, the scope's id.
--   a  area of work of staff          t  territory of a kader
--   v  area of a viewer: aggregates   r  area around a kader's work: reference only
--   u  area above: only its row       p  puskesmas      g  the person herself
-- In plpgsql, like all that every page asks: planned once a session.
create function private.sync_stream()
returns table (kind text, entity text, place integer, filter text)
language plpgsql immutable set search_path = '' as $$
begin
	return query
	select k, s.entity, s.place, replace(s.filter, '%', case k when 't' then 'territory_id' else 'area_id' end)
	from (values
		('{a,t}'::text[], 'tombstone', 0, 't.% = $1'),
		('{a,v,r,u}', 'area', 1, 't.id = $1'),
		('{a,v,r}', 'facility', 2, 't.area_id = $1'),
		('{p}', 'facility', 2, 't.id = $1'),
		('{a,v,r}', 'facility_area', 3, 't.area_id = $1'),
		('{p}', 'setting', 4, 't.puskesmas_id = $1'),
		('{g}', 'checklist_form', 5, 'true'),
		('{a}', 'kader', 6, 't.area_id = $1'),
		('{g}', 'kader', 6, 't.id = (select m.kader_id from jangkau.membership m where m.id = $1)'),
		('{a,r}', 'road', 7, 't.area_id = $1'),
		('{a}', 'territory_plan', 8, 't.area_id = $1'),
		('{a}', 'territory', 9, 't.area_id = $1'),
		('{t}', 'territory', 9, 't.id = $1'),
		('{a,t}', 'household', 10, 't.% = $1'),
		('{a,t}', 'member', 11, 't.% = $1'),
		('{a}', 'household_assignment', 12, 't.area_id = $1'),
		('{a,t}', 'visit_plan', 13, 't.% = $1'),
		('{t}', 'visit', 14, 't.territory_id = $1'),
		-- Three months, and of each household the last one, however old.
		('{a}', 'visit', 14, 't.area_id = $1 and (t.visited_on >= current_date - 92 or t.id in (
			select (select n.id from jangkau.visit n where n.household_id = h.id
				order by n.visited_on desc, n.id desc limit 1)
			from jangkau.household h where h.area_id = $1))'),
		('{a,t}', 'finding', 15, 't.% = $1'),
		('{a,t}', 'follow_up', 16, 't.% = $1'),
		('{a,v}', 'target', 17, 't.area_id = $1'),
		('{a,v}', 'action_item', 18, 't.area_id = $1'),
		('{a,v}', 'coverage_cell', 19, 't.area_id = $1'),
		('{a,r}', 'posyandu_session', 20, 't.area_id = $1'),
		-- As long as visits: what was longer ago brings nobody anywhere.
		('{a,t}', 'attendance', 21, 't.% = $1 and t.session_id in (
			select s.id from jangkau.posyandu_session s where s.held_on >= current_date - 92)')
	) s (kinds, entity, place, filter), unnest(s.kinds) k;
end $$;

-- Tombstones are numbered; as a uuid the number sorts like the number.
create function private.uuid_of_number(n bigint) returns uuid
language sql immutable set search_path = '' as $$
	select lpad(to_hex(n), 32, '0')::uuid
$$;
create function private.number_of_uuid(id uuid) returns bigint
language sql immutable set search_path = '' as $$
	select ('x' || case when id > '00000000-0000-0000-7fff-ffffffffffff' then '7fffffffffffffff'
		else right(replace(id::text, '-', ''), 16) end)::bit(64)::bigint
$$;

-- The keys of the next page of some scopes of one kind, in their order: $1 scopes, $2 $3 $4 their
-- watermarks, $5 horizon, $6 limit. Each part is one index range, already in order, and starts after
-- the watermark: after every id of its transaction, at the id, or before every id, as its place is
-- below, at or above the one that the last page ended in.
create function private.page_query(scope_kind text) returns text
language plpgsql immutable set search_path = '' as $$
declare
	lowest constant text := quote_literal('00000000-0000-0000-0000-000000000000');
	highest constant text := quote_literal('ffffffff-ffff-ffff-ffff-ffffffffffff');
begin
	return (
		select 'select s.n::integer as n, k.xid, k.place, k.id
			from unnest($1, $2, $3, $4) with ordinality s (scope, xid, place, id, n)
			cross join lateral (select k.* from (' || string_agg(format(
			'(select t.xid, %2$s as place, %4$s as id from jangkau.%1$I t
			where %3$s and (t.xid, t.id) > (s.xid, %5$s) and t.xid < $5
			order by t.xid, t.id limit $6)',
			s.entity, s.place, replace(s.filter, '$1', 's.scope'),
			case s.entity when 'tombstone' then 'private.uuid_of_number(t.id)' else 't.id' end,
			format(case s.entity when 'tombstone' then 'private.number_of_uuid(%s)' else '%s' end,
				format('case when s.place < %1$s then %2$s::uuid when s.place = %1$s then s.id else %3$s::uuid end',
					s.place, lowest, highest))
		), ' union all ') || ') k order by k.xid, k.place, k.id limit $6) k
			order by s.n, k.xid, k.place, k.id limit $6'
		from private.sync_stream() s where s.kind = scope_kind
	);
end $$;

-- Which of the scopes $1, drained up to $2, have anything between there and the horizon $3.
create function private.news_query(scope_kind text) returns text
language plpgsql immutable set search_path = '' as $$
begin
	return (
		select 'select s.id from unnest($1, $2) s (id, xid) where ' || string_agg(format(
			'exists (select from jangkau.%I t where %s and t.xid >= s.xid and t.xid < $3)',
			s.entity, replace(s.filter, '$1', 's.id')), ' or ')
		from private.sync_stream() s where s.kind = scope_kind
	);
end $$;

-- What the caller may know, as scopes. Row-level security still decides on every single row.
create function private.sync_scopes() returns table (kind text, id uuid)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
	return query
	with me as (select * from private.caller()),
	work as (
		select case me.role when 'kader' then 'r' when 'planner' then 'a' when 'health_worker' then 'a'
			else 'v' end as kind, unnest(private.scope_ids(case me.role when 'kader' then 'ground_area'
			when 'planner' then 'person_area' when 'health_worker' then 'person_area'
			else 'aggregate_area' end)) as id
		from me
	)
	select work.kind, work.id from work
	union all
	select 'u', above from unnest(private.scope_ids('area')) above
	where above not in (select work.id from work)
	union all
	select 't', unnest(private.scope_ids('territory'))
	union all
	select 'p', unnest(private.scope_ids('puskesmas'))
	union all
	select 'g', unnest(private.scope_ids('recorder'));
end $$;

-- The cursor as kind:id → [xid, place, id]; null when it is none of ours or from another history.
create function private.marks_of(cursor_text text) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
	given jsonb := private.request_of(cursor_text, 524288);
begin
	if private.uuid_of(given ->> 'epoch') is distinct from private.current_epoch() then
		return null;
	end if;
	-- From a future that this server, set back to an earlier day, has not had.
	if exists (
		select from jsonb_array_elements(given -> 'marks') mark
		where (mark ->> 'x')::xid8 > pg_snapshot_xmin(pg_current_snapshot())) then
		return null;
	end if;
	return coalesce((
		select jsonb_object_agg(scope, jsonb_build_array(
			(mark ->> 'x')::xid8::text, (mark ->> 'e')::integer, (mark ->> 'i')::uuid))
		from jsonb_array_elements(given -> 'marks') mark,
			jsonb_array_elements_text(mark -> 's') scope
	), '{}');
exception when others then
	return null;
end $$;

-- Most scopes stand at the same mark: one line for all of them.
create function private.cursor_of(marks jsonb) returns text
language sql stable set search_path = '' as $$
	select jsonb_build_object('epoch', private.current_epoch(), 'marks', coalesce(jsonb_agg(line), '[]'))::text
	from (
		select jsonb_build_object('x', value -> 0, 'e', value -> 1, 'i', value -> 2,
			's', jsonb_agg(key order by key)) as line
		from jsonb_each(marks) group by value
	) lines
$$;

-- Tombstones of rows that the caller may (again) see elsewhere are passed over: the row itself
-- comes, and must not be taken away by an older page of another scope.
create function private.wire_tombstones(ids uuid[]) returns jsonb
language sql stable set search_path = '' as $$
	select coalesce(jsonb_agg(jsonb_build_object('entity', t.entity, 'id', t.row_id)
		order by t.xid, t.id), '[]')
	from jangkau.tombstone t
	where t.id in (select private.number_of_uuid(i) from unnest(ids) i)
		and not (t.reason = 'moved' and exists (select from jangkau.household h where h.id = t.row_id))
$$;

-- Households whose 'moved' tombstone is passed over because another of her scopes holds them now. They
-- come in the same page: were that scope taken away before its own page arrives, the old row would
-- otherwise stay on the device for good.
create function private.moved_within(ids uuid[]) returns uuid[]
language sql stable set search_path = '' as $$
	select coalesce(array_agg(distinct h.id), '{}')
	from jangkau.tombstone t
	join jangkau.household h on h.id = t.row_id
	where t.reason = 'moved' and t.id in (select private.number_of_uuid(i) from unnest(ids) i)
$$;

-- Scopes that have something to deliver, each with its mark; reference before personal rows. Security
-- definer, as page_keys(): the scopes are the caller's own, and every row that leaves is read under
-- row-level security (wire_rows); asking it for the keys too took a third of a page.
create function private.scopes_with_news(marks jsonb, horizon xid8) returns text[]
language plpgsql stable security definer set search_path = '' as $$
declare
	one record;
	found_ids uuid[];
	news text[] := '{}';
begin
	for one in
		select split_part(key, ':', 1) as kind, array_agg(split_part(key, ':', 2)::uuid order by key) as ids,
			array_agg((value ->> 0)::xid8 order by key) as xids, unfinished
		from jsonb_each(marks),
			lateral (select (value ->> 1)::integer >= 0 or value ->> 0 = '0' as unfinished) state
		-- Nothing can lie between a mark and the same horizon.
		where unfinished or (value ->> 0)::xid8 < horizon
		group by 1, unfinished
		order by position(split_part(key, ':', 1) in 'gpurvta')
	loop
		if one.unfinished then
			found_ids := one.ids;
		else
			execute 'select array_agg(n.id) from (' || private.news_query(one.kind) || ') n'
			into found_ids using one.ids, one.xids, horizon;
		end if;
		news := news || array(select one.kind || ':' || i from unnest(found_ids) i);
	end loop;
	return news;
end $$;

-- The keys of the next rows of these scopes of one kind; n is the scope's place among them.
create function private.page_keys(
	scopes text[], marks jsonb, horizon xid8, room integer,
	out n integer[], out xids xid8[], out places integer[], out ids uuid[]
)
language plpgsql stable security definer set search_path = '' as $$
begin
	execute 'select array_agg(n order by n, xid, place, id), array_agg(xid order by n, xid, place, id),
			array_agg(place order by n, xid, place, id), array_agg(id order by n, xid, place, id)
		from (' || private.page_query(split_part(scopes[1], ':', 1)) || ') page'
	into n, xids, places, ids
	using
		array(select split_part(s, ':', 2)::uuid from unnest(scopes) with ordinality e (s, i) order by i),
		array(select (marks -> s ->> 0)::xid8 from unnest(scopes) with ordinality e (s, i) order by i),
		array(select (marks -> s ->> 1)::integer from unnest(scopes) with ordinality e (s, i) order by i),
		array(select (marks -> s ->> 2)::uuid from unnest(scopes) with ordinality e (s, i) order by i),
		horizon, room;
end $$;

create function private.pull_rows(places integer[], ids uuid[], role text) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
	return (
		select coalesce(jsonb_object_agg(one.entity, private.wire_rows(one.entity, one.ids, role)), '{}')
		from (
			select s.entity, array_agg(k.id) as ids
			from unnest(places, ids) k (place, id)
			join (select distinct entity, place from private.sync_stream()) s on s.place = k.place
			where k.place > 0 group by s.entity
		) one
	);
end $$;

create function private.pull_page(
	me jangkau.membership, cursor_text text, page_size integer
) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
	horizon xid8 := pg_snapshot_xmin(pg_current_snapshot());
	known jsonb := private.marks_of(cursor_text);
	scopes text[] := array(select s.kind || ':' || s.id from private.sync_scopes() s order by 1);
	marks jsonb;
	news text[];
	page record;
	next integer := 1;
	last integer;
	read integer;
	drained constant jsonb := jsonb_build_array(horizon::text, -1, '00000000-0000-0000-0000-000000000000');
	places integer[] := '{}';
	ids uuid[] := '{}';
	room integer := page_size;
	more boolean := false;
	tombstones uuid[];
	moved uuid[];
	answer jsonb;
	household_place constant integer := (
		select distinct s.place from private.sync_stream() s where s.entity = 'household');
begin
	select coalesce(jsonb_object_agg(s, coalesce(known -> s,
		'["0", -1, "00000000-0000-0000-0000-000000000000"]')), '{}')
	into marks from unnest(scopes) s;
	news := private.scopes_with_news(marks, horizon);
	while next <= cardinality(news) loop
		if room = 0 then
			more := true;
			exit;
		end if;
		-- As many scopes at once as will fill the page, judged by those before; at most 16.
		last := next;
		while last < cardinality(news) and left(news[last + 1], 1) = left(news[next], 1)
			and last - next < least(15, (next - 1) * room / greatest(page_size - room, 1)) loop
			last := last + 1;
		end loop;
		page := private.page_keys(news[next:last], marks, horizon, room);
		read := coalesce(cardinality(page.ids), 0);
		if read = room then
			-- The page ends within this scope, or with it.
			last := next + page.n[read] - 1;
			more := true;
			marks := marks || jsonb_build_object(news[last], jsonb_build_array(
				page.xids[read]::text, page.places[read], page.ids[read]));
		end if;
		marks := marks || coalesce((
			select jsonb_object_agg(s, drained)
			from unnest(news[next:case when read = room then last - 1 else last end]) s), '{}');
		places := places || page.places;
		ids := ids || page.ids;
		room := room - read;
		next := last + 1;
	end loop;
	tombstones := array(select k.id from unnest(places, ids) k (place, id) where k.place = 0);
	moved := array(
		select unnest(private.moved_within(tombstones))
		except select k.id from unnest(places, ids) k (place, id) where k.place = household_place
	);
	answer := jsonb_build_object(
		'ok', true,
		'rows', private.pull_rows(
			places || array_fill(household_place, array[cardinality(moved)]), ids || moved, me.role),
		'tombstones', private.wire_tombstones(tombstones),
		'revoked_scopes', (
			select coalesce(jsonb_agg(split_part(k, ':', 2) order by k), '[]')
			from jsonb_object_keys(coalesce(known, '{}')) k
			where left(k, 1) in ('a', 't', 'v') and k <> all (scopes)),
		'cursor', private.cursor_of(marks),
		'scope_hash', md5(me.role || array_to_string(scopes, ',')),
		'epoch', private.current_epoch(),
		'more', more,
		'restarted', cursor_text is not null and known is null);
	-- Who she is now: role and area may have changed since she signed in.
	return case when more then answer
		else answer || jsonb_build_object('membership', private.own_membership()) end;
end $$;

create function private.own_membership() returns jsonb
language sql stable security definer set search_path = '' as $$
	select private.membership_answer(private.author()) -> 'membership'
$$;

-- An answer without rows. `what` says why.
create function private.pull_nothing(what jsonb, cursor_text text, revoked jsonb) returns jsonb
language sql stable set search_path = '' as $$
	select jsonb_build_object('ok', true, 'rows', '{}'::jsonb, 'tombstones', '[]'::jsonb,
		'revoked_scopes', revoked, 'cursor', cursor_text, 'scope_hash', '',
		'epoch', private.current_epoch(), 'more', false, 'restarted', false) || what
$$;

-- She left: what is unsent was pushed before this call, and everything else goes from the phone.
create function private.pull_departed(cursor_text text) returns jsonb
language sql stable set search_path = '' as $$
	select private.pull_nothing(
		jsonb_build_object('departed', true, 'membership', private.own_membership()),
		private.cursor_of('{}'), (
			select coalesce(jsonb_agg(split_part(k, ':', 2) order by k), '[]')
			from jsonb_object_keys(coalesce(private.marks_of(cursor_text), '{}')) k
			where left(k, 1) in ('a', 't', 'v')))
$$;

-- Whether the device saw confirmed what this server does not know: it was restored, and nobody said so.
create function private.is_forgotten(last_mid uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
	return last_mid is not null and not exists (
		select from jangkau.applied_mutation l
		where l.membership_id = (private.author()).id and l.mid = last_mid);
end $$;

-- How long the oldest writing transaction has been open, ms: what was written since waits for it.
create function private.horizon_lag_ms() returns bigint
language plpgsql stable security definer set search_path = '' as $$
begin
	return (
		select coalesce(greatest(round(extract(epoch from
			clock_timestamp() - min(a.xact_start)) * 1000), 0), 0)::bigint
		from pg_catalog.pg_stat_activity a
		where a.backend_xid is not null and a.pid <> pg_backend_pid()
	);
end $$;

-- Notes that a device asked, at most every five minutes, and says whether it is to be wiped.
create function private.meet_device(device uuid) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
	me uuid := (private.author()).id;
	known jangkau.device;
begin
	select d.* into known from jangkau.device d where d.id = device;
	if known.id is null then
		insert into jangkau.device (id, membership_id) values (device, me) on conflict do nothing;
	elsif known.membership_id = me and known.last_seen_at < now() - interval '5 minutes' then
		update jangkau.device d set last_seen_at = now() where d.id = device;
	end if;
	return coalesce(known.membership_id = me and known.wipe_at is not null and known.wiped_at is null, false);
end $$;

create function public.sync_pull(p text) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
	me jangkau.membership := private.author();
	request jsonb;
	device uuid;
	answer jsonb;
	added jsonb;
begin
	if octet_length(p) > 524288 then
		return private.refusal('too_large');
	end if;
	if me.id is null then
		return private.refusal('no_membership');
	end if;
	request := private.request_of(p, 524288);
	if request is null then
		return private.refusal('bad_request');
	end if;
	if private.is_half_restored() then
		return private.refusal('restoring');
	end if;
	answer := case
		when private.is_forgotten(private.uuid_of(request ->> 'last_mid')) then
			private.pull_nothing('{"forgotten":true}', coalesce(request ->> 'cursor', ''), '[]')
		when not private.is_active(me) then private.pull_departed(request ->> 'cursor')
		else private.pull_page(me, request ->> 'cursor',
			case when jsonb_typeof(request -> 'limit') = 'number'
				then least(greatest((request ->> 'limit')::numeric, 1), 1000)::integer else 500 end)
	end;
	added := jsonb_build_object('horizon_lag_ms', private.horizon_lag_ms());
	device := private.uuid_of(request ->> 'device');
	-- Last: a page is read before this call has written anything.
	perform private.end_loans();
	if device is not null and private.meet_device(device) then
		added := added || '{"wipe":true}';
	end if;
	return answer || (added || jsonb_build_object('server_time', private.wire_time(clock_timestamp())));
exception when others then
	-- No message: it may quote a row.
	return private.refusal('busy');
end $$;
revoke all on function public.sync_pull(text) from public, anon;
grant execute on function public.sync_pull(text) to authenticated;

-- After a restore from a dump: transaction numbers start anew there, so every row gets one of this
-- server's, and a new epoch tells every device to start again. For the operator only.
create function public.after_restore() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
	one record;
	touched bigint := 0;
	rows bigint;
begin
	update jangkau.server_state set epoch = gen_random_uuid(), identity = private.server_identity();
	for one in
		select c.relname from pg_catalog.pg_class c
		join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = 'xid' and not a.attisdropped
		where c.relnamespace = 'jangkau'::regnamespace and c.relkind = 'r'
	loop
		-- Without triggers: nothing about the rows changes, least of all their rev.
		execute format('alter table jangkau.%I disable trigger user', one.relname);
		execute format('update jangkau.%I set xid = pg_current_xact_id()', one.relname);
		get diagnostics rows = row_count;
		execute format('alter table jangkau.%I enable trigger user', one.relname);
		touched := touched + rows;
	end loop;
	return jsonb_build_object('ok', true, 'rows', touched, 'epoch', private.current_epoch());
end $$;
revoke all on function public.after_restore() from public, anon, authenticated;
grant execute on function public.after_restore() to service_role;
