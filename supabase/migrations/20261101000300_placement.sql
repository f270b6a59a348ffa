-- Where a personal row belongs. A household's area and territory are stored, never computed when
-- access is decided; everything that hangs on a household follows it. See docs/sync.md.
--
-- What is asked for every row is plpgsql even where SQL would do: it keeps its plan for the session,
-- an SQL function with a search_path of its own is planned anew at every call.

create index area_boundary on jangkau.area using gist (boundary);

-- Time zone of the puskesmas that serves an area; western Indonesia where none does yet.
create function private.zone_of_area(area uuid) returns text
language plpgsql stable security definer set search_path = '' as $$
begin
	return (
		select coalesce((
			select f.time_zone
			from jangkau.area_ancestor up
			join jangkau.facility_area s on s.area_id = up.ancestor_id
			join jangkau.facility f on f.id = s.facility_id and f.kind = 'puskesmas'
			where up.area_id = area
			order by up.depth, f.id
			limit 1
		), 'Asia/Jakarta')
	);
end $$;

create function private.today_in(area uuid) returns date
language sql stable set search_path = '' as $$
	select (now() at time zone private.zone_of_area(area))::date
$$;

create function private.village_of(area uuid) returns uuid
language plpgsql stable security definer set search_path = '' as $$
begin
	return (
		select coalesce((
			select a.id from jangkau.area_ancestor up join jangkau.area a on a.id = up.ancestor_id
			where up.area_id = area and a.kind = 'village'
		), area)
	);
end $$;

