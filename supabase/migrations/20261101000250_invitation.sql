-- Joining without e-mail: a planner hands out a single-use code, the new account redeems it. Only
-- the code's hash is kept. The first planner's code is made on the server:
--
--   insert into jangkau.invitation (membership_id, code_hash, expires_at)
--   values (<membership of the planner>, private.invitation_hash('<the code>'), now() + interval '7 days');
--
-- Security definer functions below, on purpose, since memberships are nobody's to write:
--   check_invitation          anon, authenticated   before an account exists
--   my_membership             authenticated
--   redeem_invitation         authenticated
--   create_invitation         authenticated, refuses all but planners
--   list_memberships          authenticated, refuses all but planners
--   hook_before_user_created  supabase_auth_admin

-- What a person types: hyphens, spaces and case do not matter.
create function private.invitation_hash(code text) returns bytea
language sql immutable set search_path = '' as $$
	select sha256(convert_to(regexp_replace(upper(code), '[^A-Z0-9]', '', 'g'), 'UTF8'))
$$;

-- XXXXX-XXXXX from 32 characters none of which is read for another: 50 bits.
create function private.new_invitation_code() returns text
language plpgsql volatile set search_path = '' as $$
declare
	alphabet constant text := '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
	noise constant bytea := extensions.gen_random_bytes(10);
	code text := '';
begin
	for i in 0..9 loop
		code := code || substr(alphabet, get_byte(noise, i) % 32 + 1, 1);
	end loop;
	return substr(code, 1, 5) || '-' || substr(code, 6);
end $$;

-- The argument of an API function; '{}' for what is none, in which the function misses what it needs.
create function private.argument_object(p text) returns jsonb
language sql stable set search_path = '' as $$
	select coalesce(private.request_of(p, 65536), '{}')
$$;

create function private.argument_uuid(given jsonb, key text) returns uuid
language sql immutable set search_path = '' as $$
	select case when given ->> key ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
		then (given ->> key)::uuid end
$$;

create function private.write_audit(actor uuid, what text, entity text, row_id uuid) returns void
language sql security definer set search_path = '' as $$
	insert into jangkau.audit_log (membership_id, action, entity, row_id)
	values (actor, what, entity, row_id)
$$;
revoke execute on function private.write_audit(uuid, text, text, uuid) from public;

-- Zone of the puskesmas she belongs to, else of one that serves her area or lies below it.
create function private.zone_of_membership(m jangkau.membership) returns text
language sql stable security definer set search_path = '' as $$
	select coalesce(
		(select f.time_zone from jangkau.facility f where f.id = coalesce(m.puskesmas_id,
			(select k.puskesmas_id from jangkau.kader k where k.id = m.kader_id))),
		(select f.time_zone from jangkau.area_ancestor near
			join jangkau.facility_area s on s.area_id in (near.area_id, near.ancestor_id)
			join jangkau.facility f on f.id = s.facility_id and f.kind = 'puskesmas'
			where m.area_id in (near.area_id, near.ancestor_id)
			order by near.depth, f.id limit 1),
		'Asia/Jakarta')
$$;

create function private.membership_answer(m jangkau.membership) returns jsonb
language sql stable security definer set search_path = '' as $$
	select jsonb_build_object('ok', true, 'membership', jsonb_build_object(
		'id', m.id, 'role', m.role, 'display_name', m.display_name,
		'puskesmas_id', coalesce(m.puskesmas_id,
			(select k.puskesmas_id from jangkau.kader k where k.id = m.kader_id)),
		'facility_id', m.facility_id, 'area_id', m.area_id, 'kader_id', m.kader_id,
		'active', private.is_active(m), 'time_zone', private.zone_of_membership(m)))
$$;
revoke execute on function private.zone_of_membership(jangkau.membership) from public;
revoke execute on function private.membership_answer(jangkau.membership) from public;

-- Why a code cannot be used, or null when it can. The caller may be nobody yet.
create function private.invitation_refusal(given jangkau.invitation) returns text
language sql stable security definer set search_path = '' as $$
	select case
		when given.id is null or not exists (
			select from jangkau.membership m where m.id = given.membership_id and m.active)
			then 'invitation_unknown'
		when given.used_at is not null then 'invitation_used'
		when given.expires_at <= now() then 'invitation_expired'
	end
$$;
revoke execute on function private.invitation_refusal(jangkau.invitation) from public;

