-- The cube that viewers pull: counts of every area, month and span, kept here unsuppressed, and what of
-- them may be shown (docs/metrics.md, Small numbers).

-- How far the cube is computed: the horizon below which every change is already in it.
create table jangkau.coverage_state (
	only_row boolean primary key default true check (only_row),
	horizon xid8 not null default '0',
	day date,
	done_at timestamptz,
	took interval
);
insert into jangkau.coverage_state default values;
alter table jangkau.coverage_state enable row level security;

-- Nobody's to read: the numbers before suppression. One row a distinct period: a quarter so far that has
-- one month is that month, a year so far in its first quarter is that quarter (private.counted_span).
create table jangkau.coverage_count (
	area_id uuid not null references jangkau.area (id) on delete cascade,
	month text not null,
	span text not null check (span in ('month', 'quarter', 'year')),
	indicator text not null,
	numerator integer not null,
	denominator integer not null,
	primary key (area_id, month, span, indicator)
);
create index coverage_count_month on jangkau.coverage_count (month);
alter table jangkau.coverage_count enable row level security;

-- Functions that say nothing of the search path are seen through by the planner; nobody may call them alone.

-- Under which span the same days are counted.
create function private.counted_span(p_month text, p_span text) returns text
language sql immutable as $$
	select case
		when p_span = 'month' or right(p_month, 2) = '01' then 'month'
		when p_span = 'year' and right(p_month, 2) > '03' then 'year'
		when right(p_month, 2) in ('04', '07', '10') then 'month'
		else 'quarter'
	end
$$;

-- How things stand on a day: the same for every span that ends with it.
create function private.is_state(p_indicator text) returns boolean
language sql immutable as $$
	select p_indicator in ('position_known', 'jkn_active')
$$;

-- Fewer than ten to count, or a count of one to four on either side.
create function private.is_small(p_numerator integer, p_denominator integer) returns boolean
language sql immutable as $$
	select p_denominator between 1 and 9
		or p_numerator between 1 and 4
		or p_denominator - p_numerator between 1 and 4
$$;

-- The reasons of one area for missing households, as shown to viewers: in steps of five, and hidden below
-- that, for exact ones could be had by subtraction within the area and among its parts. Where nothing is
-- left beside the steps the others are none, and say so; where all that may be is, one more is hidden.
create function private.shown_reasons(p_reasons jsonb) returns jsonb
language sql immutable set search_path = '' as $$
	with reason as (
		select entry.key, (entry.value)::text::integer as n
		from pg_catalog.jsonb_each(p_reasons) as entry
	), beside as (
		select sum(n % 5) as n, count(*) as reasons from reason
	), last as (
		select reason.key from reason, beside
		where beside.n = 4 * beside.reasons order by reason.n desc, reason.key limit 1
	)
	select jsonb_object_agg(reason.key, case
		when beside.n = 0 then reason.n
		when reason.n < 5 or reason.key in (select last.key from last) then null
		else reason.n - reason.n % 5
	end)
	from reason, beside
$$;

-- Counts months of a year anew, each with the spans that end with it. How many counts are others now: where
-- none is, what may be shown of them is the same too.
create function private.count_months(p_year integer, p_first integer, p_last integer) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
	first_month constant text := p_year || '-' || to_char(p_first, 'FM00');
	last_month constant text := p_year || '-' || to_char(p_last, 'FM00');
	months integer[];
	spans text[];
	changed bigint;
begin
	select array_agg(month), array_agg(span) into months, spans
	from generate_series(p_first, p_last) as month
	cross join unnest(array['month', 'quarter', 'year']) as span
	where private.counted_span(p_year || '-' || to_char(month, 'FM00'), span) = span;
	with fresh as materialized (
		select counted.area_id, counted.month, counted.span, figure.indicator, figure.numerator, figure.denominator
		from private.count_spans(null, p_year, months, spans, current_date, private.silent_kader()) as counted
		cross join lateral private.figures_of(counted) as figure
		where (counted.span = 'month' or not private.is_state(figure.indicator))
			-- So few a month in any area that all would be hidden; their number alone is a secret.
			and figure.indicator not in ('priority_visited', 'danger_reported')
	), gone as (
		delete from jangkau.coverage_count as count
		where count.month between first_month and last_month
			and not exists (select from fresh where fresh.area_id = count.area_id and fresh.month = count.month
				and fresh.span = count.span and fresh.indicator = count.indicator)
		returning 1
	), put as (
		insert into jangkau.coverage_count as count (area_id, month, span, indicator, numerator, denominator)
		select * from fresh
		on conflict (area_id, month, span, indicator) do update
		set numerator = excluded.numerator, denominator = excluded.denominator
		where (count.numerator, count.denominator) is distinct from (excluded.numerator, excluded.denominator)
		returning 1
	)
	select (select count(*) from gone) + (select count(*) from put) into changed;
	return changed;
end
$$;

