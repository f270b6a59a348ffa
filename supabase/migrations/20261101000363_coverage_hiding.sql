-- What of the cube viewers may see (docs/metrics.md, Small numbers). Every hidden count keeps a second value,
-- one more (`up`) or one less (`down`), that no sum and no order in time rules out, whoever computes: among
-- the parts of an area one more here is one less there or one more in all; a period that could hold fewer
-- than the one around it may grow by itself, one that equals it only together with it. So each hidden count
-- asks for others to be hidden with it, these for more, until none asks. Intervals that do not contradict
-- each other anywhere are what an interval audit (as in handbooks of statistical disclosure control) would
-- come to rest at or wider: no audit is needed, and what was decided before stands.

-- The periods of a year by number: three for each month, as months, quarters and years so far end in it.
-- `big` holds `one`, and all of `one` and `two` together is in `big`.
create function private.periods()
returns table (big integer, one integer, two integer, same_end boolean)
language sql immutable set search_path = '' as $$
	with slot as (
		select n, 3 * n as in_month,
			case when n % 3 = 1 then 3 * n else 3 * n + 1 end as in_quarter,
			case when n = 1 then 3 when n <= 3 then 3 * n + 1 else 3 * n + 2 end as in_year
		from generate_series(1, 12) as n
	)
	select distinct relation.*
	from slot as at
	left join slot as last on last.n = at.n - 1
	left join slot as quarter on quarter.n = (at.n - 1) / 3 * 3
	cross join lateral (values
		(at.in_quarter, at.in_month, null, true),
		(at.in_year, at.in_quarter, null, true),
		(case when at.n % 3 <> 1 then at.in_quarter end, last.in_quarter, at.in_month, false),
		(at.in_year, last.in_year, at.in_month, false),
		(at.in_year, quarter.in_year, at.in_quarter, false)
	) as relation (big, one, two, same_end)
	where relation.big <> relation.one
$$;

create function private.hidden_indicators() returns text[]
language sql immutable set search_path = '' as $$
	select array['household_visited', 'weighed', 'position_known', 'jkn_active']
$$;

-- The counts of a year (pg_temp.cell). A series is an area and an indicator; what an area holds beside its
-- parts is a series too, never shown, but what is left when all else is. In the months to be decided anew
-- the small ones are hidden, elsewhere what was.
create function private.load_cells(p_year integer, p_months integer[]) returns void
language plpgsql security definer set search_path = '' as $$
begin
	create temporary table if not exists pg_temp.place (
		id uuid primary key, parent_id uuid, no integer unique
	) on commit drop;
	create temporary table if not exists pg_temp.cell (
		series integer, above integer, slot integer, n integer, d integer, up boolean, down boolean,
		was_up boolean, was_down boolean
	) on commit drop;
	create temporary table if not exists pg_temp.relation (
		kind integer, big integer, one integer, two integer
	) on commit drop;
	drop index if exists pg_temp.cell_series, pg_temp.cell_above;
	truncate pg_temp.place, pg_temp.cell, pg_temp.relation;
	-- Of neighbours every other one has an even number.
	insert into pg_temp.place
	select id, parent_id, row_number() over (order by parent_id, id) from jangkau.area;
	analyze pg_temp.place;
	insert into pg_temp.cell
	select place.no * 8 + kind.no, parent.no * 8 + kind.no,
		right(count.month, 2)::integer * 3 + case count.span when 'month' then 0 when 'quarter' then 1 else 2 end,
		count.numerator, count.denominator, count.up and not month.anew, count.down and not month.anew,
		count.up, count.down
	from jangkau.coverage_count as count
	join unnest(private.hidden_indicators()) with ordinality as kind (indicator, no)
		on kind.indicator = count.indicator
	join pg_temp.place on place.id = count.area_id
	left join pg_temp.place as parent on parent.id = place.parent_id
	cross join lateral (select right(count.month, 2)::integer = any (p_months) as anew) as month
	where count.month between p_year || '-01' and p_year || '-12';
	create index cell_series on pg_temp.cell (series, slot);
	analyze pg_temp.cell;
	insert into pg_temp.cell
	select -whole.series, whole.series, whole.slot, greatest(0, whole.n - parts.n), whole.d - parts.d, false, false,
		false, false
	from (select above, slot, sum(n)::integer as n, sum(d)::integer as d from pg_temp.cell group by 1, 2) as parts
	join pg_temp.cell as whole on whole.series = parts.above and whole.slot = parts.slot and whole.d > parts.d;
	create index cell_above on pg_temp.cell (above, slot);
	analyze pg_temp.cell;
	-- Whoever was visited in a period was in a longer one; who was weighed is not followed over months, for
	-- children grow out of it; of a state those who had it before have it still, and those who had not.
	insert into pg_temp.relation
	select kind, big, one, two from private.periods(), unnest(array[1, 2]) as kind where kind = 1 or same_end
	union all
	select kind, 3 * n, 3 * n - 3, null from generate_series(2, 12) as n, unnest(array[3, 4]) as kind;
	analyze pg_temp.relation;
	-- Where all or nobody of an area is shown, so it is of every part: that is no secret of one.
	update pg_temp.cell
	set up = cell.n < cell.d and (cell.n = 0 or abs(cell.series) / 8 % 2 = 0),
		down = cell.n > 0 and (cell.n = cell.d or abs(cell.series) / 8 % 2 = 1)
	where cell.slot / 3 = any (p_months) and private.is_small(cell.n, cell.d);
	update pg_temp.cell set up = false, down = false
	from pg_temp.place, jangkau.area_ancestor, pg_temp.place as higher, pg_temp.cell as whole
	where cell.slot / 3 = any (p_months) and (cell.up or cell.down) and cell.n in (0, cell.d)
		and place.no = abs(cell.series) / 8 and area_ancestor.area_id = place.id
		and higher.id = area_ancestor.ancestor_id
		and whole.series = higher.no * 8 + abs(cell.series) % 8 and whole.slot = cell.slot
		and whole.d >= 10 and whole.n = case cell.n when 0 then 0 else whole.d end;
