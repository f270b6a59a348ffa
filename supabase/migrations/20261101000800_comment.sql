-- What camat, lurah, kades and dinas remark on the figures of an area. Written for people who see totals
-- only, so no name may stand there: the puskesmas of the area reads each remark before anybody else does.
-- Asked for on demand and never pulled, so that nothing that leaves the app with the figures holds one.

create table jangkau.area_comment (
	id uuid primary key,
	area_id uuid not null references jangkau.area (id),
	month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
	span text not null check (span in ('month', 'quarter', 'year')),
	body text not null check (length(body) between 1 and 280),
	membership_id uuid not null references jangkau.membership (id),
	written_at timestamptz not null default now(),
	status text not null default 'pending' check (status in ('pending', 'approved', 'rejected')),
	-- Why not; for the writer alone.
	reason text check (length(reason) between 1 and 200),
	decided_by uuid references jangkau.membership (id),
	decided_at timestamptz,
	check ((status = 'pending') = (decided_at is null)),
	check ((status = 'rejected') = (reason is not null))
);
create index area_comment_area on jangkau.area_comment (area_id, month, span);
create index area_comment_membership on jangkau.area_comment (membership_id);
create index area_comment_decided_by on jangkau.area_comment (decided_by);
create index area_comment_pending on jangkau.area_comment (written_at) where status = 'pending';

alter table jangkau.area_comment enable row level security;
revoke all on jangkau.area_comment from public, anon;
grant select, insert, update on jangkau.area_comment to authenticated;

-- Hers while the area is still hers; the planner's of that area; everybody's of the meeting once approved.
create policy read on jangkau.area_comment for select to authenticated
	using ((membership_id = any ((select private.scope_ids('membership'))::uuid[])
			and area_id = any ((select private.scope_ids('comment_area'))::uuid[]))
		or area_id = any ((select private.scope_ids('plan_area'))::uuid[])
		or (status = 'approved' and area_id = any ((select private.scope_ids('meeting_area'))::uuid[])));
create policy add on jangkau.area_comment for insert to authenticated
	with check (status = 'pending'
		and membership_id = any ((select private.scope_ids('membership'))::uuid[])
		and area_id = any ((select private.scope_ids('comment_area'))::uuid[]));
create policy edit on jangkau.area_comment for update to authenticated
	using (area_id = any ((select private.scope_ids('plan_area'))::uuid[]))
	with check (area_id = any ((select private.scope_ids('plan_area'))::uuid[]));

-- Who decides on a remark does not write it.
create function private.keep_comment() returns trigger
language plpgsql set search_path = '' as $$
begin
	if (new.id, new.area_id, new.month, new.span, new.body, new.membership_id, new.written_at)
		is distinct from
		(old.id, old.area_id, old.month, old.span, old.body, old.membership_id, old.written_at) then
		raise insufficient_privilege using message = 'comment_fixed';
	end if;
	return new;
end $$;
create trigger keep before update on jangkau.area_comment
	for each row execute function private.keep_comment();

-- Nine digits or more with nothing but signs between them: a NIK, a family card or a telephone. The same
-- rule stands in domain/area-comment.ts.
create function private.holds_number(body text) returns boolean
language sql immutable set search_path = '' as $$
	select body ~ '[0-9]([^0-9a-zA-Z,]{0,3}[0-9]){8}'
$$;

-- Under which name an office holder speaks; a membership itself is not everybody's to read.
create function private.speaker(membership uuid) returns text
language sql stable security definer set search_path = '' as $$
	select m.display_name from jangkau.membership m where m.id = membership
$$;

-- Whether a puskesmas looks after the area, so that somebody can read what is written there.
create function private.has_planner(area uuid) returns boolean
language sql stable security definer set search_path = '' as $$
	select exists (
		select from jangkau.area_ancestor up
		join jangkau.facility_area s on s.area_id = up.ancestor_id
		join jangkau.facility f on f.id = s.facility_id and f.kind = 'puskesmas'
		where up.area_id = area)
$$;

create function private.comment_rows(found jangkau.area_comment[]) returns jsonb
language sql stable set search_path = '' as $$
	select coalesce(jsonb_agg(jsonb_build_object(
		'id', c.id, 'area_id', c.area_id, 'area_name', a.name, 'month', c.month, 'span', c.span,
		'body', c.body, 'by', private.speaker(c.membership_id),
		'mine', coalesce(c.membership_id = (private.caller()).id, false),
		'written_at', private.wire_time(c.written_at), 'status', c.status, 'reason', c.reason
	) order by n), '[]')
	from unnest(found) with ordinality c (id, area_id, month, span, body, membership_id, written_at, status,
		reason, decided_by, decided_at, n)
	join jangkau.area a on a.id = c.area_id
$$;

