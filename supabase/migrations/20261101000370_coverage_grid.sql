-- The heat map of viewers: where households were not visited, coarse enough that no family stands out.

-- Grid cells of ten households or more. A square is quartered as long as that leaves no quarter with
-- fewer than ten; quarters that hold fewer are joined to the least populous other one, so that a house
-- standing alone never has a cell of its own. Coordinates are whole steps of a fixed grid. The key of a
-- cell is that of its households together: another one when another of them was visited.
create function private.grid_split(
	p_x integer[], p_y integer[], p_visited boolean[], p_key bigint[], p_x0 integer, p_y0 integer, p_size integer
)
returns table (x integer, y integer, size integer, households integer, visited integer, key bigint)
language plpgsql immutable set search_path = '' as $$
declare
	half integer := p_size / 2;
	quarter record;
	smallest record;
	strays_x integer[];
	strays_y integer[];
	strays_visited boolean[];
	strays_key bigint[];
begin
	if coalesce(cardinality(p_x), 0) < 10 then
		return;
	end if;
	if half >= 1 then
		select array_agg(point.x), array_agg(point.y), array_agg(point.visited), array_agg(point.key)
		into strays_x, strays_y, strays_visited, strays_key
		from (
			select point.*, count(*) over (partition by point.x >= p_x0 + half, point.y >= p_y0 + half) as n
			from unnest(p_x, p_y, p_visited, p_key) as point (x, y, visited, key)
		) as point
		where point.n < 10;
		select part.* into smallest
		from (
			select (point.x >= p_x0 + half) as east, (point.y >= p_y0 + half) as north, count(*) as n
			from unnest(p_x, p_y, p_visited, p_key) as point (x, y, visited, key)
			group by 1, 2
			having count(*) >= 10
		) as part
		order by part.n, part.east, part.north
		limit 1;
	end if;
	if half < 1 or smallest is null then
		return query select p_x0, p_y0, p_size, cardinality(p_x),
			(select count(*) filter (where seen)::integer from unnest(p_visited) as seen),
			(select bit_xor(one) from unnest(p_key) as one);
		return;
	end if;
	for quarter in
		select (point.x >= p_x0 + half) as east, (point.y >= p_y0 + half) as north,
			array_agg(point.x) as xs, array_agg(point.y) as ys, array_agg(point.visited) as seen,
			array_agg(point.key) as keys
		from unnest(p_x, p_y, p_visited, p_key) as point (x, y, visited, key)
		group by 1, 2
		having count(*) >= 10
		order by 1, 2
	loop
		if strays_x is not null and quarter.east = smallest.east and quarter.north = smallest.north then
			return query select p_x0 + case when quarter.east then half else 0 end,
				p_y0 + case when quarter.north then half else 0 end, half,
				cardinality(quarter.xs) + cardinality(strays_x),
				(select count(*) filter (where seen)::integer from unnest(quarter.seen || strays_visited) as seen),
				(select bit_xor(one) from unnest(quarter.keys || strays_key) as one);
		else
			return query select * from private.grid_split(quarter.xs, quarter.ys, quarter.seen, quarter.keys,
				p_x0 + case when quarter.east then half else 0 end,
				p_y0 + case when quarter.north then half else 0 end, half);
		end if;
	end loop;
end
$$;

-- How many households more, or fewer, a cell says were not visited: two-sided geometric (Ghosh, Roughgarden
-- and Sundararajan 2009), each further one 1/e as likely. So what is shown rules no count out,
-- whatever is known beside it: one household more or less made it at most e times as likely. It hangs on
-- the key alone: who asks again, or for another period in which the same were visited, learns no more.
create function private.grid_noise(p_key bigint) returns integer
language sql immutable set search_path = '' as $$
	select (floor(-ln(one.share)) - floor(-ln(two.share)))::integer
	from (select (('x' || left(md5(p_key || ' one'), 13))::bit(52)::bigint + 0.5) / 2.0 ^ 52) as one (share),
		(select (('x' || left(md5(p_key || ' two'), 13))::bit(52)::bigint + 0.5) / 2.0 ^ 52) as two (share)
$$;

-- coverage_grid({area_id, month, span}): cells for the heat map of an area, for anyone who may see
-- its aggregates. Shares are inexact (see above) and come in steps of five percent, counts in steps of five.
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
	points record;
	side integer := 1;
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
	select array_agg(place.x) as xs, array_agg(place.y) as ys, array_agg(coverage.visited) as seen,
		-- Nobody who asks knows the ids.
		array_agg(hashtextextended(coverage.household_id::text, coverage.visited::integer)) as keys,
		min(place.x) as west, max(place.x) as east, min(place.y) as south, max(place.y) as north
	into points
	from private.household_coverage(
		areas, private.span_start(month, span), private.month_end(month), current_date, '{}') as coverage
	join jangkau.household on household.id = coverage.household_id
	cross join lateral (
		select floor((extensions.st_x(household.location) + 180) / step)::integer as x,
			floor((extensions.st_y(household.location) + 90) / step)::integer as y
	) as place
	where household.location is not null;
	-- The smallest square of the grid around all of them.
	while points.west / side <> points.east / side or points.south / side <> points.north / side loop
		side := side * 2;
	end loop;
	select jsonb_agg(jsonb_build_object(
		'lng', (cell.x + cell.size / 2.0) * step - 180,
		'lat', (cell.y + cell.size / 2.0) * step - 90,
		'size_deg', cell.size * step,
		'households', cell.households / 5 * 5,
		'weight', round(least(1, greatest(0,
			1 - (cell.visited - private.grid_noise(cell.key))::numeric / cell.households)) * 20) / 20
	) order by cell.y, cell.x) into result
	from private.grid_split(points.xs, points.ys, points.seen, points.keys,
		points.west / side * side, points.south / side * side, side) as cell;
	return jsonb_build_object('ok', true, 'cells', coalesce(result, '[]'), 'computed_at', now());
exception when others then
	return jsonb_build_object('ok', false, 'code', 'failed');
end
$$;

revoke execute on function private.grid_split(
	integer[], integer[], boolean[], bigint[], integer, integer, integer
) from public;
revoke execute on function private.grid_noise(bigint) from public;
revoke execute on function public.coverage_grid(text) from public, anon;
grant execute on function public.coverage_grid(text) to authenticated;