-- The equations of a year --------------------------------------------------------------------
-- An area too small to be followed through a year is closed for it, with at least one other of its kind:
-- of those only the sum is known, which is what is left of the area above. Of the others is found what may
-- be shown by being the attacker: every count is an unknown, known exactly where its cell is shown; sums
-- tie them together (parts of an area to the area, yes and no to the denominator, months to quarters and
-- years); bounds are drawn tighter until nothing moves. Where a hidden count is left with one value, one
-- more cell is hidden, and so on. Source: complementary suppression with an interval audit, as in
-- statistical disclosure control handbooks.

-- Below so many to count an area is shown for all of a year or not at all.
create function private.closed_below() returns integer
language sql immutable set search_path = '' as $$
	select 100
$$;

create function private.term(p_area text, p_slot text, p_indicator text, p_kind text) returns bigint
language sql immutable as $$
	select hashtextextended(concat_ws('/', p_area, p_slot, p_indicator, p_kind), 0)
$$;

-- The cells of a year, and which areas are closed for it.
create function private.load_cells(p_year text) returns void
language plpgsql security definer set search_path = '' as $$
declare
	newest text;
begin
	create temporary table if not exists pg_temp.cell (
		key text, area_id uuid, parent_id uuid, slot text, indicator text,
		n integer, d integer, is_rest boolean, hidden boolean, closed boolean, open_to_all boolean default false,
		id integer generated always as identity
	) on commit drop;
	create index if not exists cell_id on pg_temp.cell (id);
	create index if not exists cell_name on pg_temp.cell (key, slot, indicator);
	create temporary table if not exists pg_temp.closed (
		area_id uuid, indicator text, primary key (area_id, indicator)
	) on commit drop;
	create temporary table if not exists pg_temp.awaited (
		parent_id uuid, indicator text, primary key (parent_id, indicator)
	) on commit drop;
	-- Equations never cross indicators: one that is settled is left alone.
	create temporary table if not exists pg_temp.unsettled (indicator text primary key) on commit drop;
	truncate pg_temp.cell, pg_temp.closed, pg_temp.awaited, pg_temp.unsettled;
	insert into pg_temp.cell
	select count.area_id::text, count.area_id, area.parent_id, count.month || '.' || count.span, count.indicator,
		count.numerator, count.denominator, false, private.is_small(count.numerator, count.denominator), false
	from jangkau.coverage_count as count
	join jangkau.area on area.id = count.area_id
	where count.month between p_year || '-01' and p_year || '-12'
		and count.indicator <> 'kader_active' and count.indicator not like 'missed\_%';
	newest := (select max(left(cell.slot, 7)) from pg_temp.cell);
	insert into pg_temp.unsettled select distinct cell.indicator from pg_temp.cell;
	insert into pg_temp.closed
	select cell.area_id, cell.indicator from pg_temp.cell
	group by cell.area_id, cell.indicator
	having bool_or(cell.hidden and cell.slot < newest) and max(cell.d) < private.closed_below();
	-- In the first days of a month everybody has visited a few: the parts of an area wait for each other.
	insert into pg_temp.awaited
	select distinct cell.parent_id, cell.indicator from pg_temp.cell
	where cell.hidden and cell.slot like newest || '.%' and cell.parent_id is not null
		and not exists (select from pg_temp.closed
			where closed.area_id = cell.area_id and closed.indicator = cell.indicator);
	perform private.close_cells();
end
$$;

-- Begins anew with what is closed by now.
create function private.close_cells() returns void
language plpgsql security definer set search_path = '' as $$
declare
	nobody constant uuid := '00000000-0000-0000-0000-000000000000';
begin
	delete from pg_temp.cell using pg_temp.unsettled
	where cell.is_rest and cell.indicator = unsettled.indicator;
	perform private.close_more();
	update pg_temp.cell set closed = false, open_to_all = false, hidden = private.is_small(cell.n, cell.d)
	from pg_temp.unsettled where cell.indicator = unsettled.indicator;
	update pg_temp.cell set hidden = true
	from pg_temp.awaited
	join pg_temp.unsettled on unsettled.indicator = awaited.indicator
	join jangkau.area_ancestor as above on above.ancestor_id = awaited.parent_id and above.depth > 0
	where cell.area_id = above.area_id and cell.indicator = awaited.indicator
		and cell.slot like (select max(left(slot, 7)) from pg_temp.cell) || '.%';
	update pg_temp.cell set hidden = true
	where cell.slot like (select max(left(slot, 7)) from pg_temp.cell) || '.%'
		and cell.indicator in (select awaited.indicator from pg_temp.awaited where awaited.parent_id = nobody)
		and cell.indicator in (select unsettled.indicator from pg_temp.unsettled);
	update pg_temp.cell set closed = true, hidden = true
	from pg_temp.closed
	join pg_temp.unsettled on unsettled.indicator = closed.indicator
	where closed.area_id = cell.area_id and closed.indicator = cell.indicator;
	analyze pg_temp.cell;
	perform private.load_rests();