-- my_membership(): {ok, membership} of the signed-in user. Also of one who left: she still has to sign
-- in to send what she recorded; `active` is false then, and nothing is hers to read.
create function public.my_membership(p text default '{}') returns jsonb
language sql stable security definer set search_path = '' as $$
	select coalesce(
		(select private.membership_answer(m) from jangkau.membership m
			where m.user_id = auth.uid()),
		jsonb_build_object('ok', false, 'code', 'no_membership'))
$$;

-- check_invitation({code}): {ok} and nothing about whose it is.
create function public.check_invitation(p text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
	found_one jangkau.invitation;
	refusal text;
begin
	select i.* into found_one from jangkau.invitation i
	where i.code_hash = private.invitation_hash(private.argument_object(p) ->> 'code');
	refusal := private.invitation_refusal(found_one);
	if refusal is not null then
		return jsonb_build_object('ok', false, 'code', refusal);
	end if;
	return jsonb_build_object('ok', true);
end $$;

-- redeem_invitation({code}): binds the signed-in user to the code's membership and releases the
-- sign-in that spoke for it before. Repeating it after a lost answer gives the same answer.
create function public.redeem_invitation(p text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
	given jangkau.invitation;
	owner jangkau.membership;
	refusal text;
begin
	if auth.uid() is null then
		return jsonb_build_object('ok', false, 'code', 'signed_out');
	end if;
	select i.* into given from jangkau.invitation i
	where i.code_hash = private.invitation_hash(private.argument_object(p) ->> 'code')
	for update;
	select m.* into owner from jangkau.membership m where m.id = given.membership_id for update;
	if given.used_at is not null and owner.user_id = auth.uid() and owner.active then
		return private.membership_answer(owner);
	end if;
	refusal := private.invitation_refusal(given);
	if refusal is not null then
		return jsonb_build_object('ok', false, 'code', refusal);
	end if;
	if exists (select from jangkau.membership m where m.user_id = auth.uid() and m.id <> owner.id) then
		return jsonb_build_object('ok', false, 'code', 'already_member');
	end if;
	update jangkau.membership m set user_id = auth.uid() where m.id = owner.id returning m.* into owner;
	update jangkau.invitation i set used_at = now() where i.id = given.id;
	perform private.write_audit(owner.id, 'invitation_redeemed', 'membership', owner.id);
	return private.membership_answer(owner);
end $$;

-- The membership that a code is asked for: an existing one of the planner's team, a kader's (made
-- when she has none yet), or a new one for staff. Null when the planner may not.
create function private.invited_membership(me jangkau.membership, given jsonb) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
	invited uuid;
	kader jangkau.kader;
	wanted_area uuid := private.argument_uuid(given, 'area_id');
	wanted_facility uuid := private.argument_uuid(given, 'facility_id');
	called text := btrim(coalesce(given ->> 'display_name', ''));
begin
	if given ? 'membership_id' then
		select m.id into invited from jangkau.membership m
		left join jangkau.kader k on k.id = m.kader_id
		where m.id = private.argument_uuid(given, 'membership_id') and m.active
			and coalesce(m.puskesmas_id, k.puskesmas_id) = me.puskesmas_id;
		return invited;
	end if;
	if given ? 'kader_id' then
		select k.* into kader from jangkau.kader k
		where k.id = private.argument_uuid(given, 'kader_id')
			and k.puskesmas_id = me.puskesmas_id and k.active;
		if kader.id is null then
			return null;
		end if;
		insert into jangkau.membership (role, puskesmas_id, area_id, kader_id, display_name)
		values ('kader', kader.puskesmas_id, kader.area_id, kader.id, kader.name)
		on conflict (kader_id) where kader_id is not null do nothing;
		select m.id into invited from jangkau.membership m where m.kader_id = kader.id and m.active;
		return invited;
	end if;
	if given ->> 'role' not in ('health_worker', 'viewer', 'planner') or given ->> 'role' is null
		or called = '' or length(called) > 120
		or wanted_area is null or wanted_area <> all (private.scope_ids('plan_area'))
		or (wanted_facility is not null and not exists (
			select from jangkau.facility f
			where f.id = wanted_facility and f.area_id = any (private.scope_ids('plan_area')))) then
		return null;
	end if;
	insert into jangkau.membership (role, puskesmas_id, facility_id, area_id, display_name)
	values (given ->> 'role', me.puskesmas_id, wanted_facility, wanted_area, called)
	returning id into invited;
	return invited;
end $$;
revoke execute on function private.invited_membership(jangkau.membership, jsonb) from public;

-- create_invitation({membership_id} | {kader_id} | {role, area_id, display_name, facility_id?},
-- days? 1..30): {ok, code, expires_at, membership_id}. The code is in no table and shown once;
-- earlier unused codes of the same person end.
create function public.create_invitation(p text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
	given jsonb := private.argument_object(p);
	me jangkau.membership;
	invited uuid;
	code text := private.new_invitation_code();
	days integer := 7;
	ends timestamptz;
begin
	select m.* into me from jangkau.membership m
	where m.user_id = auth.uid() and m.active and m.role = 'planner';
	if me.id is null then
		return jsonb_build_object('ok', false, 'code', 'forbidden');
	end if;
	if jsonb_typeof(given -> 'days') = 'number' then
		days := least(greatest((given ->> 'days')::numeric, 1), 30)::integer;
	end if;
	invited := private.invited_membership(me, given);
	if invited is null then
		return jsonb_build_object('ok', false, 'code', 'invitation_refused');
	end if;
	ends := now() + make_interval(days => days);
	update jangkau.invitation i set expires_at = now()
	where i.membership_id = invited and i.used_at is null and i.expires_at > now();
	insert into jangkau.invitation (membership_id, code_hash, created_by, expires_at)
	values (invited, private.invitation_hash(code), me.id, ends);
	perform private.write_audit(me.id, 'invitation_created', 'membership', invited);
	return jsonb_build_object('ok', true, 'code', code, 'expires_at', ends, 'membership_id', invited);
end $$;

-- list_memberships({}): {ok, memberships} of the planner's puskesmas, to whom she may give a code. Who
-- signs in for them stays untold: only whether somebody does.
create function public.list_memberships(p text default '{}') returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
	me jangkau.membership;
begin
	select m.* into me from jangkau.membership m
	where m.user_id = auth.uid() and m.active and m.role = 'planner';
	if me.id is null then
		return jsonb_build_object('ok', false, 'code', 'forbidden');
	end if;
	return jsonb_build_object('ok', true, 'memberships', (
		select coalesce(jsonb_agg(jsonb_build_object(
			'id', m.id, 'role', m.role, 'display_name', m.display_name, 'area_name', a.name,
			'kader_id', m.kader_id, 'active', m.active, 'joined', m.user_id is not null)
			order by m.display_name, m.id), '[]')
		from jangkau.membership m
		left join jangkau.kader k on k.id = m.kader_id
		left join jangkau.area a on a.id = coalesce(m.area_id, k.area_id)
		where coalesce(m.puskesmas_id, k.puskesmas_id) = me.puskesmas_id));
end $$;

-- Hosted Supabase calls this before it makes an account: without an open code there is none.
create function public.hook_before_user_created(event jsonb) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
	if public.check_invitation(jsonb_build_object(
		'code', event #>> '{user,user_metadata,invitation}')::text) ->> 'ok' = 'true' then
		return '{}';
	end if;
	return jsonb_build_object('error', jsonb_build_object(
		'http_code', 403, 'message', 'Mendaftar hanya dengan kode undangan.'));
end $$;

-- Hosted Supabase also grants new functions to its roles by name, so each one is named here.
revoke execute on function public.my_membership(text) from public, anon;
revoke execute on function public.check_invitation(text) from public;
revoke execute on function public.redeem_invitation(text) from public, anon;
revoke execute on function public.create_invitation(text) from public, anon;
revoke execute on function public.list_memberships(text) from public, anon;
revoke execute on function public.hook_before_user_created(jsonb) from public, anon, authenticated;
grant execute on function public.my_membership(text) to authenticated;
grant execute on function public.check_invitation(text) to anon, authenticated;
grant execute on function public.redeem_invitation(text) to authenticated;
grant execute on function public.create_invitation(text) to authenticated;
grant execute on function public.list_memberships(text) to authenticated;
do $$
begin
	if exists (select from pg_roles where rolname = 'supabase_auth_admin') then
		grant usage on schema public to supabase_auth_admin;
		grant execute on function public.hook_before_user_created(jsonb) to supabase_auth_admin;
	end if;
end $$;