-- add_comment({id, area_id, month, span, body}): {ok}, or {ok, duplicate} when it is already there.
create function public.add_comment(p text) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
	me jangkau.membership := private.caller();
	given jsonb := private.request_of(p, 8192);
	comment uuid := private.uuid_of(given ->> 'id');
	area uuid := private.uuid_of(given ->> 'area_id');
	written text := btrim(case when jsonb_typeof(given -> 'body') = 'string' then given ->> 'body' end,
		E' \t\r\n');
begin
	if me.id is null then
		return private.refused('no_membership');
	elsif comment is null or area is null or coalesce(written, '') = '' then
		return private.refused('bad_request');
	elsif length(written) > 280 then
		return private.refused('too_long');
	elsif private.holds_number(written) then
		return private.refused('number');
	elsif exists (select from jangkau.area_comment c where c.id = comment and c.membership_id = me.id) then
		return '{"ok":true,"duplicate":true}';
	elsif not coalesce(area = any (private.scope_ids('comment_area')), false) then
		return private.refused('forbidden');
	elsif not private.has_planner(area) then
		return private.refused('no_planner');
	elsif (select count(*) from jangkau.area_comment c
		where c.membership_id = me.id and c.status = 'pending') >= 20 then
		return private.refused('too_many');
	end if;
	insert into jangkau.area_comment (id, area_id, month, span, body, membership_id)
	values (comment, area, given ->> 'month', given ->> 'span', written, me.id);
	perform private.audit('comment_added', 'area_comment', comment, null, jsonb_build_object('area', area));
	return '{"ok":true}';
exception
	when insufficient_privilege then
		return private.refused('forbidden');
	when check_violation or not_null_violation or unique_violation then
		return private.refused('bad_request');
	when query_canceled or others then
		-- No message: it may quote the remark.
		return private.refused('busy');
end $$;

-- list_comments({area_id, month, span}): {ok, comments}: what is written on an area and all below it for a
-- period, newest first, 100 at most. list_comments({pending: true}): what waits for the caller's decision,
-- oldest first.
create function public.list_comments(p text) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare
	me jangkau.membership := private.caller();
	given jsonb := private.request_of(p, 8192);
	area uuid := private.uuid_of(given ->> 'area_id');
	found jangkau.area_comment[];
begin
	if me.id is null then
		return private.refused('no_membership');
	elsif me.role = 'kader' then
		return private.refused('forbidden');
	elsif given -> 'pending' is not distinct from 'true'::jsonb then
		if me.role <> 'planner' then
			return private.refused('forbidden');
		end if;
		found := array(select c from jangkau.area_comment c where c.status = 'pending'
			order by c.written_at, c.id limit 100);
	elsif area is null then
		return private.refused('bad_request');
	else
		found := array(select c from jangkau.area_comment c
			where c.month = given ->> 'month' and c.span = given ->> 'span'
				and c.area_id in (select d.area_id from jangkau.area_ancestor d where d.ancestor_id = area)
				-- What waits stands in the planner's own list, what was refused with its writer.
				and (c.status = 'approved' or c.membership_id = me.id)
			order by c.written_at desc, c.id desc limit 100);
	end if;
	return jsonb_build_object('ok', true, 'comments', private.comment_rows(found));
exception when query_canceled or others then
	return private.refused('busy');
end $$;

-- decide_comment({id, approve, reason?}): {ok}. A reason is owed to the writer when it is refused. One that
-- was approved may still be taken back: a name is sometimes seen late.
create function public.decide_comment(p text) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
	me jangkau.membership := private.caller();
	given jsonb := private.request_of(p, 8192);
	comment uuid := private.uuid_of(given ->> 'id');
	approve constant boolean := given -> 'approve' is not distinct from 'true'::jsonb;
	why text := nullif(btrim(case when jsonb_typeof(given -> 'reason') = 'string' then given ->> 'reason' end,
		E' \t\r\n'), '');
begin
	if me.role is distinct from 'planner' then
		return private.refused('forbidden');
	elsif comment is null or jsonb_typeof(given -> 'approve') is distinct from 'boolean' then
		return private.refused('bad_request');
	elsif not approve and (why is null or length(why) > 200) then
		return private.refused('reason_missing');
	end if;
	update jangkau.area_comment c
	set status = case when approve then 'approved' else 'rejected' end,
		reason = case when not approve then why end, decided_by = me.id, decided_at = now()
	where c.id = comment and c.status <> 'rejected' and (not approve or c.status = 'pending');
	if not found then
		return private.refused('not_found');
	elsif approve then
		perform private.audit('comment_approved', 'area_comment', comment, null);
	else
		perform private.audit('comment_rejected', 'area_comment', comment, null);
	end if;
	return '{"ok":true}';
exception when query_canceled or others then
	return private.refused('busy');
end $$;

do $$
declare
	name text;
begin
	foreach name in array array['add_comment', 'list_comments', 'decide_comment'] loop
		execute format('revoke all on function public.%I(text) from public, anon', name);
		execute format('grant execute on function public.%I(text) to authenticated', name);
	end loop;
end $$;
