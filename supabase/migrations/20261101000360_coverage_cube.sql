-- The cube that viewers pull: counts of every area, month and span, kept here unsuppressed, and what of
-- them may be shown (docs/metrics.md, Small numbers).

-- How far the cube is computed: the horizon below which every change is already in it.
create table jangkau.coverage_state (
	only_row boolean primary key default true check (only_row),
	horizon xid8 not null default '0',
	day date,
	done_at timestamptz,
	took interval,
	-- Months that are not up to date yet; and whether they are published even if their counts are as before.
	pending text[] not null default '{}',
	pending_all boolean not null default false
);
-- A month's cells are looked through whenever it is published.
create index coverage_cell_month on jangkau.coverage_cell (month);
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
	-- Hidden, and which other value stays possible: one more, one less (private.hide_months).
	up boolean not null default false,
	down boolean not null default false,
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
-- that, for exact ones could be had by subtraction within the area and among its parts. What the steps leave
-- unsaid must be able to lie with several of them, of this area or of its parts: else none is told (null).
create function private.shown_reasons(p_reasons jsonb) returns jsonb
language sql immutable set search_path = '' as $$
	select case when sum(reason.n % 5) > 0 and count(*) filter (where reason.n % 5 = 4) < 3
		then jsonb_object_agg(reason.key, case when reason.n >= 5 then reason.n - reason.n % 5 end) end
	from (select key, value::integer as n from pg_catalog.jsonb_each_text(p_reasons)) as reason
$$;

-- Counts months of a year anew, each with the spans that end with it. The months of which counts are others
-- now: of the rest what may be shown is the same too.
create function private.count_months(p_year integer, p_first integer, p_last integer) returns integer[]
language plpgsql security definer set search_path = '' as $$
declare
	first_month constant text := p_year || '-' || to_char(p_first, 'FM00');
	last_month constant text := p_year || '-' || to_char(p_last, 'FM00');
	months integer[];
	spans text[];
	changed integer[];
begin
	select array_agg(month), array_agg(span) into months, spans
	from generate_series(p_first, p_last) as month
	cross join unnest(array['month', 'quarter', 'year']) as span
	where private.counted_span(p_year || '-' || to_char(month, 'FM00'), span) = span;
	-- Tables with an index: of a month that was never counted the statistics know nothing, and the rows of two
	-- such would be compared each with each.
	create temporary table if not exists pg_temp.fresh (
		area_id uuid, month text, span text, indicator text, numerator integer, denominator integer,
		primary key (area_id, month, span, indicator)
	) on commit drop;
	truncate pg_temp.fresh;
	insert into pg_temp.fresh
	select counted.area_id, counted.month, counted.span, figure.indicator, figure.numerator, figure.denominator
	from private.count_spans(null, p_year, months, spans, current_date, private.silent_kader()) as counted
	cross join lateral private.figures_of(counted) as figure
	where (counted.span = 'month' or not private.is_state(figure.indicator))
		-- So few a month in any area that all would be hidden; their number alone is a secret.
		and figure.indicator not in ('priority_visited', 'danger_reported');
	analyze pg_temp.fresh;
	with gone as (
		delete from jangkau.coverage_count as count
		where count.month between first_month and last_month
			and not exists (select from pg_temp.fresh where fresh.area_id = count.area_id and fresh.month = count.month
				and fresh.span = count.span and fresh.indicator = count.indicator)
		returning count.month
	), put as (
		insert into jangkau.coverage_count as count (area_id, month, span, indicator, numerator, denominator)
		select * from pg_temp.fresh
		on conflict (area_id, month, span, indicator) do update
		set numerator = excluded.numerator, denominator = excluded.denominator
		where (count.numerator, count.denominator) is distinct from (excluded.numerator, excluded.denominator)
		returning count.month
	)
	select array_agg(distinct right(month, 2)::integer) into changed
	from (select month from gone union all select month from put) as touched;
	return coalesce(changed, '{}');
end
$$;

-- Puts the cube of months of a year in order; touches only cells whose numbers changed.
create function private.publish_months(p_year integer, p_months integer[]) returns void
language plpgsql security definer set search_path = '' as $$
declare
	months constant text[] := array(
		select distinct p_year || '-' || to_char(n, 'FM00')
		from unnest(p_months || private.hide_months(p_year, p_months)) as n);