end
$$;

-- What belongs to a closed area is closed. One that would be the only closed part in any period takes the
-- smallest of the others with it, or the area above where there is none.
create function private.close_more() returns void
language plpgsql security definer set search_path = '' as $$
declare
	added bigint;
begin
	loop
		insert into pg_temp.closed
		select below.area_id, closed.indicator
		from pg_temp.closed
		join jangkau.area_ancestor as below on below.ancestor_id = closed.area_id
		on conflict do nothing;
		with part as (
			select cell.parent_id, cell.area_id, cell.indicator, cell.slot, cell.d,
				closed.area_id is not null as is_closed
			from pg_temp.cell
			left join pg_temp.closed on closed.area_id = cell.area_id and closed.indicator = cell.indicator
			where cell.parent_id is not null
		), alone as (
			select part.parent_id, part.indicator, part.slot from part
			where not exists (select from pg_temp.closed
				where closed.area_id = part.parent_id and closed.indicator = part.indicator)
			group by part.parent_id, part.indicator, part.slot
			having count(*) filter (where part.is_closed) = 1
		)
		insert into pg_temp.closed
		select distinct coalesce(other.area_id, alone.parent_id), alone.indicator
		from alone
		left join lateral (
			select part.area_id from part
			where part.parent_id = alone.parent_id and part.indicator = alone.indicator
				and part.slot = alone.slot and not part.is_closed
			order by part.d, part.area_id limit 1
		) as other on true
		on conflict do nothing;
		get diagnostics added = row_count;
		exit when added = 0;
	end loop;
end
$$;

-- Of each open area what none of its open parts holds: never shown, but what is left when all else is. It
-- tells of each closed part only where there is one, or where all of all of them were reached.
create function private.load_rests() returns void
language plpgsql security definer set search_path = '' as $$
begin
	insert into pg_temp.cell
	select 'rest ' || parent.area_id, null, parent.area_id, parent.slot, parent.indicator,
		rest.n, rest.d, true, case when parts.closed < 2 then private.is_small(rest.n, rest.d)
			else rest.n = rest.d end, false
	from pg_temp.cell as parent
	join (
		select part.parent_id, part.slot, part.indicator,
			coalesce(sum(part.n) filter (where not part.closed), 0)::integer as n,
			coalesce(sum(part.d) filter (where not part.closed), 0)::integer as d,
			count(*) filter (where part.closed) as closed
		from pg_temp.cell as part
		where part.indicator in (select unsettled.indicator from pg_temp.unsettled)
		group by part.parent_id, part.slot, part.indicator
	) as parts on parts.parent_id = parent.area_id and parts.slot = parent.slot
		and parts.indicator = parent.indicator
	cross join lateral (select parent.n - parts.n as n, parent.d - parts.d as d) as rest
	where rest.d > 0 and not parent.closed
		and parent.indicator in (select unsettled.indicator from pg_temp.unsettled);
	-- Where nobody of the closed ones was reached it is no secret of any of them.
	update pg_temp.cell set hidden = false
	from jangkau.area_ancestor as above
	join pg_temp.cell as rest on rest.is_rest and rest.parent_id = above.ancestor_id
	where cell.closed and above.area_id = cell.area_id and rest.slot = cell.slot
		and rest.indicator = cell.indicator
		and rest.n = 0
		and cell.indicator in (select unsettled.indicator from pg_temp.unsettled);
	if exists (select from pg_temp.unsettled where unsettled.indicator = 'household_visited') then
		perform private.follow_nobody();
	end if;
	analyze pg_temp.cell;
end
$$;

-- Of a closed area where nobody was reached before and nobody in the month, nobody was in both, unless it
-- grew; so what is left above is then of those that grew, and hidden.
create function private.follow_nobody() returns void
language plpgsql security definer set search_path = '' as $$
declare
	found_more bigint := 1;
	year text := (select left(min(cell.slot), 4) from pg_temp.cell);
begin
	while found_more > 0 loop
		update pg_temp.cell set hidden = false
		from private.periods(year) as period, pg_temp.cell as one, pg_temp.cell as two
		where cell.closed and cell.hidden and cell.n = 0 and cell.indicator = 'household_visited'
			and period.big = cell.slot
			and one.key = cell.key and one.slot = period.one and one.indicator = cell.indicator
			and two.key = cell.key and two.slot = period.two and two.indicator = cell.indicator
			and one.n = 0 and not one.hidden and two.n = 0 and not two.hidden and one.d = cell.d;
		get diagnostics found_more = row_count;
	end loop;
	update pg_temp.cell set hidden = true
	from private.periods(year) as period, pg_temp.cell as one, pg_temp.cell as two
	where cell.is_rest and cell.n > 0 and cell.indicator = 'household_visited'
		and period.big = cell.slot
		and one.key = cell.key and one.slot = period.one and one.indicator = cell.indicator
		and two.key = cell.key and two.slot = period.two and two.indicator = cell.indicator
		and one.n = 0 and two.n = 0;
