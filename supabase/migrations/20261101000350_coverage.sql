-- Coverage: one definition (docs/metrics.md), computed here for reports and for the cube that
-- viewers pull, and in src/lib/domain/coverage.ts on the device. Small numbers are suppressed here.

-- How far the cube is computed: the horizon below which every change is already in it.
create table jangkau.coverage_state (
	only_row boolean primary key default true check (only_row),
	horizon xid8 not null default '0',
	day date
);
insert into jangkau.coverage_state default values;
alter table jangkau.coverage_state enable row level security;

-- The span of an indicator that ends with a month: the month itself, its quarter or its year so far.
create function private.span_start(p_month text, p_span text) returns date
language sql immutable set search_path = '' as $$
	select case p_span
		when 'month' then (p_month || '-01')::date
		when 'quarter' then date_trunc('quarter', (p_month || '-01')::date)::date
		when 'year' then date_trunc('year', (p_month || '-01')::date)::date
	end
$$;

create function private.month_end(p_month text) returns date
language sql immutable set search_path = '' as $$
	select ((p_month || '-01')::date + interval '1 month' - interval '1 day')::date
$$;

-- Each registered household of the areas, whether a visit of the span was completed, and if not, why.
-- A corrected visit does not count; its correction does. The reasons exclude each other, in this order.
create function private.household_coverage(p_areas uuid[], p_from date, p_to date)
returns table (
	household_id uuid,
	area_id uuid,
	visited boolean,
	missed_because text
)
language sql stable security definer set search_path = '' as $$
	with standing as (
		select visit.household_id,
			bool_or(visit.outcome = 'completed') as visited,
			bool_or(visit.outcome <> 'completed') as tried
		from jangkau.visit
		where visit.area_id = any (p_areas)
			and visit.visited_on between p_from and p_to
			and not exists (
				select from jangkau.visit as correction where correction.corrects_id = visit.id
			)
		group by visit.household_id
	), planned as (
		select distinct visit_plan.household_id
		from jangkau.visit_plan
		where visit_plan.area_id = any (p_areas)
			and visit_plan.due_on between p_from and p_to
			and visit_plan.status = 'planned'
	)
	select household.id, household.area_id,
		coalesce(standing.visited, false),
		case
			when standing.visited then null
			when standing.tried then 'tried'
			when kader.id is null or not kader.active then 'no_kader'
			when planned.household_id is not null then 'planned'
			else 'unplanned'
		end
	from jangkau.household
	left join standing on standing.household_id = household.id
	left join planned on planned.household_id = household.id
	left join jangkau.territory on territory.id = household.territory_id and territory.active
	left join jangkau.kader on kader.id = territory.kader_id
	where household.area_id = any (p_areas)
		and household.status = 'active'
		and household.registered_on <= p_to
$$;

-- The same, counted for each area and everything above it.
create function private.coverage_counts(p_areas uuid[], p_from date, p_to date)
returns table (
	area_id uuid,
	numerator integer,
	denominator integer,
	tried integer,
	no_kader integer,
	planned integer,
	unplanned integer
)
language sql stable security definer set search_path = '' as $$
	select area_ancestor.ancestor_id,
		count(*) filter (where coverage.visited)::integer,
		count(*)::integer,
		count(*) filter (where coverage.missed_because = 'tried')::integer,
		count(*) filter (where coverage.missed_because = 'no_kader')::integer,
		count(*) filter (where coverage.missed_because = 'planned')::integer,
		count(*) filter (where coverage.missed_because = 'unplanned')::integer
	from private.household_coverage(p_areas, p_from, p_to) as coverage
	join jangkau.area_ancestor on area_ancestor.area_id = coverage.area_id
	group by area_ancestor.ancestor_id
$$;

-- Which areas must not show their numbers. Primary: fewer than ten households, or one to four
-- visited, or one to four missed. Complementary: where hiding one part of a parent would leave it
-- to be had by subtraction, the next smallest part is hidden too. Households that belong to the
-- parent itself are a part like any other. Source: two-way complementary suppression as in
-- statistical disclosure control handbooks, on one additive dimension (the area tree).
create function private.suppressed_areas(p_counts jsonb) returns uuid[]
language plpgsql security definer set search_path = '' as $$
declare
	hidden uuid[];
	added uuid[];
