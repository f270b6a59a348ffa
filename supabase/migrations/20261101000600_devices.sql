-- What a puskesmas sees of its phones, of what was refused and of who read what: devices and the order
-- to wipe one, refused changes and clashes, exports, and the log of all of that.

-- An entry of the caller's own. No personal data in `detail`: codes, counts and ids only.
create function private.audit(
	what text, entity text, row_id uuid, device_id uuid, detail jsonb default '{}'
) returns void
language sql security definer set search_path = '' as $$
	insert into jangkau.audit_log (membership_id, action, entity, row_id, device_id, detail)
	values ((private.caller()).id, what, entity, row_id, device_id, detail)
$$;

-- Everybody of the caller's puskesmas, also who left; only for a planner.
create function private.team() returns setof jangkau.membership
language sql stable security definer set search_path = '' as $$
	select m.* from private.caller() me
	join jangkau.membership m on true
	left join jangkau.kader k on k.id = m.kader_id
	where me.role = 'planner' and coalesce(m.puskesmas_id, k.puskesmas_id) = me.puskesmas_id
$$;

create function private.refused(code text) returns jsonb
language sql immutable set search_path = '' as $$
	select jsonb_build_object('ok', false, 'code', code)
$$;

-- register_device_key({device, public_key}): {ok}. The uncompressed P-256 point in hexadecimal digits.
-- The first key of a device stays, so that nobody who borrows the phone's sign-in can sign for it.
create function public.register_device_key(p text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
	me jangkau.membership := private.caller();
	given jsonb := private.argument_object(p);
	sent_device uuid := private.argument_uuid(given, 'device');
	digits text := given ->> 'public_key';
	point bytea;
	known jangkau.device;
begin
	if me.id is null then
		return private.refused('no_membership');
	elsif sent_device is null or coalesce(digits !~ '^04[0-9a-fA-F]{128}$', true) then
		return private.refused('bad_request');
	end if;
	point := decode(digits, 'hex');
	if not private.p256_is_point(private.number_of(substr(point, 2, 32)),
		private.number_of(substr(point, 34, 32))) then
		return private.refused('bad_request');
	end if;
	insert into jangkau.device (id, membership_id, public_key) values (sent_device, me.id, point)
	on conflict (id) do update set public_key = excluded.public_key
	where device.membership_id = excluded.membership_id and device.public_key is null;
	select d.* into known from jangkau.device d where d.id = sent_device;
	if known.membership_id <> me.id or known.public_key <> point then
		return private.refused('forbidden');
	end if;
	return '{"ok":true}';
exception when others then
	return private.refused('busy');
end $$;

-- list_devices({}): {ok, devices}, the last heard of first: a planner's whole team, anybody's own.
create function public.list_devices(p text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
	me jangkau.membership := private.caller();
begin
	if me.id is null then
		return private.refused('no_membership');
	end if;
	return jsonb_build_object('ok', true, 'devices', (
		select coalesce(jsonb_agg(jsonb_build_object(
			'id', d.id, 'membership_id', m.id, 'display_name', m.display_name, 'role', m.role,
			'active', private.is_active(m), 'app_version', d.app_version,
			'last_seen_at', private.wire_time(d.last_seen_at), 'unsent', d.unsent,
			'clock_offset_ms', d.clock_offset_ms, 'has_key', d.public_key is not null,
			'wipe_at', private.wire_time(d.wipe_at), 'wiped_at', private.wire_time(d.wiped_at))
			order by d.last_seen_at desc, d.id), '[]')
		from jangkau.device d
		join jangkau.membership m on m.id = d.membership_id
		where m.id = me.id or m.id in (select t.id from private.team() t)));
exception when others then
	return private.refused('busy');
end $$;

-- kader_contacts({}): {ok, contacts: [{kader_id, last_seen_at, unsent}]}: when the phone of each kader was
-- last heard of, and what it had not sent then. For who looks after them: planner and health worker.
create function public.kader_contacts(p text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
	me jangkau.membership := private.caller();
	areas uuid[] := private.scope_ids('person_area');
	puskesmas uuid[] := private.scope_ids('plan_puskesmas');
begin
	if me.id is null then
		return private.refused('no_membership');
	elsif me.role not in ('planner', 'health_worker') then
		return private.refused('forbidden');
	end if;
	return jsonb_build_object('ok', true, 'contacts', (
		select coalesce(jsonb_agg(jsonb_build_object(
			'kader_id', heard.kader_id, 'last_seen_at', private.wire_time(heard.last_seen_at),
			'unsent', heard.unsent) order by heard.kader_id), '[]')
		from (
			select distinct on (m.kader_id) m.kader_id, d.last_seen_at, d.unsent
			from jangkau.kader k
			join jangkau.membership m on m.kader_id = k.id
			join jangkau.device d on d.membership_id = m.id
			where k.area_id = any (areas) or k.puskesmas_id = any (puskesmas)
			order by m.kader_id, d.last_seen_at desc) heard));
exception when others then
	return private.refused('busy');
end $$;

-- order_wipe({device, cancel?}): {ok, wipe_at}. Done when that phone next asks for anything; it sends
-- what it holds first. `cancel` takes back an order that was not carried out yet.
create function public.order_wipe(p text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
	me jangkau.membership := private.caller();
	given jsonb := private.argument_object(p);
	device jangkau.device;
	is_cancelled boolean := given -> 'cancel' = 'true';
begin
	if me.id is null then
		return private.refused('no_membership');
	end if;
	select d.* into device from jangkau.device d
	where d.id = private.argument_uuid(given, 'device')
		and (d.membership_id = me.id or d.membership_id in (select t.id from private.team() t))
	for update;
	if device.id is null then
		return private.refused('forbidden');
	elsif device.wiped_at is not null then
		return private.refused('already_wiped');
	end if;
	update jangkau.device d
	set wipe_at = case when not coalesce(is_cancelled, false) then coalesce(d.wipe_at, now()) end
	where d.id = device.id returning d.* into device;
	perform private.audit(case when device.wipe_at is null then 'wipe_cancelled' else 'wipe_ordered' end,
		'device', null, device.id);
	return jsonb_build_object('ok', true, 'wipe_at', private.wire_time(device.wipe_at));
exception when others then
	return private.refused('busy');
end $$;

-- confirm_wipe({device}): {ok}. The phone's last call: nothing is left on it. Also of one who left.
create function public.confirm_wipe(p text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
	me jangkau.membership := private.author();
	sent_device uuid := private.argument_uuid(private.argument_object(p), 'device');
begin
	if me.id is null then
		return private.refused('no_membership');
	end if;
	update jangkau.device d set wiped_at = coalesce(d.wiped_at, now()), unsent = 0, last_seen_at = now()
	where d.id = sent_device and d.membership_id = me.id and d.wipe_at is not null;
	if not found then
		return private.refused('forbidden');
	end if;
	insert into jangkau.audit_log (membership_id, action, entity, device_id)
	values (me.id, 'wiped', 'device', sent_device);
	return '{"ok":true}';
exception when others then
	return private.refused('busy');
end $$;

-- What a refused change is about, as far as the caller may see the household: its name, and the row
-- as it is now, beside which the refused fields are shown. Runs as the caller.
create function private.refused_row(payload jsonb, role text) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
	entity text := payload ->> 'entity';
	row_id uuid := private.uuid_of(payload ->> 'id');
	household uuid := private.uuid_of(case entity when 'household' then payload ->> 'id'
		else payload #>> '{patch,household_id}' end);
	label text;
	area uuid;
	current_row jsonb;
begin
	if household is null and entity = 'member' then
		select m.household_id into household from jangkau.member m where m.id = row_id;
	end if;
	select h.head_name, h.area_id into label, area from jangkau.household h where h.id = household;
	if entity in ('household', 'member') then
		current_row := private.wire_row(entity, row_id, role);
	end if;
	return jsonb_build_object('label', label, 'area_id', area, 'household_id', household,
		'row', case when label is not null then current_row end,
		'patch', case when label is not null then payload -> 'patch' end);
end $$;

-- What every list of the API takes and gives: at most so many rows (1 to 200, 100 unless told), and the
-- place after which they follow, as the list itself named it in `next` of the page before.
create function private.page_of(given jsonb, out most integer, out after text)
language sql immutable set search_path = '' as $$
	select case when jsonb_typeof(given -> 'limit') = 'number'
			then least(greatest((given ->> 'limit')::numeric, 1), 200)::integer else 100 end,
		left(given ->> 'before', 200)
$$;

-- A page of rows of which one more than `most` was asked for. `next` is null at the end.
create function private.page_answer(name text, rows jsonb, most integer) returns jsonb
language sql immutable set search_path = '' as $$
	select jsonb_build_object('ok', true, name, coalesce(rows, '[]') - most,
		'more', coalesce(jsonb_array_length(rows), 0) > most,
		'next', case when jsonb_array_length(rows) > most then rows -> (most - 1) -> 'place' end)
$$;

-- list_rejected({limit?, before?, resolved?, clashes?}): {ok, rejected, more, next}, newest first:
-- changes of a planner's team that were refused, with `clashes` only the second sides of clashes, and
-- with `clashes: false` all but those; with `resolved` what somebody has dealt with. A name, the fields
-- and the row stand there only where the household is hers to see; what was refused before its
-- household existed has none.
create function public.list_rejected(p text) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
	me jangkau.membership := private.caller();
	given jsonb := private.argument_object(p);
	page record := private.page_of(given);
	last jangkau.rejected_mutation;
	rows jsonb;
begin
	if me.role is distinct from 'planner' then
		return private.refused('forbidden');
	end if;
	select r.* into last from jangkau.rejected_mutation r
	where r.membership_id = private.uuid_of(split_part(page.after, ' ', 1))
		and r.mid = private.uuid_of(split_part(page.after, ' ', 2));
	select jsonb_agg(jsonb_build_object(
		'place', r.membership_id || ' ' || r.mid,
		'membership_id', r.membership_id, 'display_name', t.display_name, 'mid', r.mid,
		'code', r.code, 'entity', r.payload ->> 'entity', 'op', r.payload ->> 'op',
		'id', r.payload ->> 'id', 'app_version', r.app_version,
		'rejected_at', private.wire_time(r.rejected_at),
		'resolved_at', private.wire_time(r.resolved_at), 'note', r.note,
		'resolved_by', (select w.display_name from private.team() w where w.id = r.resolved_by))
		|| private.refused_row(r.payload, me.role)
		order by r.rejected_at desc, r.mid, r.membership_id)
	into rows
	from (
		select r.* from jangkau.rejected_mutation r
		where (r.resolved_at is not null) = coalesce(given -> 'resolved' = 'true', false)
			and (jsonb_typeof(given -> 'clashes') is distinct from 'boolean'
				or (r.code = 'conflict') = (given -> 'clashes' = 'true'))
			and (last.mid is null or r.rejected_at < last.rejected_at
				or (r.rejected_at = last.rejected_at and (r.mid, r.membership_id) > (last.mid, last.membership_id)))
			and r.membership_id in (select t.id from private.team() t)
		order by r.rejected_at desc, r.mid, r.membership_id limit page.most + 1
	) r
	join private.team() t on t.id = r.membership_id;
	perform private.audit('rejected_read', 'rejected_mutation', null, null,
		jsonb_build_object('count', least(coalesce(jsonb_array_length(rows), 0), page.most)));
	return private.page_answer('rejected', rows, page.most);
exception when others then
	return private.refused('busy');
end $$;

-- What she did about it, and who it was; null where it came again and was taken.
alter table jangkau.rejected_mutation
	add column note text check (length(note) <= 500),
	add column resolved_by uuid references jangkau.membership (id);
create index rejected_mutation_resolved_by on jangkau.rejected_mutation (resolved_by);

-- resolve_rejected({membership_id, mid, note?}): {ok}. A person has looked at it; if it comes again and
-- is refused again, it is there again. What she changed because of it, she changed as usual.
create function public.resolve_rejected(p text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
	me jangkau.membership := private.caller();
	given jsonb := private.argument_object(p);
	whose uuid := private.argument_uuid(given, 'membership_id');
	sent_mid uuid := private.argument_uuid(given, 'mid');
	written text := nullif(btrim(case when jsonb_typeof(given -> 'note') = 'string' then given ->> 'note' end), '');
begin
	if me.role is distinct from 'planner' then
		return private.refused('forbidden');
	elsif length(written) > 500 then
		return private.refused('bad_request');
	end if;
	update jangkau.rejected_mutation r
	set resolved_at = coalesce(r.resolved_at, now()),
		resolved_by = case when r.resolved_at is null then me.id else r.resolved_by end,
		note = coalesce(written, r.note)
	where r.membership_id = whose and r.mid = sent_mid
		and r.membership_id in (select t.id from private.team() t);
	if not found then
		return private.refused('not_found');
	end if;
	perform private.audit('rejected_resolved', 'rejected_mutation', sent_mid, null);
	return '{"ok":true}';
exception when others then
	return private.refused('busy');
end $$;

-- record_export({kind, count?, area_id?, device?}): {ok}. Before a file with personal data is made.
create function public.record_export(p text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
	me jangkau.membership := private.author();
	given jsonb := private.argument_object(p);
	rows integer := case when jsonb_typeof(given -> 'count') = 'number'
		then least(greatest((given ->> 'count')::numeric, 0), 1000000)::integer end;
begin
	if me.id is null then
		return private.refused('no_membership');
	elsif coalesce(given ->> 'kind' !~ '^[a-z_]{1,40}$', true) then
		return private.refused('bad_request');
	end if;
	insert into jangkau.audit_log (membership_id, action, entity, device_id, detail)
	values (me.id, 'exported', given ->> 'kind', private.argument_uuid(given, 'device'),
		jsonb_strip_nulls(jsonb_build_object(
			'count', rows, 'area_id', private.argument_uuid(given, 'area_id'))));
	return '{"ok":true}';
exception when others then
	return private.refused('busy');
end $$;

-- read_audit({limit?, before?}): {ok, entries, more, next}, newest first: what a planner's team did.
-- Reading it is an entry too.
create function public.read_audit(p text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
	me jangkau.membership := private.caller();
	page record := private.page_of(private.argument_object(p));
	rows jsonb;
begin
	if me.role is distinct from 'planner' then
		return private.refused('forbidden');
	end if;
	select jsonb_agg(jsonb_build_object(
		'place', l.id, 'id', l.id, 'at', private.wire_time(l.at), 'membership_id', l.membership_id,
		'display_name', l.display_name, 'role', l.role, 'action', l.action, 'entity', l.entity,
		'row_id', l.row_id, 'device_id', l.device_id, 'detail', l.detail) order by l.id desc)
	into rows
	from (
		select l.*, t.display_name, t.role from jangkau.audit_log l
		join private.team() t on t.id = l.membership_id
		where page.after is null or (page.after ~ '^[0-9]{1,18}$' and l.id < page.after::bigint)
		order by l.id desc limit page.most + 1
	) l;
	perform private.audit('audit_read', 'audit_log', null, null,
		jsonb_build_object('count', least(coalesce(jsonb_array_length(rows), 0), page.most)));
	return private.page_answer('entries', rows, page.most);
exception when others then
	return private.refused('busy');
end $$;

do $$
declare
	name text;
begin
	foreach name in array array['register_device_key', 'list_devices', 'kader_contacts', 'order_wipe', 'confirm_wipe',
		'list_rejected', 'resolve_rejected', 'record_export', 'read_audit']
	loop
		execute format('revoke all on function public.%I(text) from public, anon', name);
		execute format('grant execute on function public.%I(text) to authenticated', name);
	end loop;
end $$;