end
$$;

-- Which periods of a year hold which: `big` holds `one`, and all of `one` and `two` together is in it.
create function private.periods(p_year text)
returns table (big text, one text, two text, same_end boolean)
language sql immutable set search_path = '' as $$
	with month as (
		select to_char(n, 'FM00') as m, n, (n - 1) / 3 * 3 as before,
			p_year || '-' || to_char(n, 'FM00') as name
		from generate_series(1, 12) as n
	), slot as (
		select month.*, name || '.month' as in_month,
			name || '.' || private.counted_span(name, 'quarter') as in_quarter,
			name || '.' || private.counted_span(name, 'year') as in_year
		from month
	)
	select relation.big, relation.one, relation.two, relation.same_end
	from slot as at
	left join slot as last on last.n = at.n - 1
	left join slot as quarter on quarter.n = at.before
	cross join lateral (values
		(at.in_quarter, at.in_month, null, true),
		(at.in_year, at.in_quarter, null, true),
		(case when last.n > at.before then at.in_quarter end, last.in_quarter, at.in_month, false),
		(at.in_year, last.in_year, at.in_month, false),
		(at.in_year, quarter.in_year, at.in_quarter, false)
	) as relation (big, one, two, same_end)
	where relation.big is not null and relation.one is not null and relation.big <> relation.one
$$;

-- The unknowns (yes, no and of how many) and the sums between them. What only bounds is a sum with a
-- remainder (`slack`) that nobody knows.
create function private.load_equations(p_year text) returns void
language plpgsql security definer set search_path = '' as $$
begin
	create temporary table if not exists pg_temp.unknown (
		id bigint primary key, cell_id integer, key text, slot text, indicator text, kind text, n integer,
		secret boolean, lo bigint, hi bigint
	) on commit drop;
	create temporary table if not exists pg_temp.term (equation bigint, id bigint, is_total boolean) on commit drop;
	create index if not exists term_id on pg_temp.term (id);
	create index if not exists term_equation on pg_temp.term (equation);
	create temporary table if not exists pg_temp.near (parent_id uuid, slot text, indicator text) on commit drop;
	truncate pg_temp.unknown, pg_temp.term, pg_temp.near;
	-- Only what stands beside something hidden: the rest is all known.
	insert into pg_temp.near
	select parent_id, slot, cell.indicator from pg_temp.cell join pg_temp.unsettled using (indicator)
	where hidden and not closed and parent_id is not null
	union
	select area_id, slot, cell.indicator from pg_temp.cell join pg_temp.unsettled using (indicator)
	where hidden and not closed and area_id is not null;
	analyze pg_temp.near;
	-- How many there are to count is known of an area, whatever else is hidden.
	insert into pg_temp.unknown
	select private.term(cell.key, cell.slot, cell.indicator, part.kind), cell.id, cell.key, cell.slot, cell.indicator,
		part.kind, part.n, part.kind <> 'of'
	from pg_temp.cell
	cross join lateral (values ('yes', cell.n), ('no', cell.d - cell.n), ('of', cell.d)) as part (kind, n)
	where not cell.closed and cell.indicator in (select unsettled.indicator from pg_temp.unsettled) and (
		(cell.key, cell.indicator) in (select key, indicator from pg_temp.cell where hidden and not closed)
		or (cell.parent_id, cell.slot, cell.indicator) in (select parent_id, slot, indicator from pg_temp.near)
		or (cell.area_id, cell.slot, cell.indicator) in (select parent_id, slot, indicator from pg_temp.near)
	);
	insert into pg_temp.term
	select private.term(unknown.key, unknown.slot, unknown.indicator, 'sum'), unknown.id, unknown.kind = 'of'
	from pg_temp.unknown;
	insert into pg_temp.term
	select private.term(part.parent_id::text, part.slot, part.indicator, 'parts ' || unknown.kind), unknown.id, false
	from pg_temp.cell as part
	join pg_temp.unknown on unknown.cell_id = part.id
	where unknown.secret
		and (part.parent_id, part.slot, part.indicator) in (select parent_id, slot, indicator from pg_temp.near);
	insert into pg_temp.term
	select private.term(unknown.key, unknown.slot, unknown.indicator, 'parts ' || unknown.kind), unknown.id, true
	from pg_temp.unknown
	join pg_temp.cell as whole on whole.id = unknown.cell_id
	where unknown.secret
		and (whole.area_id, whole.slot, whole.indicator) in (select parent_id, slot, indicator from pg_temp.near)
		and exists (select from pg_temp.cell as part where part.parent_id = whole.area_id
			and part.slot = whole.slot and part.indicator = whole.indicator and not part.closed);
	analyze pg_temp.unknown;
	perform private.load_time(p_year);
	-- What holds no total says nothing.
	delete from pg_temp.term where term.equation not in (
		select total.equation from pg_temp.term as total where total.is_total);
	analyze pg_temp.term;
	analyze pg_temp.unknown;
