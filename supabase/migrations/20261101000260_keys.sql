-- Keys that the server keeps so that nothing on a phone is lost with a PIN, and nothing that is carried
-- by hand is read on the way. Both come from one secret, which a dump carries with it: no restore and
-- no re-entry code changes them. What they open lies elsewhere, on a phone or in a file.
--
-- Security definer functions below, on purpose, since the secret is nobody's to read:
--   recovery_key   authenticated, only within minutes of a sign-in with the password
--   transfer_key   authenticated; a device of hers, or to planners and health workers of the puskesmas

create table private.server_secret (
	only_row boolean primary key default true check (only_row),
	secret bytea not null default extensions.gen_random_bytes(32)
);
alter table private.server_secret enable row level security;
revoke all on private.server_secret from public;
insert into private.server_secret default values;

create function private.derived_key(purpose text, of_what text) returns text
language sql stable security definer set search_path = '' as $$
	select encode(extensions.hmac(convert_to(purpose || ':' || of_what, 'UTF8'), secret, 'sha256'), 'base64')
	from private.server_secret
$$;
revoke execute on function private.derived_key(text, text) from public;

-- Whether the password was given within ten minutes: a token found on a phone is older. GoTrue writes
-- the time of the password into the token; where it does not, the session says when it began.
create function private.signed_in_lately() returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
	claims constant jsonb := nullif(current_setting('request.jwt.claims', true), '')::jsonb;
	began timestamptz;
begin
	if jsonb_typeof(claims -> 'amr') = 'array' then
		select max(to_timestamp((entry ->> 'timestamp')::double precision)) into began
		from jsonb_array_elements(claims -> 'amr') entry
		where entry ->> 'method' = 'password' and jsonb_typeof(entry -> 'timestamp') = 'number';
	elsif to_regclass('auth.sessions') is not null then
		select s.created_at into began from auth.sessions s
		where s.id = private.argument_uuid(claims, 'session_id') and s.user_id = auth.uid();
	end if;
	return coalesce(began > now() - interval '10 minutes', false);
end $$;
revoke execute on function private.signed_in_lately() from public;

-- recovery_key(): {ok, key} for her own records. Also to a membership that is no longer active: what
-- she recorded before is still to be sent.
create function public.recovery_key(p text default '{}') returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
	mine uuid;
begin
	select m.id into mine from jangkau.membership m where m.user_id = auth.uid();
	if mine is null then
		return jsonb_build_object('ok', false, 'code', 'no_membership');
	end if;
	if not private.signed_in_lately() then
		return jsonb_build_object('ok', false, 'code', 'sign_in_again');
	end if;
	return jsonb_build_object('ok', true, 'key', private.derived_key('recovery', mine::text));
end $$;

-- transfer_key({device, membership?}): {ok, key, membership, display_name}. Without `membership` for a
-- device of her own; with it, what opens the file of one of her puskesmas' people, and is written down.
create function public.transfer_key(p text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
	given constant jsonb := private.argument_object(p);
	device constant uuid := private.argument_uuid(given, 'device');
	me jangkau.membership;
	author jangkau.membership;
begin
	select m.* into me from jangkau.membership m where m.user_id = auth.uid() and m.active;
	if me.id is null then
		return jsonb_build_object('ok', false, 'code', 'no_membership');
	end if;
	if device is null then
		return jsonb_build_object('ok', false, 'code', 'bad_request');
	end if;
	select m.* into author from jangkau.membership m
	where m.id = case when given ? 'membership' then private.argument_uuid(given, 'membership') else me.id end;
	if author.id is distinct from me.id then
		if me.role not in ('planner', 'health_worker') or me.puskesmas_id is null
			or me.puskesmas_id is distinct from coalesce(author.puskesmas_id,
				(select k.puskesmas_id from jangkau.kader k where k.id = author.kader_id)) then
			return jsonb_build_object('ok', false, 'code', 'forbidden');
		end if;
		perform private.write_audit(me.id, 'queue_file_opened', 'membership', author.id);
	end if;
	return jsonb_build_object('ok', true, 'membership', author.id, 'display_name', author.display_name,
		'key', private.derived_key('transfer', author.id || ':' || device));
end $$;

-- Hosted Supabase also grants new functions to its roles by name, so each one is named here.
revoke execute on function public.recovery_key(text) from public, anon;
revoke execute on function public.transfer_key(text) from public, anon;
grant execute on function public.recovery_key(text) to authenticated;
grant execute on function public.transfer_key(text) to authenticated;