begin
	create temporary table if not exists pg_temp.coverage_part (
		area_id uuid, parent_id uuid, numerator integer, denominator integer
	) on commit drop;
	truncate pg_temp.coverage_part;
	insert into pg_temp.coverage_part
	select area.id, area.parent_id, (entry.value ->> 0)::integer, (entry.value ->> 1)::integer
	from pg_catalog.jsonb_each(p_counts) as entry
	join jangkau.area on area.id = entry.key::uuid;
	-- The rest of a parent: what none of its children holds. It is never shown, only guarded.
	insert into pg_temp.coverage_part
	select null, parent.area_id,
		parent.numerator - coalesce(sum(child.numerator), 0)::integer,
		parent.denominator - coalesce(sum(child.denominator), 0)::integer
	from pg_temp.coverage_part as parent
	join pg_temp.coverage_part as child on child.parent_id = parent.area_id
	group by parent.area_id, parent.numerator, parent.denominator
	having parent.denominator > coalesce(sum(child.denominator), 0);
	select coalesce(array_agg(part.area_id), '{}') into hidden
	from pg_temp.coverage_part as part
	where part.area_id is not null and private.is_small(part.numerator, part.denominator);
	loop
		select array_agg(distinct pick.area_id) into added
		from (
			select part.parent_id,
				bool_or(part.area_id is null and private.is_small(part.numerator, part.denominator)) as small_rest,
				count(*) filter (where part.area_id = any (hidden)) as hidden_parts,
				sum(part.denominator) filter (where part.area_id = any (hidden)) as hidden_households
			from pg_temp.coverage_part as part
			where part.parent_id is not null and not (part.parent_id = any (hidden))
			group by part.parent_id
		) as parent
		cross join lateral (
			select part.area_id
			from pg_temp.coverage_part as part
			where part.parent_id = parent.parent_id
				and part.area_id is not null
				and not (part.area_id = any (hidden))
				and part.denominator > 0
			order by part.denominator, part.area_id
			limit 1
		) as pick
		where (parent.hidden_parts + parent.small_rest::integer) = 1;
		exit when added is null;
		hidden := hidden || added;
	end loop;
	-- A parent whose only part is hidden would say the same number.
	select hidden || coalesce(array_agg(parent.area_id), '{}') into hidden
	from pg_temp.coverage_part as parent
	where not (parent.area_id = any (hidden))
		and (select count(*) from pg_temp.coverage_part as part
			where part.parent_id = parent.area_id and part.denominator > 0) = 1
		and exists (select from pg_temp.coverage_part as part
			where part.parent_id = parent.area_id and part.area_id = any (hidden));
	return hidden;
end
$$;

-- Fewer than ten households, or a count of one to four on either side.
create function private.is_small(p_numerator integer, p_denominator integer) returns boolean
language sql immutable set search_path = '' as $$
	select p_denominator between 1 and 9
		or p_numerator between 1 and 4
		or p_denominator - p_numerator between 1 and 4
$$;

-- The reasons of one area for missing households, as shown to viewers: a count of one to four is
-- hidden, and a second one with it, since the reasons add up to what was missed.
create function private.shown_reasons(p_reasons jsonb) returns jsonb
language sql immutable set search_path = '' as $$
	with reason as (
		select entry.key, (entry.value)::text::integer as n
		from pg_catalog.jsonb_each(p_reasons) as entry
	), small as (
		select count(*) as parts from reason where n between 1 and 4
	), companion as (
		select reason.key from reason, small
		where small.parts = 1 and reason.n > 4
		order by reason.n, reason.key limit 1
	)
	select jsonb_object_agg(reason.key, case
		when reason.n between 1 and 4 or reason.key in (select key from companion) then null
		else reason.n
	end)
	from reason
$$;

-- Puts one month of the cube in order; touches only cells whose numbers changed.
create function private.refresh_coverage_month(p_month text) returns void
language plpgsql security definer set search_path = '' as $$
declare
	all_areas uuid[];
	span text;
	hidden uuid[];
	revised timestamptz;
