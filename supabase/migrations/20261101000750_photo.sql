-- The picture of a house: what the phones send and fetch beside the records. One picture a house, seen and
-- kept by who sees the family, and by nobody else. Why it is built so: docs/decisions/0012-house-photo.md.

-- A picture of a house that is another kader's by the time it arrives is welcome for 90 days, with the word
-- of the family about it and about nothing else.
drop policy add on jangkau.photo;
create policy add on jangkau.photo for insert to authenticated
	with check (territory_id = any ((select private.scope_ids('territory'))::uuid[])
		or area_id = any ((select private.scope_ids('person_area'))::uuid[])
		or household_id = any ((select private.scope_ids('held_household'))::uuid[]));
drop policy add on jangkau.consent;
create policy add on jangkau.consent for insert to authenticated
	with check (territory_id = any ((select private.scope_ids('territory'))::uuid[])
		or area_id = any ((select private.scope_ids('person_area'))::uuid[])
		or (purpose = 'house_photo'
			and household_id = any ((select private.scope_ids('held_household'))::uuid[])));

create trigger bury after delete on jangkau.photo for each row execute function private.bury();

-- Only the newest stays, also of two houses that became one.
create function private.keep_newest_photo() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
	delete from jangkau.photo o
	where o.household_id = new.household_id and exists (
		select from jangkau.photo n
		where n.household_id = o.household_id and (n.taken_at, n.id) > (o.taken_at, o.id));
	return null;
end $$;
create trigger keep_newest after insert or update of household_id on jangkau.photo
	for each row execute function private.keep_newest_photo();

-- What is wrong with a picture, as a code; null when it is a JPEG that carries nothing but the picture. A
-- phone takes every segment out that programs write into (EXIF with its place and time, previews, comments),
-- so one that is there means that something else sent it.
create function private.photo_fault(picture bytea) returns text
language plpgsql immutable set search_path = '' as $$
declare
	size constant integer := octet_length(picture);
	place integer := 2;
	marker integer;
	span integer;
	is_framed boolean := false;
	scans bytea;
begin
	if size < 8 or substr(picture, 1, 3) <> '\xffd8ff'::bytea then
		return 'not_an_image';
	end if;
	loop
		if place + 4 > size or get_byte(picture, place) <> 255 then
			return 'not_an_image';
		end if;
		marker := get_byte(picture, place + 1);
		span := get_byte(picture, place + 2) * 256 + get_byte(picture, place + 3);
		if marker between 224 and 239 or marker = 254 then
			return 'metadata';
		elsif span < 2 or marker not in (192, 193, 194, 196, 218, 219, 221) then
			return 'not_an_image';
		end if;
		is_framed := is_framed or marker in (192, 193, 194);
		place := place + 2 + span;
		exit when marker = 218;
	end loop;
	scans := substr(picture, place + 1);
	if not is_framed or coalesce(position('\xffd9'::bytea in scans) <> octet_length(scans) - 1, true) then
		return 'not_an_image';
	end if;
	-- In what follows, a byte of ones is never followed by the number of such a segment.
	for marker in 224..239 loop
		if position(decode('ff' || to_hex(marker), 'hex') in scans) > 0 then
			return 'metadata';
		end if;
	end loop;
	return case when position('\xfffe'::bytea in scans) > 0 then 'metadata' end;
end $$;

-- Null for what is no base64.
create function private.bytes_of(base64 text) returns bytea
language plpgsql immutable set search_path = '' as $$
begin
	return decode(base64, 'base64');
exception when others then
	return null;
end $$;

-- The day at the house.
create function private.day_at_house(house uuid, moment timestamptz) returns date
language plpgsql stable security definer set search_path = '' as $$
begin
	return (
		select (moment at time zone private.zone_of_area(h.area_id))::date
		from jangkau.household h where h.id = house);
end $$;

-- When it was taken by the server's clock, from a phone's time and what it knew of its own clock.
create function private.taken_at(given jsonb) returns timestamptz
language plpgsql stable set search_path = '' as $$
declare
	century constant numeric := 3155760000000;
	moment constant timestamptz := private.instant_of(given ->> 'taken_at');
	offset_ms numeric := case when jsonb_typeof(given -> 'clock_offset_ms') = 'number'
		then (given ->> 'clock_offset_ms')::numeric else 0 end;
begin
	return case when moment is not null then private.happened_at(moment,
		round(least(greatest(offset_ms, -century), century))::bigint, now()) end;
end $$;

-- Stores a picture under row-level security. @returns null, or the code of the refusal.
create function private.store_photo(photo uuid, house uuid, taken timestamptz, picture bytea) returns text
language plpgsql set search_path = '' as $$
begin
	insert into jangkau.photo (id, household_id, taken_at, jpeg) values (photo, house, taken, picture);
	insert into jangkau.consent (id, household_id, purpose, given_by, given_on)
	values (photo, house, 'house_photo', 'person', private.day_at_house(house, taken));
	return null;
exception
	when insufficient_privilege then
		return 'forbidden';
	when foreign_key_violation then
		return 'missing_reference';
	when unique_violation then
		return 'id_taken';
end $$;

-- photo_push({id, household_id, taken_at, clock_offset_ms, consent, jpeg}): {ok}, or {ok, duplicate} when it
-- is known, or was known and has been erased since. `jpeg` in base64, 61,440 bytes at most. `consent` says
-- that the family agreed, and is kept as such.
create function public.photo_push(p text) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
	given jsonb;
	photo uuid;
	house uuid;
	taken timestamptz;
	picture bytea;
	fault text;