end
$$;

-- What hidden counts ask for over time: pairs of a period and a longer one that hold the same number move
-- together. Those without a second value of that kind are nobody's.
create function private.asked_in_time()
returns table (series integer, slot integer, up boolean, down boolean)
language plpgsql stable set search_path = '' as $$
begin
	return query
	select big.series, big.slot, raised.up and big.n <= own.n,
		raised.down and own.series % 8 not in (-2, -1, 1, 2) and big.d - big.n <= own.d - own.n
	from pg_temp.raised
	join pg_temp.cell as own on own.series = raised.series and own.slot = raised.slot
	join pg_temp.relation on relation.one = own.slot and relation.kind = abs(own.series) % 8
	join pg_temp.cell as big on big.series = own.series and big.slot = relation.big
	union all
	select one.series, one.slot, raised.up and own.series % 8 not in (-2, -1, 1, 2) and one.d - one.n >= own.d - own.n,
		raised.down and one.n >= own.n
	from pg_temp.raised
	join pg_temp.cell as own on own.series = raised.series and own.slot = raised.slot
	join pg_temp.relation on relation.big = own.slot and relation.kind = abs(own.series) % 8
	join pg_temp.cell as one on one.series = own.series and one.slot = relation.one
	union all
	-- Nobody was visited in all of it and in neither part, and nobody is new.
	select own.series, asked.slot, asked.up, asked.down
	from pg_temp.raised as own
	join pg_temp.relation on own.slot in (relation.big, relation.one, relation.two)
		and relation.two is not null and relation.kind = abs(own.series) % 8
	join pg_temp.cell as big on big.series = own.series and big.slot = relation.big
	join pg_temp.cell as one on one.series = own.series and one.slot = relation.one
	join pg_temp.cell as two on two.series = own.series and two.slot = relation.two
	cross join lateral (values
		(case when two.n < two.d and (two.down or not one.down or one.n >= one.d) then two.slot else one.slot end,
			big.up and not one.up and not two.up, false),
		(big.slot, false, not big.down and (one.down and not two.up or two.down and not one.up))
	) as asked (slot, up, down)
	where one.n + two.n + greatest(0, big.d - one.d) <= big.n;
end
$$;