end
$$;

-- Sums over time. Visited in a month is visited in its quarter, and whoever is new in a longer period was
-- visited in its last month or came to be registered.
create function private.load_time(p_year text) returns void
language plpgsql security definer set search_path = '' as $$
declare
	endless constant bigint := 1000000000;
begin
	create temporary table if not exists pg_temp.relation (
		key text, indicator text, kind text, big text, one text, two text, rule text, name bigint, grown integer
	) on commit drop;
	truncate pg_temp.relation;
	insert into pg_temp.relation
	select series.key, series.indicator, series.kind, period.big, period.one, period.two, rule.rule,
		private.term(series.key, concat_ws(' ', period.big, period.one, period.two), series.indicator,
			series.kind || rule.rule), 0
	from (select distinct unknown.key, unknown.indicator, unknown.kind from pg_temp.unknown
		join pg_temp.cell on cell.key = unknown.key and cell.indicator = unknown.indicator
			and cell.hidden and not cell.closed
		where unknown.secret and unknown.kind = 'yes' and not private.is_state(unknown.indicator)) as series
	cross join (select distinct * from private.periods(p_year)) as period
	cross join lateral (
		select 'holds' as rule where case series.indicator
			when 'household_visited' then series.kind = 'yes'
			when 'weighed' then series.kind = 'yes' and period.same_end
			else false end
		union all
		select 'within' where period.two is not null and series.indicator = 'household_visited'
			and series.kind = 'yes'
	) as rule;
	-- Of a state the months follow each other: nobody is taken away by time.
	insert into pg_temp.relation
	select series.key, series.indicator, series.kind, p_year || '-' || to_char(n, 'FM00') || '.month',
		p_year || '-' || to_char(n - 1, 'FM00') || '.month', null, 'holds',
		private.term(series.key, n::text, series.indicator, series.kind || 'grows'), 0
	from (select distinct unknown.key, unknown.indicator, unknown.kind from pg_temp.unknown
		join pg_temp.cell on cell.key = unknown.key and cell.indicator = unknown.indicator
			and cell.hidden and not cell.closed
		where unknown.secret and private.is_state(unknown.indicator)) as series
	cross join generate_series(2, 12) as n;
	update pg_temp.relation set grown = greatest(0, big.d - one.d)
	from pg_temp.cell as big, pg_temp.cell as one
	where relation.rule = 'within' and relation.indicator = 'household_visited'
		and big.key = relation.key and big.slot = relation.big and big.indicator = relation.indicator
		and one.key = relation.key and one.slot = relation.one and one.indicator = relation.indicator;
	insert into pg_temp.unknown
	select private.term(relation.name::text, '', '', extra.kind), null, null, null, null, extra.kind, extra.n, false, 0,
		coalesce(extra.n, endless)
	from pg_temp.relation
	cross join lateral (values ('slack', null), ('together', null), ('grown', relation.grown)) as extra (kind, n)
	where extra.kind = 'slack' or relation.rule = 'within';
	insert into pg_temp.term
	select private.term(relation.name::text, '', '', part.equation),
		case when part.slot is null then private.term(relation.name::text, '', '', part.extra)
			else private.term(relation.key, part.slot, relation.indicator, relation.kind) end, part.is_total
	from pg_temp.relation
	cross join lateral (
		select * from (values
			('holds', 'a', relation.big, null, true), ('holds', 'a', relation.one, null, false),
			('holds', 'a', null, 'slack', false),
			('within', 'a', null, 'together', true), ('within', 'a', relation.one, null, false),
			('within', 'a', relation.two, null, false), ('within', 'a', null, 'grown', false),
			('within', 'b', null, 'together', true), ('within', 'b', relation.big, null, false),
			('within', 'b', null, 'slack', false)
		) as known (rule, equation, slot, extra, is_total)
		where known.rule = relation.rule
	) as part;
	-- A period with nobody to count has no cell and counts nothing.
	delete from pg_temp.term where not exists (select from pg_temp.unknown where unknown.id = term.id);
end
$$;

-- Bounds of every unknown, as tight as the sums make them: shown counts are known, hidden ones are between
-- nothing and anything to begin with. An equation in which all is shown says nothing new.
create function private.tighten() returns void
language plpgsql security definer set search_path = '' as $$
declare
	moved bigint;
	endless constant bigint := 1000000000;