begin
	create temporary table if not exists pg_temp.shown (
		area_id uuid, month text, indicator text, numerator integer, denominator integer, suppressed boolean,
		primary key (area_id, month, indicator)
	) on commit drop;
	truncate pg_temp.shown;
	insert into pg_temp.shown
	select count.area_id, count.month, count.indicator || '.' || span.name,
		case when not (count.up or count.down) then count.numerator end,
		case when count.denominator >= 10 or count.indicator <> all (private.hidden_indicators())
			then count.denominator end,
		count.up or count.down
	from unnest(months) as month (name)
	cross join unnest(array['month', 'quarter', 'year']) as span (name)
	join jangkau.coverage_count as count
		on count.month = month.name and count.span = private.counted_span(month.name, span.name)
	where (span.name = 'month' or not private.is_state(count.indicator))
		and count.indicator not like 'missed\_%';
	-- All reasons of every cell, whether there are any or not: which are missing would tell of a hidden one.
	insert into pg_temp.shown
	select whole.area_id, whole.month, reason.name || '.' || span.name,
		said.n, case when said.n is not null or not whole.suppressed and reasons.shown is not null
			then whole.denominator - whole.numerator end,
		said.n is null
	from pg_temp.shown as whole
	cross join lateral (select split_part(whole.indicator, '.', 2) as name) as span
	left join (
		select count.area_id, count.month, count.span,
			private.shown_reasons(jsonb_object_agg(count.indicator, count.numerator)) as shown
		from jangkau.coverage_count as count
		where count.month = any (months) and count.indicator like 'missed\_%'
		group by count.area_id, count.month, count.span
	) as reasons on reasons.area_id = whole.area_id and reasons.month = whole.month
		and reasons.span = private.counted_span(whole.month, span.name)
	cross join unnest(array['missed_refused', 'missed_not_home', 'missed_unreachable', 'missed_no_kader',
		'missed_unsynced', 'missed_overdue', 'missed_planned', 'missed_unplanned']) as reason (name)
	cross join lateral (
		-- Of fewer than ten even the reasons that all share are nobody's.
		select case when whole.suppressed or whole.denominator is null then null
			when whole.numerator = whole.denominator then 0
			else (reasons.shown ->> reason.name)::integer end as n
	) as said
	where whole.indicator like 'household\_visited.%';
	analyze pg_temp.shown;
	insert into jangkau.coverage_cell as cell
		(id, area_id, month, indicator, target_group, numerator, denominator, suppressed, computed_at)
	select gen_random_uuid(), shown.area_id, shown.month, shown.indicator, 'all', shown.numerator,
		shown.denominator, shown.suppressed, now()
	from pg_temp.shown
	left join jangkau.coverage_cell as old on old.month = any (months) and old.area_id = shown.area_id
		and old.month = shown.month and old.indicator = shown.indicator and old.target_group = 'all'
	where old.id is null or (old.numerator, old.denominator, old.suppressed)
		is distinct from (shown.numerator, shown.denominator, shown.suppressed)
	on conflict (area_id, month, indicator, target_group) do update
	set numerator = excluded.numerator, denominator = excluded.denominator,
		suppressed = excluded.suppressed, computed_at = excluded.computed_at,
		-- A month is published when the next one has begun; a change after that is a revision.
		revised_at = case when now() >= private.month_end(excluded.month) + interval '2 days' then now()
			else cell.revised_at end;
	-- What has nobody left to count.
	update jangkau.coverage_cell as cell
	set numerator = 0, denominator = 0, suppressed = false, computed_at = now()
	where cell.month = any (months) and cell.indicator <> 'kader_synced.week'
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

-- Brings the cube up to date when something changed since the last time, three months at a time and the newest
-- first, as many as there is time for; who asks next goes on. The advisory lock keeps two viewers from doing
-- the same work.
create function private.refresh_coverage() returns void
language plpgsql security definer set search_path = '' as $$
declare
	since xid8;
	done_on date;
	upto xid8 := pg_snapshot_xmin(pg_current_snapshot());
	first_month text;
	this_month text := to_char(current_date, 'YYYY-MM');
	waiting text[];
	waiting_all boolean;
	piece text[];
	months integer[];
	changed integer[];
begin
	-- Whoever comes second waits: told at once that all is done she would pull before it is.
	perform set_config('lock_timeout', '60s', true);
	perform pg_advisory_xact_lock(hashtext('jangkau.coverage'));
	select horizon, day, pending, pending_all into since, done_on, waiting, waiting_all from jangkau.coverage_state;
	-- Where it takes long it is not done anew for everybody who looks.
	if exists (select from jangkau.coverage_state
		where pending = '{}' and took > interval '10 seconds' and done_at + 60 * took > clock_timestamp()) then
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
		-- What was corrected may have been of an earlier month.
		select corrected.visited_on from jangkau.visit
		join jangkau.visit as corrected on corrected.id = visit.corrects_id where visit.xid >= since
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
	if first_month is null and done_on = current_date and waiting = '{}' then
		return;
	end if;
	waiting_all := waiting_all or exists (select from jangkau.area where xid >= since);
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
	waiting := array(
		select to_char(day, 'YYYY-MM')
		from generate_series((first_month || '-01')::date, (this_month || '-01')::date, interval '1 month') as day
		union select unnest(waiting) order by 1 desc);
	while waiting <> '{}' and clock_timestamp() < now() + interval '20 seconds' loop
		piece := array(select month from unnest(waiting[:3]) as month where left(month, 4) = left(waiting[1], 4));
		months := array(select right(month, 2)::integer from unnest(piece) as month);
		changed := private.count_months(left(piece[1], 4)::integer, months[cardinality(months)], months[1]);
		if waiting_all or changed <> '{}' then
			perform private.publish_months(left(piece[1], 4)::integer, case when waiting_all then months else changed end);
		end if;
		waiting := waiting[cardinality(piece) + 1:];
	end loop;
	perform private.refresh_kader_freshness(this_month);
	update jangkau.coverage_state
	set horizon = upto, day = current_date, pending = waiting, pending_all = waiting_all and waiting <> '{}',
		done_at = clock_timestamp(), took = clock_timestamp() - now();
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
		'count_months(integer, integer, integer)', 'publish_months(integer, integer[])',
		'refresh_kader_freshness(text)', 'refresh_coverage()']
	loop
		execute 'revoke execute on function private.' || made || ' from public';
	end loop;
end $$;