begin
	if octet_length(p) > 131072 then
		return private.refused('too_large');
	elsif (private.author()).id is null then
		return private.refused('no_membership');
	end if;
	given := private.request_of(p, 131072);
	photo := private.uuid_of(given ->> 'id');
	house := private.current_id(private.uuid_of(given ->> 'household_id'));
	if photo is null or house is null or jsonb_typeof(given -> 'jpeg') is distinct from 'string' then
		return private.refused('bad_request');
	elsif private.is_half_restored() then
		return private.refused('restoring');
	elsif given -> 'consent' is distinct from 'true'::jsonb then
		return private.refused('consent_missing');
	end if;
	taken := private.taken_at(given);
	if taken is null then
		return private.refused('invalid_date');
	end if;
	picture := private.bytes_of(given ->> 'jpeg');
	if octet_length(picture) > 61440 then
		return private.refused('too_large');
	end if;
	fault := case when picture is null then 'not_an_image' else private.photo_fault(picture) end;
	if fault is not null then
		return private.refused(fault);
	elsif exists (select from jangkau.photo o where o.id = photo)
		or exists (select from jangkau.tombstone t where t.entity = 'photo' and t.row_id = photo) then
		return '{"ok":true,"duplicate":true}';
	end if;
	perform set_config('lock_timeout', '2s', true);
	fault := private.store_photo(photo, house, taken, picture);
	if fault is not null then
		return private.refused(fault);
	end if;
	perform private.audit('photo_stored', 'photo', photo, null, jsonb_build_object('household', house));
	return '{"ok":true}';
exception when query_canceled or others then
	-- Nothing was kept: the phone sends it again. No message: it may quote the picture.
	return private.refused('busy');
end $$;

-- photo_pull({household_id?, held, limit?}): {ok, photos: [{id, household_id, taken_at, jpeg}], more}: the
-- newest picture of each of her houses that the phone does not hold. A kader may ask for all of hers; staff,
-- whose houses are thousands, for one house at a time, which is logged. Who sees totals alone sees none.
create function public.photo_pull(p text) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
	me jangkau.membership := private.caller();
	given jsonb := private.request_of(p, 262144);
	house uuid := private.uuid_of(given ->> 'household_id');
	held uuid[];
	most integer := case when jsonb_typeof(given -> 'limit') = 'number'
		then least(greatest((given ->> 'limit')::numeric, 1), 8)::integer else 3 end;
	photos jsonb;
begin
	if octet_length(p) > 262144 then
		return private.refused('too_large');
	elsif me.id is null then
		return private.refused('no_membership');
	elsif me.role not in ('kader', 'health_worker', 'planner') then
		return private.refused('forbidden');
	elsif given is null or jsonb_typeof(given -> 'held') is distinct from 'array'
		or (house is null and (me.role <> 'kader' or given ? 'household_id')) then
		return private.refused('bad_request');
	end if;
	held := array(select private.uuid_of(h) from jsonb_array_elements_text(given -> 'held') h);
	select coalesce(jsonb_agg(jsonb_build_object('id', found.id, 'household_id', found.household_id,
		'taken_at', private.wire_time(found.taken_at),
		'jpeg', translate(encode(found.jpeg, 'base64'), E'\n', '')) order by found.id), '[]')
	into photos
	from (
		select newest.* from (
			select distinct on (o.household_id) o.id, o.household_id, o.taken_at, o.jpeg
			from jangkau.photo o where house is null or o.household_id = house
			order by o.household_id, o.taken_at desc, o.id desc
		) newest
		where not coalesce(newest.id = any (held), false)
		order by newest.id limit most + 1
	) found;
	if me.role <> 'kader' and jsonb_array_length(photos) > 0 then
		perform private.audit('photo_read', 'household', house, null);
	end if;
	return jsonb_build_object('ok', true, 'more', jsonb_array_length(photos) > most,
		'photos', case when jsonb_array_length(photos) > most then photos - most else photos end);
exception when query_canceled or others then
	return private.refused('busy');
end $$;

-- photo_delete({id}): {ok}. By who sees the family: its kader, the midwife of the desa, the planner. It leaves
-- every phone with its next pull, and no phone can bring it back.
create function public.photo_delete(p text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
	me jangkau.membership := private.caller();
	photo uuid := private.argument_uuid(private.argument_object(p), 'id');
	territories uuid[];
	areas uuid[];
	house uuid;
begin
	if me.id is null then
		return private.refused('no_membership');
	end if;
	territories := private.scope_ids('territory');
	areas := private.scope_ids('person_area');
	delete from jangkau.photo o
	where o.id = photo and (o.territory_id = any (territories) or o.area_id = any (areas))
	returning o.household_id into house;
	if house is null then
		return private.refused('not_found');
	end if;
	update jangkau.consent c set withdrawn_on = greatest(c.given_on, private.day_at_house(house, now()))
	where c.id = photo and c.withdrawn_on is null;
	perform private.audit('photo_deleted', 'photo', photo, null, jsonb_build_object('household', house));
	return '{"ok":true}';
exception when others then
	return private.refused('busy');
end $$;

do $$
declare
	name text;
begin
	foreach name in array array['photo_push', 'photo_pull', 'photo_delete'] loop
		execute format('revoke all on function public.%I(text) from public, anon', name);
		execute format('grant execute on function public.%I(text) to authenticated', name);
	end loop;
end $$;