begin
	update pg_temp.unknown
	set lo = case when unknown.secret and cell.hidden then 0 else unknown.n end,
		hi = case when unknown.secret and cell.hidden then endless else unknown.n end
	from pg_temp.cell where cell.id = unknown.cell_id;
	update pg_temp.unknown set lo = coalesce(unknown.n, 0), hi = coalesce(unknown.n, endless)
	where unknown.cell_id is null;
	create temporary table if not exists pg_temp.live (equation bigint, id bigint, is_total boolean) on commit drop;
	truncate pg_temp.live;
	insert into pg_temp.live
	select term.* from pg_temp.term where term.equation in (
		select hidden.equation from pg_temp.term as hidden
		join pg_temp.unknown on unknown.id = hidden.id
		where unknown.lo < unknown.hi and (unknown.cell_id is not null or unknown.kind = 'together'));
	analyze pg_temp.live;
	-- Counts of months computed at different times may contradict each other and never come to rest.
	for pass in 1 .. 60 loop
		with parts as (
			select live.equation,
				coalesce(sum(unknown.lo) filter (where not live.is_total), 0) as parts_lo,
				coalesce(sum(unknown.hi) filter (where not live.is_total), 0) as parts_hi,
				max(unknown.lo) filter (where live.is_total) as total_lo,
				max(unknown.hi) filter (where live.is_total) as total_hi
			from pg_temp.live
			join pg_temp.unknown on unknown.id = live.id
			group by live.equation
		), bound as (
			select live.id,
				max(case when live.is_total then parts.parts_lo
					else parts.total_lo - (parts.parts_hi - unknown.hi) end) as lo,
				min(case when live.is_total then parts.parts_hi
					else parts.total_hi - (parts.parts_lo - unknown.lo) end) as hi
			from pg_temp.live
			join pg_temp.unknown on unknown.id = live.id and unknown.lo < unknown.hi
			join parts on parts.equation = live.equation
			group by live.id
		)
		update pg_temp.unknown
		set lo = greatest(unknown.lo, bound.lo), hi = least(unknown.hi, bound.hi)
		from bound
		where bound.id = unknown.id and (bound.lo > unknown.lo or bound.hi < unknown.hi);
		get diagnostics moved = row_count;
		exit when moved = 0;
	end loop;
end
$$;

-- Hides one more cell for each hidden count that is left with one value: of those that stand with it in an
-- equation the smallest that says something. How many cells changed.
create function private.hide_more() returns bigint
language plpgsql security definer set search_path = '' as $$
declare
	added bigint;
	shown bigint;
begin
	create temporary table if not exists pg_temp.pinned (id bigint, key text, indicator text) on commit drop;
	truncate pg_temp.pinned;
	insert into pg_temp.pinned
	select unknown.id, unknown.key, unknown.indicator
	from pg_temp.unknown
	join pg_temp.cell on cell.id = unknown.cell_id
	where cell.hidden and unknown.lo >= unknown.hi
		and unknown.kind = 'yes';
	analyze pg_temp.pinned;
	delete from pg_temp.unsettled where unsettled.indicator not in (select pinned.indicator from pg_temp.pinned);
	-- What is known anyway and no secret by itself is shown: that tells nobody anything.
	update pg_temp.cell set hidden = false, open_to_all = true
	from pg_temp.pinned
	join pg_temp.unknown on unknown.id = pinned.id
	where cell.id = unknown.cell_id and not private.is_small(cell.n, cell.d);
	get diagnostics shown = row_count;
	delete from pg_temp.pinned using pg_temp.unknown, pg_temp.cell
	where unknown.id = pinned.id and cell.id = unknown.cell_id and not cell.hidden;
	update pg_temp.cell set hidden = true
	from (
		select distinct on (pinned.id) cell.id
		from pg_temp.pinned
		-- The count itself, and what else it follows from.
		join pg_temp.unknown as own on own.cell_id = (
			select unknown.cell_id from pg_temp.unknown where unknown.id = pinned.id)
		join pg_temp.term on term.id = own.id
		join pg_temp.term as other on other.equation = term.equation
		join pg_temp.unknown as beside on beside.id = other.id
		join pg_temp.cell on cell.id = beside.cell_id
		where not cell.hidden and not cell.is_rest and not cell.open_to_all and cell.d > 0
		order by pinned.id, cell.n = 0 or cell.n = cell.d, cell.d, cell.n, cell.id
	) as chosen
	where cell.id = chosen.id and not cell.hidden;
	get diagnostics added = row_count;
	if added + shown > 0 then
		return added + shown;
	end if;
	-- Nothing beside them is shown: whatever of the areas themselves, of their like or of what holds them.
	update pg_temp.cell set hidden = true
	from (
		select distinct on (pinned.id) cell.id
		from pg_temp.pinned
		join (select distinct cell.key, cell.parent_id from pg_temp.cell) as own on own.key = pinned.key
		join pg_temp.cell on cell.indicator = pinned.indicator
			and (cell.key = pinned.key or cell.parent_id = own.parent_id or cell.area_id = own.parent_id)
		where not cell.hidden and not cell.is_rest and not cell.open_to_all
		order by pinned.id, cell.d, cell.n, cell.id
	) as chosen
	where cell.id = chosen.id and not cell.hidden;
	get diagnostics added = row_count;
	return added;
end
$$;