begin
	select array_agg(area.id) into all_areas from jangkau.area;
	-- A month is published when the next one has begun; a change after that is a revision.
	revised := case when now() >= private.month_end(p_month) + interval '2 days' then now() end;
	foreach span in array array['month', 'quarter', 'year'] loop
		create temporary table if not exists pg_temp.coverage_count (
			area_id uuid, numerator integer, denominator integer,
			tried integer, no_kader integer, planned integer, unplanned integer
		) on commit drop;
		truncate pg_temp.coverage_count;
		insert into pg_temp.coverage_count
		select * from private.coverage_counts(all_areas, private.span_start(p_month, span), private.month_end(p_month));
		hidden := private.suppressed_areas((
			select coalesce(jsonb_object_agg(area_id, jsonb_build_array(numerator, denominator)), '{}')
			from pg_temp.coverage_count
		));
		insert into jangkau.coverage_cell as cell
			(id, area_id, month, indicator, target_group, numerator, denominator, suppressed, computed_at)
		select gen_random_uuid(), count.area_id, p_month, part.indicator || '.' || span, 'all',
			case when part.suppressed then null else part.n end,
			case when private.is_small(0, count.denominator) then null else part.total end,
			part.suppressed, now()
		from pg_temp.coverage_count as count
		cross join lateral (
			select private.shown_reasons(jsonb_build_object(
				'tried', count.tried, 'no_kader', count.no_kader,
				'planned', count.planned, 'unplanned', count.unplanned)) as shown
		) as reasons
		cross join lateral (
			select 'household_visited' as indicator, count.numerator as n, count.denominator as total,
				count.area_id = any (hidden) as suppressed
			union all
			select 'missed_' || entry.key, (entry.value #>> '{}')::integer,
				case when count.area_id = any (hidden) then null else count.denominator - count.numerator end,
				count.area_id = any (hidden) or entry.value = 'null'
			from pg_catalog.jsonb_each(reasons.shown) as entry
		) as part
		on conflict (area_id, month, indicator, target_group) do update
		set numerator = excluded.numerator, denominator = excluded.denominator,
			suppressed = excluded.suppressed, computed_at = excluded.computed_at,
			revised_at = coalesce(revised, cell.revised_at)
		where (cell.numerator, cell.denominator, cell.suppressed)
			is distinct from (excluded.numerator, excluded.denominator, excluded.suppressed);
	end loop;
end
$$;

-- How many active kader of each area have synchronised within a week: freshness, not performance.
create function private.refresh_kader_freshness(p_month text) returns void
language sql security definer set search_path = '' as $$
	insert into jangkau.coverage_cell as cell
		(id, area_id, month, indicator, target_group, numerator, denominator, suppressed, computed_at)
	select gen_random_uuid(), area_ancestor.ancestor_id, p_month, 'kader_synced.week', 'all',
		count(*) filter (where seen.last_seen_at > now() - interval '7 days'), count(*), false, now()
	from jangkau.kader
	join jangkau.area_ancestor on area_ancestor.area_id = kader.area_id
	left join jangkau.membership on membership.kader_id = kader.id
	left join lateral (
		select max(device.last_seen_at) as last_seen_at
		from jangkau.device where device.membership_id = membership.id
	) as seen on true
	where kader.active
	group by area_ancestor.ancestor_id
	on conflict (area_id, month, indicator, target_group) do update
	set numerator = excluded.numerator, denominator = excluded.denominator, computed_at = excluded.computed_at
	where (cell.numerator, cell.denominator) is distinct from (excluded.numerator, excluded.denominator)
$$;

-- Brings the cube up to date when something changed since the last time. The advisory lock keeps two
-- viewers from doing the same work.
create function private.refresh_coverage() returns void
language plpgsql security definer set search_path = '' as $$
declare
	since xid8;
	done_on date;
	upto xid8 := pg_snapshot_xmin(pg_current_snapshot());
	first_month text;
	this_month text := to_char(now(), 'YYYY-MM');
	month text;
begin
	if not pg_try_advisory_xact_lock(hashtext('jangkau.coverage')) then
		return;
	end if;
	select horizon, day into since, done_on from jangkau.coverage_state;
	-- A restored database counts transactions anew: everything is then newer than the horizon says.
	if since > upto then
		since := '0';
	end if;
	select min(to_char(changed.day, 'YYYY-MM')) into first_month
	from (
		select visited_on as day from jangkau.visit where xid >= since
		union all
		select least(due_on, current_date) from jangkau.visit_plan where xid >= since
		union all
		-- A household that came, went or changed hands alters every month that is still open.
		select date_trunc('quarter', now())::date
		where exists (select from jangkau.household where xid >= since)
			or exists (select from jangkau.territory where xid >= since)
			or exists (select from jangkau.kader where xid >= since)
	) as changed;
	if first_month is null and done_on = current_date then
		return;
	end if;
	-- A year back is as far as a late visit may change published figures.
	first_month := greatest(coalesce(first_month, this_month), to_char(now() - interval '11 months', 'YYYY-MM'));
	for month in
		select to_char(series.at, 'YYYY-MM')
		from generate_series((first_month || '-01')::timestamp, (this_month || '-01')::timestamp, interval '1 month') as series (at)
	loop
		perform private.refresh_coverage_month(month);
	end loop;
	perform private.refresh_kader_freshness(this_month);
	update jangkau.coverage_state set horizon = upto, day = current_date;
end
$$;

-- Grid cells of ten households or more. A square is quartered as long as that leaves no quarter with
-- fewer than ten; quarters that hold fewer are joined to the least populous other one, so that a house
-- standing alone never has a cell of its own. Coordinates are whole steps of a fixed grid.
create function private.grid_split(
	p_x integer[], p_y integer[], p_visited boolean[], p_x0 integer, p_y0 integer, p_size integer
)
returns table (x integer, y integer, size integer, households integer, visited integer)
language plpgsql immutable set search_path = '' as $$
declare
	half integer := p_size / 2;
	quarter record;
	smallest record;
	strays_x integer[];
	strays_y integer[];
	strays_visited boolean[];
begin
	if coalesce(cardinality(p_x), 0) < 10 then
		return;
	end if;
	if half >= 1 then
		select array_agg(point.x), array_agg(point.y), array_agg(point.visited)
		into strays_x, strays_y, strays_visited
		from (
			select point.*, count(*) over (partition by point.x >= p_x0 + half, point.y >= p_y0 + half) as n
			from unnest(p_x, p_y, p_visited) as point (x, y, visited)
		) as point
		where point.n < 10;
		select part.* into smallest
		from (
			select (point.x >= p_x0 + half) as east, (point.y >= p_y0 + half) as north, count(*) as n
			from unnest(p_x, p_y, p_visited) as point (x, y, visited)
			group by 1, 2
			having count(*) >= 10
		) as part
		order by part.n, part.east, part.north
		limit 1;
	end if;
	if half < 1 or smallest is null then
		return query select p_x0, p_y0, p_size, cardinality(p_x),
			(select count(*) filter (where seen)::integer from unnest(p_visited) as seen);
		return;
	end if;
	for quarter in
		select (point.x >= p_x0 + half) as east, (point.y >= p_y0 + half) as north,
			array_agg(point.x) as xs, array_agg(point.y) as ys, array_agg(point.visited) as seen
		from unnest(p_x, p_y, p_visited) as point (x, y, visited)
		group by 1, 2
		having count(*) >= 10
		order by 1, 2
	loop
		if strays_x is not null and quarter.east = smallest.east and quarter.north = smallest.north then
			return query select p_x0 + case when quarter.east then half else 0 end,
				p_y0 + case when quarter.north then half else 0 end, half,
				cardinality(quarter.xs) + cardinality(strays_x),
				(select count(*) filter (where seen)::integer from unnest(quarter.seen || strays_visited) as seen);
		else
			return query select * from private.grid_split(quarter.xs, quarter.ys, quarter.seen,
				p_x0 + case when quarter.east then half else 0 end,
				p_y0 + case when quarter.north then half else 0 end, half);
		end if;
	end loop;
end
$$;

-- coverage_grid({area_id, month, span}): cells for the heat map of an area, for anyone who may see
-- its aggregates. Shares come in steps of five percent and counts in steps of five.
create function public.coverage_grid(p text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
	argument jsonb := private.request_of(p, 65536);
	wanted uuid;
	month text;
	span text;
	areas uuid[];
	-- 1/1024 of a degree, about 109 m on the equator: the finest cell.
	step constant double precision := 1.0 / 1024;
	side constant integer := 32768;
	result jsonb;
begin
	if argument is null then
		return jsonb_build_object('ok', false, 'code', 'bad_request');
	end if;
	month := argument ->> 'month';
	span := coalesce(argument ->> 'span', 'month');
	if month !~ '^[0-9]{4}-(0[1-9]|1[0-2])$' or month is null or span not in ('month', 'quarter', 'year')
		or coalesce(argument ->> 'area_id', '') !~ '^[0-9a-fA-F-]{36}$' then
		return jsonb_build_object('ok', false, 'code', 'bad_request');
	end if;
	wanted := (argument ->> 'area_id')::uuid;
	if not (wanted = any (private.scope_ids('aggregate_area'))) then
		return jsonb_build_object('ok', false, 'code', 'forbidden');
	end if;
	select array_agg(area_ancestor.area_id) into areas
	from jangkau.area_ancestor where area_ancestor.ancestor_id = wanted;
	select jsonb_agg(jsonb_build_object(
		'lng', (cell.x + cell.size / 2.0) * step - 180,
		'lat', (cell.y + cell.size / 2.0) * step - 90,
		'size_deg', cell.size * step,
		'households', cell.households / 5 * 5,
		'weight', round((1 - cell.visited::numeric / cell.households) * 20) / 20
	) order by cell.y, cell.x) into result
	from (
		select array_agg(floor((extensions.st_x(household.location) + 180) / step)::integer) as xs,
			array_agg(floor((extensions.st_y(household.location) + 90) / step)::integer) as ys,
			array_agg(coverage.visited) as seen
		from private.household_coverage(areas, private.span_start(month, span), private.month_end(month)) as coverage
		join jangkau.household on household.id = coverage.household_id
		where household.location is not null
	) as points
	-- The root square is the one that holds the first point's 32-degree block: every kabupaten fits.
	cross join lateral private.grid_split(
		points.xs, points.ys, points.seen,
		points.xs[1] / side * side, points.ys[1] / side * side, side
	) as cell;
	return jsonb_build_object('ok', true, 'cells', coalesce(result, '[]'), 'computed_at', now());
exception when others then
	return jsonb_build_object('ok', false, 'code', 'failed');
end
$$;

revoke execute on function private.household_coverage(uuid[], date, date) from public;
revoke execute on function private.coverage_counts(uuid[], date, date) from public;
revoke execute on function private.suppressed_areas(jsonb) from public;
revoke execute on function private.refresh_coverage_month(text) from public;
revoke execute on function private.refresh_kader_freshness(text) from public;
revoke execute on function private.refresh_coverage() from public;
revoke execute on function private.grid_split(integer[], integer[], boolean[], integer, integer, integer) from public;
revoke execute on function public.coverage_grid(text) from public, anon;
grant execute on function public.coverage_grid(text) to authenticated;

-- coverage_refresh({}): a viewer asks for it before she pulls. It cannot be part of the pull: what a
-- transaction writes is above the horizon of its own pull.
create function public.coverage_refresh(p text) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
	if private.scope_ids('aggregate_area') is null or cardinality(private.scope_ids('aggregate_area')) = 0 then
		return jsonb_build_object('ok', false, 'code', 'forbidden');
	end if;
	perform private.refresh_coverage();
	return jsonb_build_object('ok', true);
exception when others then
	return jsonb_build_object('ok', false, 'code', 'failed');
end
$$;
revoke execute on function public.coverage_refresh(text) from public, anon;
grant execute on function public.coverage_refresh(text) to authenticated;