create function private.is_within(area uuid, above uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
	return (
		select exists (select from jangkau.area_ancestor where area_id = area and ancestor_id = above)
	);
end $$;

-- The smallest area at a point, inside `top` or anywhere when top is null. A point just outside
-- (0.0005 degrees, about 55 m) counts for the nearest area: that is what a phone's GPS and a
-- boundary drawn from a paper map are worth.
create function private.area_at(point extensions.geometry, top uuid) returns uuid
language plpgsql stable security definer set search_path = '' as $$
begin
	return (
		select a.id
		from jangkau.area a
		where a.valid_to is null
			and extensions.st_dwithin(a.boundary, point, 0.0005)
			and (top is null or private.is_within(a.id, top))
		order by extensions.st_distance(a.boundary, point),
			(select max(up.depth) from jangkau.area_ancestor up where up.area_id = a.id) desc,
			a.id
		limit 1
	);
end $$;

create function private.has_boundaries(top uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
	return (
		select exists (
			select from jangkau.area_ancestor up join jangkau.area a on a.id = up.area_id
			where up.ancestor_id = top and a.boundary is not null and a.valid_to is null
		)
	);
end $$;

-- The territory of a published plan at a point; only one kader's when she is given.
create function private.territory_at(point extensions.geometry, area uuid, of_kader uuid) returns uuid
language plpgsql stable security definer set search_path = '' as $$
begin
	return (
		select t.id
		from jangkau.territory t
		join jangkau.territory_plan p on p.id = t.plan_id and p.status = 'published'
		left join jangkau.area_ancestor up on up.area_id = area and up.ancestor_id = p.area_id
		where t.active
			and extensions.st_covers(t.boundary, point)
			and (t.kader_id = of_kader or (of_kader is null and up.area_id is not null))
		order by up.depth nulls last, t.number
		limit 1
	);
end $$;

create type private.place as (area_id uuid, territory_id uuid);

-- A business refusal inside a mutation: the message is the code that the device receives.
create function private.refuse(code text) returns void
language plpgsql set search_path = '' as $$
begin
	raise exception using errcode = 'JK001', message = code;
end $$;

create function private.place_for_kader(
	kader uuid, area uuid, point extensions.geometry
) returns private.place
language plpgsql stable security definer set search_path = '' as $$
declare
	home jangkau.territory;
	village uuid;
	placed private.place;
begin
	select t.* into home from jangkau.territory t
	where t.kader_id = kader and t.active order by t.number, t.id limit 1;
	if home.id is null then
		perform private.refuse('no_territory');
	end if;
	village := private.village_of(home.area_id);
	if point is not null then
		placed.area_id := private.area_at(point, village);
		if placed.area_id is null and private.has_boundaries(village) then
			perform private.refuse('outside_every_area');
		end if;
		placed.territory_id := private.territory_at(point, placed.area_id, kader);
	end if;
	if placed.area_id is null and private.is_within(area, village) then
		placed.area_id := area;
	end if;
	placed.area_id := coalesce(placed.area_id, home.area_id);
	placed.territory_id := coalesce(placed.territory_id, home.id);
	return placed;
end $$;

create function private.place_for_staff(area uuid, point extensions.geometry) returns private.place
language plpgsql stable security definer set search_path = '' as $$
declare
	village uuid := private.village_of(area);
	found_area uuid;
	placed private.place;
begin
	if area is null and point is null then
		perform private.refuse('area_missing');
	end if;
	placed.area_id := area;
	if point is not null then
		found_area := private.area_at(point, village);
		if found_area is null and (area is null or private.has_boundaries(village)) then
			perform private.refuse('outside_every_area');
		end if;
		-- The place on the map is more exact than "somewhere in the desa".
		if area is null or private.is_within(found_area, area) then
			placed.area_id := found_area;
		end if;
		placed.territory_id := private.territory_at(point, placed.area_id, null);
	end if;
	return placed;
end $$;

-- Whether a house may be lent into a territory, by whom it is asked: held by a kader of theirs, where
-- they may see the families.
create function private.may_lend_to(territory uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
	return exists (
		select from jangkau.territory t
		join jangkau.kader k on k.id = t.kader_id and k.active
		where t.id = territory and t.active and t.area_id = any (private.scope_ids('person_area')));
end $$;

-- Where a house stands once nobody else visits it any more: where it stood, or where a plan made since
-- has it.
create function private.home_territory(h jangkau.household) returns uuid
language plpgsql stable security definer set search_path = '' as $$
begin
	if h.lent_from is null or exists (
		select from jangkau.territory t where t.id = h.lent_from and t.active) then
		return h.lent_from;
	end if;
	return private.territory_at(h.location, h.area_id, null);
end $$;

-- A house that is lent out is visited by another kader until a day: it moves to her phone whole, and back.
create function private.lend(was jangkau.household, wanted jangkau.household) returns jangkau.household
language plpgsql stable set search_path = '' as $$
begin
	wanted.lent_from := was.lent_from;
	if wanted.lent_to is null then
		if was.lent_to is not null then
			wanted.territory_id := private.home_territory(was);
		end if;
		wanted.lent_from := null;
		wanted.lent_until := null;
		return wanted;
	end if;
	if wanted.lent_until is null or wanted.lent_until > current_date + 100 then
		perform private.refuse('invalid_date');
	end if;
	if wanted.lent_to is distinct from was.lent_to then
		if not private.may_lend_to(wanted.lent_to) then
			perform private.refuse('kader_foreign');
		end if;
		if was.lent_to is null then
			wanted.lent_from := was.territory_id;
		end if;
		wanted.territory_id := wanted.lent_to;
	end if;
	-- Lent to whose it is anyway: it has come home.
	if wanted.lent_to = wanted.lent_from then
		wanted.lent_to := null;
		wanted.lent_until := null;
		wanted.lent_from := null;
	end if;
	return wanted;
end $$;

-- Houses whose last day is over go home. Whoever calls next brings it about: there is no clock of its own
-- on every backend. A house that somebody is just writing comes with the next call.
create function private.end_loans() returns void
language plpgsql security definer set search_path = '' as $$
begin
	if not exists (select from jangkau.household where lent_until <= current_date) then
		return;
	end if;
	update jangkau.household h
	set territory_id = private.home_territory(h), lent_to = null, lent_until = null, lent_from = null
	where h.id in (
		select o.id from jangkau.household o
		where o.lent_until <= current_date and o.lent_until < private.today_in(o.area_id)
		order by o.id for no key update skip locked);
end $$;

-- Security invoker on purpose: the role tells a client's write, whose placement is decided here,
-- from the server's own (publishing, restore, demo data), which is taken as it is.
create function private.place_household() returns trigger
language plpgsql set search_path = '' as $$
declare
	me jangkau.membership;
	placed private.place;
begin
	if current_user not in ('authenticated', 'anon') then
		return new;
	end if;
	me := private.caller();
	if tg_op = 'INSERT' then
		new.created_by := me.id;
		if me.role = 'kader' then
			placed := private.place_for_kader(me.kader_id, new.area_id, new.location);
		else
			placed := private.place_for_staff(new.area_id, new.location);
		end if;
		new.area_id := placed.area_id;
		new.territory_id := placed.territory_id;
		return new;
	end if;
	new.created_by := old.created_by;
	new.territory_id := old.territory_id;
	new := private.lend(old, new);
	if me.role = 'kader' then
		new.area_id := old.area_id;
	end if;
	if new.location is not null and new.location::text is distinct from old.location::text then
		placed := private.place_for_staff(private.village_of(new.area_id), new.location);
		if new.area_id = old.area_id then
			new.area_id := placed.area_id;
		end if;
	end if;
	-- A kader who mends a location keeps the house; only a planner's change of area moves it.
	if me.role <> 'kader' and new.area_id is distinct from old.area_id then
		placed := private.place_for_staff(new.area_id, new.location);
		new.territory_id := placed.territory_id;
		new.lent_to := null;
		new.lent_until := null;
		new.lent_from := null;
	end if;
	return new;
end $$;
create trigger place before insert or update on jangkau.household
	for each row execute function private.place_household();

-- Everything of a household stands where the household stands, whatever the client sent.
create function private.place_with_household() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
	select h.area_id, h.territory_id into new.area_id, new.territory_id
	from jangkau.household h where h.id = new.household_id;
	if not found then
		raise foreign_key_violation using message = 'household';
	end if;
	return new;
end $$;

create trigger place before insert or update on jangkau.member
	for each row execute function private.place_with_household();
create trigger place before insert or update on jangkau.visit
	for each row execute function private.place_with_household();
create trigger place before insert or update on jangkau.consent
	for each row execute function private.place_with_household();
create trigger place before insert or update on jangkau.photo
	for each row execute function private.place_with_household();

-- The puskesmas that answers for a place: of those that serve the smallest area around it the one of who
-- was there, else always the same one.
create function private.owning_puskesmas(area uuid, visit uuid) returns uuid
language plpgsql stable security definer set search_path = '' as $$
declare
	hers uuid;
begin
	select coalesce(m.puskesmas_id, k.puskesmas_id) into hers
	from jangkau.visit v join jangkau.membership m on m.id = v.membership_id
	left join jangkau.kader k on k.id = m.kader_id where v.id = visit;
	return (
		select f.id
		from jangkau.area_ancestor up
		join jangkau.facility_area s on s.area_id = up.ancestor_id
		join jangkau.facility f on f.id = s.facility_id and f.kind = 'puskesmas'
		where up.area_id = area
		order by up.depth, f.id is distinct from hers, f.id limit 1
	);
end $$;

-- A case stands with its household, and goes on being the same puskesmas' until the household moves.
create function private.place_finding() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
	owner uuid := new.puskesmas_id;
begin
	select h.area_id, h.territory_id into new.area_id, new.territory_id
	from jangkau.household h where h.id = new.household_id;
	if not found then
		raise foreign_key_violation using message = 'household';
	end if;
	if tg_op = 'INSERT' or new.area_id is distinct from old.area_id or owner is null then
		new.puskesmas_id := private.owning_puskesmas(new.area_id, new.visit_id);
	end if;
	return new;
end $$;
create trigger place before insert or update on jangkau.finding
	for each row execute function private.place_finding();

-- A planned visit is also the job of whoever holds the territory now.
create function private.place_visit_plan() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
	-- In a territory that nobody holds it is nobody's: the one before has no way to it any more.
	select h.area_id, h.territory_id, case when t.id is null then new.kader_id else t.kader_id end
	into new.area_id, new.territory_id, new.kader_id
	from jangkau.household h left join jangkau.territory t on t.id = h.territory_id
	where h.id = new.household_id;
	if not found then
		raise foreign_key_violation using message = 'household';
	end if;
	if tg_op = 'UPDATE' and new.status <> 'planned' then
		new.kader_id := old.kader_id;
	end if;
	new.from_on := coalesce(new.from_on, to_date(new.period, 'YYYY-MM'));
	return new;
end $$;
create trigger place before insert or update on jangkau.visit_plan
	for each row execute function private.place_visit_plan();

create function private.place_follow_up() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
	select f.area_id, f.territory_id into new.area_id, new.territory_id
	from jangkau.finding f where f.id = new.finding_id;
	if not found then
		raise foreign_key_violation using message = 'finding';
	end if;
	return new;
end $$;
create trigger place before insert or update on jangkau.follow_up
	for each row execute function private.place_follow_up();

create function private.place_attendance() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
	select m.area_id, m.territory_id into new.area_id, new.territory_id
	from jangkau.member m where m.id = new.member_id;
	if not found then
		raise foreign_key_violation using message = 'member';
	end if;
	return new;
end $$;
create trigger place before insert or update on jangkau.attendance
	for each row execute function private.place_attendance();

-- A day stands where its posyandu does. What took place is neither called off nor moved by whoever did
-- not know yet.
create function private.place_posyandu_session() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
	select f.area_id into new.area_id from jangkau.facility f
	where f.id = new.posyandu_id and f.kind = 'posyandu';
	if not found then
		raise foreign_key_violation using message = 'posyandu';
	end if;
	if tg_op = 'UPDATE' and old.status = 'held' then
		new.status := 'held';
		new.held_on := old.held_on;
	end if;
	if new.status <> 'cancelled' then
		new.reason := null;
	end if;
	return new;
end $$;
create trigger place before insert or update on jangkau.posyandu_session
	for each row execute function private.place_posyandu_session();

-- A new household is held from the day it was registered, but not before its plan.
create function private.assign_new_households() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
	insert into jangkau.household_assignment
		(id, household_id, territory_id, kader_id, area_id, valid_from)
	select gen_random_uuid(), h.id, t.id, t.kader_id, h.area_id,
		greatest(least(h.registered_on, private.today_in(t.area_id)), p.valid_from)
	from added h
	join jangkau.territory t on t.id = h.territory_id
	join jangkau.territory_plan p on p.id = t.plan_id
	on conflict (household_id) where valid_to is null do nothing;
	return null;
end $$;
create trigger assign_new after insert on jangkau.household
	referencing new table as added
	for each statement execute function private.assign_new_households();

-- Set-based: publishing a plan moves thousands of households in one statement.
create function private.follow_households() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
	moved uuid[];
begin
	select array_agg(a.id) into moved
	from after_rows a join before_rows b on b.id = a.id
	where (a.area_id, a.territory_id) is distinct from (b.area_id, b.territory_id);
	if moved is null then
		return null;
	end if;
	-- Each of these passes its own placing trigger, which reads the household again.
	update jangkau.member set area_id = area_id where household_id = any (moved);
	update jangkau.visit set area_id = area_id where household_id = any (moved);
	update jangkau.visit_plan set area_id = area_id where household_id = any (moved);
	update jangkau.finding set area_id = area_id where household_id = any (moved);
	update jangkau.consent set area_id = area_id where household_id = any (moved);
	update jangkau.photo set area_id = area_id where household_id = any (moved);
	update jangkau.follow_up set area_id = area_id where finding_id in (
		select id from jangkau.finding where household_id = any (moved));
	update jangkau.attendance set area_id = area_id where member_id in (
		select id from jangkau.member where household_id = any (moved));

	update jangkau.household_assignment h
	set valid_to = case when h.territory_id is distinct from a.territory_id
			then greatest(h.valid_from, private.today_in(h.area_id)) end,
		area_id = a.area_id
	from after_rows a
	where h.household_id = a.id and h.household_id = any (moved) and h.valid_to is null;
	insert into jangkau.household_assignment
		(id, household_id, territory_id, kader_id, area_id, valid_from)
	select gen_random_uuid(), a.id, t.id, t.kader_id, a.area_id, private.today_in(t.area_id)
	from after_rows a join jangkau.territory t on t.id = a.territory_id
	where a.id = any (moved)
	on conflict (household_id) where valid_to is null do nothing;

	-- One tombstone a household: the device drops what hangs on it with it.
	insert into jangkau.tombstone (entity, row_id, area_id, territory_id, reason)
	select 'household', b.id, null, b.territory_id, 'moved'
	from before_rows b join after_rows a on a.id = b.id
	where b.territory_id is not null and b.territory_id is distinct from a.territory_id;
	insert into jangkau.tombstone (entity, row_id, area_id, territory_id, reason)
	select 'household', b.id, b.area_id, null, 'moved'
	from before_rows b join after_rows a on a.id = b.id
	where b.area_id is distinct from a.area_id;
	return null;
end $$;
create trigger follow after update on jangkau.household
	referencing old table as before_rows new table as after_rows
	for each statement execute function private.follow_households();

-- A territory that changes hands starts a new line of history for each of its households.
create function private.follow_territories() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
	with changed as (
		select a.* from after_rows a join before_rows b on b.id = a.id
		where a.kader_id is distinct from b.kader_id and a.active
	), closed as (
		update jangkau.household_assignment h
		set valid_to = greatest(h.valid_from, private.today_in(h.area_id))
		from changed c where h.territory_id = c.id and h.valid_to is null
		returning h.household_id, h.area_id, c.id as territory_id, c.kader_id
	), planned as (
		update jangkau.visit_plan p set kader_id = c.kader_id
		from changed c where p.territory_id = c.id and p.status = 'planned'
	)
	insert into jangkau.household_assignment
		(id, household_id, territory_id, kader_id, area_id, valid_from)
	select gen_random_uuid(), household_id, territory_id, kader_id, area_id, private.today_in(area_id)
	from closed;
	return null;
end $$;
create trigger follow after update on jangkau.territory
	referencing old table as before_rows new table as after_rows
	for each statement execute function private.follow_territories();

-- A visit fulfils its plan, and the open plans of its month that were to be done by then: who was there
-- saw everybody. A correction first takes back what the corrected visit had fulfilled.
create function private.fulfil_plan() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
	closing text := case
		when new.outcome = 'completed' then 'done'
		when new.outcome in ('moved', 'house_empty') then 'skipped' end;
begin
	if new.corrects_id is not null then
		update jangkau.visit_plan set status = 'planned', visit_id = null
		where visit_id = new.corrects_id;
	end if;
	if closing is not null then
		update jangkau.visit_plan set status = closing, visit_id = new.id
		where household_id = new.household_id and status = 'planned'
			and (id = new.visit_plan_id
				or (from_on <= new.visited_on and period = to_char(new.visited_on, 'YYYY-MM')));
	end if;
	return null;
end $$;
create trigger fulfil_plan after insert on jangkau.visit
	for each row execute function private.fulfil_plan();

-- When something happened by the server's clock: the device's time and how far off it was, but never
-- later than it arrived.
create function private.happened_at(
	device_time timestamptz, offset_ms bigint, received timestamptz
) returns timestamptz
language sql immutable set search_path = '' as $$
	select date_trunc('milliseconds',
		least(device_time + coalesce(offset_ms, 0) * interval '1 millisecond', received))
$$;

-- The state of a case follows from the set of its follow-ups, however late one arrives and whatever a phone
-- believes the date to be. Closing ends it: what comes later is history, until somebody opens it again.
-- Phones decide by the same rule (domain/finding.ts).
create function private.case_state(finding uuid, out status text, out closed_at timestamptz)
language plpgsql stable security definer set search_path = '' as $$
begin
	with steps as (
		select u.status, u.id, private.happened_at(u.at, u.clock_offset_ms, u.received_at) as happened_at
		from jangkau.follow_up u where u.finding_id = finding and u.status <> 'note'
	), since as (
		select s.* from steps s where not exists (
			select from steps again where again.status = 'reopened'
				and (again.happened_at, again.id) > (s.happened_at, s.id))
	), ended as (
		select s.* from since s where s.status in ('closed', 'unresolvable')
		order by s.happened_at, s.id limit 1
	), last as (
		select s.* from since s order by s.happened_at desc, s.id desc limit 1
	)
	select coalesce(ended.status, last.status), ended.happened_at into status, closed_at
	from last left join ended on true;
end $$;

create function private.follow_case() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
	update jangkau.finding f set status = now_is.status, closed_at = now_is.closed_at
	from private.case_state(new.finding_id) now_is
	where f.id = new.finding_id and now_is.status is not null
		and (f.status, f.closed_at) is distinct from (now_is.status, now_is.closed_at);
	return null;
end $$;
create trigger follow_case after insert on jangkau.follow_up
	for each row execute function private.follow_case();

-- Nothing is deleted in daily work; a row erased on a person's request must also leave the phones.
create function private.bury() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
	insert into jangkau.tombstone (entity, row_id, area_id, territory_id, reason)
	values (tg_table_name, old.id, old.area_id, null, 'deleted'),
		(tg_table_name, old.id, null, old.territory_id, 'deleted');
	return null;
end $$;
create trigger bury after delete on jangkau.household for each row execute function private.bury();
create trigger bury after delete on jangkau.member for each row execute function private.bury();
create trigger bury after delete on jangkau.visit for each row execute function private.bury();
create trigger bury after delete on jangkau.visit_plan for each row execute function private.bury();
create trigger bury after delete on jangkau.finding for each row execute function private.bury();
create trigger bury after delete on jangkau.follow_up for each row execute function private.bury();