-- What hidden counts ask for among the parts of an area: of those hidden already, else of what is in no
-- part, else of the smallest part that says something, else of the area.
create function private.asked_in_space()
returns table (series integer, slot integer, up boolean, down boolean)
language plpgsql stable set search_path = '' as $$
begin
	return query
	with touched as (
		select cell.above as series, raised.slot
		from pg_temp.raised
		join pg_temp.cell on cell.series = raised.series and cell.slot = raised.slot
		union
		select raised.series, raised.slot from pg_temp.raised
	), family as (
		select whole.series, whole.slot, whole.up, whole.down,
			count(*) filter (where part.up) as ups, count(*) filter (where part.down) as downs,
			count(*) filter (where part.up and part.down) as boths
		from touched
		join pg_temp.cell as whole on whole.series = touched.series and whole.slot = touched.slot
		join pg_temp.cell as part on part.above = whole.series and part.slot = whole.slot
		group by whole.series, whole.slot, whole.up, whole.down
	), asking as (
		select family.series, family.slot, true as for_up, family.downs = 1 and not family.up as not_same
		from family
		where family.up and family.ups = 0
			or not family.down and family.downs > 0 and (family.ups = 0 or family.ups = 1 and family.boths = 1)
		union all
		select family.series, family.slot, false, family.ups = 1 and not family.down
		from family
		where family.down and family.downs = 0
			or not family.up and family.ups > 0 and (family.downs = 0 or family.downs = 1 and family.boths = 1)
	)
	select coalesce(part.series, asking.series), asking.slot,
		coalesce(part.series is not null, false) = asking.for_up,
		coalesce(part.series is not null, false) <> asking.for_up
	from asking
	left join lateral (
		select cell.series
		from pg_temp.cell
		where cell.above = asking.series and cell.slot = asking.slot
			and case when asking.for_up then not cell.up and cell.n < cell.d and not (cell.down and asking.not_same)
				else not cell.down and cell.n > 0 and not (cell.up and asking.not_same) end
		order by cell.up or cell.down desc, cell.series < 0 desc, cell.n = 0 or cell.n = cell.d, cell.d, cell.n,
			cell.series
		limit 1
	) as part on true;
end
$$;

-- Decides which counts of some months of a year are hidden; of other months more may have to be, and none is
-- shown that was not. The months where any is hidden that was not, or the other way round.
create function private.hide_months(p_year integer, p_months integer[]) returns integer[]
language plpgsql security definer set search_path = '' as $$
declare
	changed integer[];
begin
	perform private.load_cells(p_year, p_months);
	create temporary table if not exists pg_temp.raised (
		series integer, slot integer, up boolean, down boolean
	) on commit drop;
	create temporary table if not exists pg_temp.asked (
		series integer, slot integer, up boolean, down boolean
	) on commit drop;
	truncate pg_temp.raised;
	insert into pg_temp.raised
	select cell.series, cell.slot, cell.up, cell.down
	from pg_temp.cell
	where (cell.up or cell.down) and (cell.slot / 3 = any (p_months) or cell.slot in (
		select slot
		from pg_temp.relation
		cross join lateral unnest(array[relation.big, relation.one, relation.two]) as slot
		where relation.big / 3 = any (p_months) or relation.one / 3 = any (p_months)));
	while exists (select from pg_temp.raised) loop
		analyze pg_temp.raised;
		truncate pg_temp.asked;
		insert into pg_temp.asked
		select asked.series, asked.slot, bool_or(asked.up), bool_or(asked.down)
		from (select * from private.asked_in_time() union all select * from private.asked_in_space()) as asked
		where asked.up or asked.down
		group by asked.series, asked.slot;
		analyze pg_temp.asked;
		truncate pg_temp.raised;
		with hidden as (
			update pg_temp.cell
			set up = cell.up or asked.up and cell.n < cell.d, down = cell.down or asked.down and cell.n > 0
			from pg_temp.asked
			where cell.series = asked.series and cell.slot = asked.slot
				and (asked.up and not cell.up and cell.n < cell.d or asked.down and not cell.down and cell.n > 0)
			returning cell.series, cell.slot, cell.up, cell.down
		)
		insert into pg_temp.raised select * from hidden;
	end loop;
	with decided as (
		update jangkau.coverage_count as count set up = cell.up, down = cell.down
		from pg_temp.cell
		join pg_temp.place on place.no = cell.series / 8
		where cell.series > 0 and count.area_id = place.id
			and count.month = p_year || '-' || to_char(cell.slot / 3, 'FM00')
			and count.span = (array['month', 'quarter', 'year'])[cell.slot % 3 + 1]
			and count.indicator = (private.hidden_indicators())[cell.series % 8]
			and (cell.up, cell.down) <> (cell.was_up, cell.was_down)
		returning cell.slot / 3 as month
	)
	select array_agg(distinct month) into changed from decided;
	return coalesce(changed, '{}');
end
$$;

do $$
declare
	made text;
begin
	foreach made in array array['periods()', 'hidden_indicators()', 'load_cells(integer, integer[])',
		'asked_in_time()', 'asked_in_space()', 'hide_months(integer, integer[])']
	loop
		execute 'revoke execute on function private.' || made || ' from public';
	end loop;
end $$;