-- Decides for a year which cells are shown (pg_temp.cell). Where a few rounds do not settle it the last month
-- waits for more of them, and where that is not enough areas are closed; each time all begins anew. In the
-- end nothing is open.
create function private.decide_hidden(p_year text) returns void
language plpgsql security definer set search_path = '' as $$
declare
	-- Stands for what is above the top: then the whole month waits.
	nobody constant uuid := '00000000-0000-0000-0000-000000000000';
	changed bigint;
begin
	perform private.load_cells(p_year);
	loop
		for round in 1 .. 6 loop
			perform private.load_equations(p_year);
			perform private.tighten();
			changed := private.hide_more();
			exit when changed = 0;
		end loop;
		exit when not exists (select from pg_temp.pinned);
		insert into pg_temp.awaited
		select distinct cell.parent_id, cell.indicator
		from pg_temp.pinned
		join pg_temp.unknown on unknown.id = pinned.id
		join pg_temp.cell on cell.id = unknown.cell_id
		where cell.parent_id is not null
			and cell.slot like (select max(left(slot, 7)) from pg_temp.cell) || '.%'
		on conflict do nothing;
		get diagnostics changed = row_count;
		if changed = 0 then
			insert into pg_temp.awaited
			select distinct nobody, pinned.indicator from pg_temp.pinned
			on conflict do nothing;
			get diagnostics changed = row_count;
		end if;
		if changed = 0 then
			insert into pg_temp.closed
			select distinct coalesce(cell.area_id, (
				-- What is left of an area is hidden with its smallest open part.
				select part.area_id from pg_temp.cell as part
				where part.parent_id = cell.parent_id and part.slot = cell.slot and part.indicator = cell.indicator
					and not part.is_rest and not part.closed
				order by part.d, part.area_id limit 1
			), cell.parent_id), cell.indicator
			from pg_temp.pinned
			join pg_temp.unknown on unknown.id = pinned.id
			join pg_temp.cell on cell.id = unknown.cell_id
			on conflict do nothing;
			get diagnostics changed = row_count;
		end if;
		exit when changed = 0;
		perform private.close_cells();
	end loop;
end
$$;

-- Puts the cube of a year in order; touches only cells whose numbers changed.
create function private.publish_year(p_year text) returns void
language plpgsql security definer set search_path = '' as $$
begin
	perform private.decide_hidden(p_year);
	create temporary table if not exists pg_temp.shown (
		area_id uuid, month text, indicator text, numerator integer, denominator integer, suppressed boolean
	) on commit drop;
	truncate pg_temp.shown;
	insert into pg_temp.shown
	select count.area_id, month.name, count.indicator || '.' || span.name,
		case when not coalesce(cell.hidden, false) then count.numerator end,
		case when coalesce(cell.hidden or cell.closed, false) and count.denominator < 10 then null
			else count.denominator end,
		coalesce(cell.hidden, false)
	from (select p_year || '-' || to_char(n, 'FM00') as name from generate_series(1, 12) as n) as month
	cross join unnest(array['month', 'quarter', 'year']) as span (name)
	join jangkau.coverage_count as count
		on count.month = month.name and count.span = private.counted_span(month.name, span.name)
	left join pg_temp.cell on cell.key = count.area_id::text and cell.indicator = count.indicator
		and cell.slot = count.month || '.' || count.span
	where (span.name = 'month' or not private.is_state(count.indicator))
		and count.indicator not like 'missed\_%';
	-- All reasons of every cell, whether there are any or not: which are missing would tell of a hidden one.
	insert into pg_temp.shown
	select whole.area_id, whole.month, reason.key || '.' || span.name,
		case when not whole.suppressed then (reason.value #>> '{}')::integer end,
		case when not whole.suppressed then whole.denominator - whole.numerator end,
		whole.suppressed or reason.value = 'null'
	from pg_temp.shown as whole
	cross join lateral (select split_part(whole.indicator, '.', 2) as name) as span
	cross join lateral (
		select jsonb_object_agg(name, coalesce(part.numerator, 0)) as counts
		from unnest(array['missed_refused', 'missed_not_home', 'missed_unreachable', 'missed_no_kader',
			'missed_unsynced', 'missed_overdue', 'missed_planned', 'missed_unplanned']) as name
		left join jangkau.coverage_count as part on part.area_id = whole.area_id and part.month = whole.month
			and part.span = private.counted_span(whole.month, span.name) and part.indicator = name
	) as reasons
	cross join lateral jsonb_each(private.shown_reasons(reasons.counts)) as reason
	where whole.indicator like 'household\_visited.%';
	insert into jangkau.coverage_cell as cell
		(id, area_id, month, indicator, target_group, numerator, denominator, suppressed, computed_at)
	select gen_random_uuid(), area_id, month, indicator, 'all', numerator, denominator, suppressed, now()
	from pg_temp.shown
	on conflict (area_id, month, indicator, target_group) do update
	set numerator = excluded.numerator, denominator = excluded.denominator,
		suppressed = excluded.suppressed, computed_at = excluded.computed_at,
		-- A month is published when the next one has begun; a change after that is a revision.
		revised_at = case when now() >= private.month_end(excluded.month) + interval '2 days' then now()
			else cell.revised_at end
	where (cell.numerator, cell.denominator, cell.suppressed)
		is distinct from (excluded.numerator, excluded.denominator, excluded.suppressed);
	-- What has nobody left to count.
	update jangkau.coverage_cell as cell
	set numerator = 0, denominator = 0, suppressed = false, computed_at = now()
	where cell.month between p_year || '-01' and p_year || '-12'
		and cell.indicator <> 'kader_synced.week'
		and (cell.numerator, cell.denominator) is distinct from (0, 0)
		and not exists (select from pg_temp.shown
			where shown.area_id = cell.area_id and shown.month = cell.month and shown.indicator = cell.indicator);
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
	this_month text := to_char(current_date, 'YYYY-MM');
	year integer;
	changed bigint;
	tree_changed boolean;
begin
	-- Whoever comes second waits: told at once that all is done she would pull before it is.
	perform set_config('lock_timeout', '60s', true);
	perform pg_advisory_xact_lock(hashtext('jangkau.coverage'));
	select horizon, day into since, done_on from jangkau.coverage_state;
	-- Where it takes long it is not done anew for everybody who looks.
	if exists (select from jangkau.coverage_state
		where took > interval '10 seconds' and done_at + 60 * took > clock_timestamp()) then
		return;
	end if;
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
		select visit.visited_on from jangkau.finding
		join jangkau.visit on visit.id = finding.visit_id where finding.xid >= since
		union all
		select held_on from jangkau.posyandu_session where xid >= since
		union all
		select posyandu_session.held_on from jangkau.attendance
		join jangkau.posyandu_session on posyandu_session.id = attendance.session_id where attendance.xid >= since
		union all
		-- A household that came, went or changed hands alters every month that is still open.
		select date_trunc('quarter', now())::date
		where exists (select from jangkau.household where xid >= since)
			or exists (select from jangkau.member where xid >= since)
			or exists (select from jangkau.territory where xid >= since)
			or exists (select from jangkau.kader where xid >= since)
		union all
		-- The first day of such an area never changes: whatever else did counts from there.
		select private.day_of(setting.value ->> 'fromOn') from jangkau.setting
		where setting.key like 'unreachable.%' and setting.xid >= since
		union all
		-- Another tree adds up otherwise, in every month.
		select date '2000-01-01' where exists (select from jangkau.area where xid >= since)
		union all
		-- With a day what is planned becomes overdue, and what a silent phone may hold grows old.
		select done_on - 7 where done_on < current_date
	) as changed;
	if first_month is null and done_on = current_date then
		return;
	end if;
	tree_changed := exists (select from jangkau.area where xid >= since);
	-- A year back is as far as a late visit may change published figures.
	first_month := greatest(coalesce(first_month, this_month), to_char(now() - interval '11 months', 'YYYY-MM'));
	-- Before anything was recorded there is nothing to count: such a month has no data, and is not zero.
	first_month := greatest(first_month, least(this_month, (
		select to_char(min(recorded.day), 'YYYY-MM')
		from (
			select min(visited_on) as day from jangkau.visit
			union all select min(due_on) from jangkau.visit_plan
			union all select min(held_on) from jangkau.posyandu_session
			union all select min((coverage_count.month || '-01')::date) from jangkau.coverage_count
		) as recorded
	)));
	for year in left(first_month, 4)::integer .. left(this_month, 4)::integer loop
		changed := private.count_months(year,
			case when year = left(first_month, 4)::integer then right(first_month, 2)::integer else 1 end,
			case when year = left(this_month, 4)::integer then right(this_month, 2)::integer else 12 end);
		if changed > 0 or tree_changed then
			perform private.publish_year(year::text);
		end if;
	end loop;
	perform private.refresh_kader_freshness(this_month);
	update jangkau.coverage_state
	set horizon = upto, day = current_date, done_at = clock_timestamp(), took = clock_timestamp() - now();
end
$$;

-- coverage_refresh({}): a viewer asks for it before she pulls. It cannot be part of the pull: what a
-- transaction writes is above the horizon of its own pull.
create function public.coverage_refresh(p text) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '120s' as $$
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

do $$
declare
	made text;
begin
	foreach made in array array['counted_span(text, text)', 'is_state(text)', 'is_small(integer, integer)',
		'term(text, text, text, text)', 'count_months(integer, integer, integer)', 'load_cells(text)', 'close_more()', 'close_cells()', 'follow_nobody()',
		'load_rests()', 'load_equations(text)',
		'load_time(text)', 'tighten()', 'hide_more()', 'decide_hidden(text)', 'publish_year(text)',
		'refresh_kader_freshness(text)', 'refresh_coverage()']
	loop
		execute 'revoke execute on function private.' || made || ' from public';
	end loop;
end $$;
