-- Coverage: one definition (docs/metrics.md), computed here for reports and for the cube that viewers
-- pull, and on the device in src/lib/domain/area-coverage.ts and coverage-figures.ts. Nothing here is
-- suppressed: what viewers see is made of it by the cube, in the next file.

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

-- Active kader whose phone was not heard of for so many days: visits may exist that nobody has seen. One
-- who never synchronised is among them.
create function private.silent_kader(p_days integer default 7) returns uuid[]
language sql stable security definer set search_path = '' as $$
	select coalesce(array_agg(kader.id), '{}')
	from jangkau.kader
	where kader.active and not exists (
		select from jangkau.membership
		join jangkau.device on device.membership_id = membership.id
		where membership.kader_id = kader.id
			and device.last_seen_at > now() - make_interval(days => p_days)
	)
$$;

-- Which months there are is said by a number of bits: `1 << n` is the n-th month of the year. So a visit is
-- read once, whatever periods are asked for, and a period is a mask: all of it lies in one year.
create function private.month_bit(p_day date) returns integer
language sql immutable as $$
	select 1 << date_part('month', p_day)::integer
$$;

create function private.months_bits(p_first integer, p_last integer) returns integer
language sql immutable as $$
	select (2 << p_last) - (1 << p_first)
$$;

create index visit_changed on jangkau.visit (xid, visited_on);
create index visit_plan_changed on jangkau.visit_plan (xid, due_on);
-- By area for a report, by kader for who was at work.
create index visit_plan_area_day on jangkau.visit_plan (area_id, due_on);
create index visit_kader_day on jangkau.visit (kader_id, visited_on);

-- Of each household the months with a completed visit, a refusal, something else. A corrected visit does not
-- count; its correction does. Without areas: all of them. Inlined, that the planner may see how much is asked
-- for.
create function private.visit_months(p_areas uuid[], p_from date, p_to date)
returns table (household_id uuid, visited integer, refused integer, other integer)
language sql stable as $$
	select visit.household_id,
		coalesce(bit_or(private.month_bit(visit.visited_on)) filter (where visit.outcome = 'completed'), 0),
		coalesce(bit_or(private.month_bit(visit.visited_on)) filter (where visit.outcome = 'refused'), 0),
		coalesce(bit_or(private.month_bit(visit.visited_on))
			filter (where visit.outcome not in ('completed', 'refused')), 0)
	from jangkau.visit
	where (p_areas is null or visit.area_id = any (p_areas))
		and visit.visited_on between p_from and p_to
		and not exists (
			select from jangkau.visit as correction
			where correction.corrects_id = visit.id and correction.corrects_id is not null
		)
	group by visit.household_id
$$;

-- The months among the days in which the last standing visit of a household was refused.
create function private.refused_last(p_household uuid, p_from date, p_to date) returns integer
language sql stable set search_path = '' as $$
	select coalesce(bit_or(last.bit) filter (where last.outcome = 'refused'), 0)
	from (
		select distinct on (private.month_bit(visit.visited_on))
			private.month_bit(visit.visited_on) as bit, visit.outcome
		from jangkau.visit
		where visit.household_id = p_household
			and visit.visited_on between p_from and p_to
			and not exists (select from jangkau.visit as correction where correction.corrects_id = visit.id)
		order by private.month_bit(visit.visited_on), visit.visited_on desc, visit.captured_at desc, visit.id desc
	) as last
$$;

-- A shape in a setting, which nobody checked when it came: null for what is no polygon.
create function private.shape_of(p_value jsonb) returns extensions.geometry
language plpgsql stable set search_path = '' as $$
declare
	shape extensions.geometry;
begin
	-- Not where it is declared: what fails there is not caught here.
	shape := extensions.st_setsrid(extensions.st_force2d(extensions.st_geomfromgeojson(p_value::text)), 4326);
	return case when extensions.st_geometrytype(shape) in ('ST_Polygon', 'ST_MultiPolygon') then shape end;
exception when others then
	return null;
end $$;

-- The months among the days in which a household stood where nobody could get to: in an area that its
-- puskesmas has confirmed (setting `unreachable.<id>`), on at least one day of the month.
create function private.unreachable_months(p_areas uuid[], p_from date, p_to date)
returns table (household_id uuid, months integer)
language sql stable as $$
	with noted as materialized (
		select setting.puskesmas_id, private.shape_of(setting.value -> 'shape') as shape,
			greatest(private.day_of(setting.value ->> 'fromOn'), p_from) as first_day,
			least(private.day_of(setting.value ->> 'untilOn'), p_to) as last_day
		from jangkau.setting
		where setting.key like 'unreachable.%' and setting.value ->> 'state' = 'confirmed'
			-- A first day that is none would make of it the whole span.
			and private.day_of(setting.value ->> 'fromOn') is not null
	)
	select household.id,
		bit_or(private.months_bits(
			date_part('month', noted.first_day)::integer, date_part('month', noted.last_day)::integer))
	from noted
	join jangkau.facility_area on facility_area.facility_id = noted.puskesmas_id
	join jangkau.area_ancestor on area_ancestor.ancestor_id = facility_area.area_id
	join jangkau.household on household.area_id = area_ancestor.area_id
		and extensions.st_covers(noted.shape, household.location)
	where noted.first_day <= noted.last_day
		and (p_areas is null or household.area_id = any (p_areas))
	group by household.id
$$;

-- Why a household was missed in the months of a mask; null where it was visited. The reasons exclude each
-- other, in this order. Of two masks without a common month the one with the later month is the greater.
-- Out of reach is only who was so in each of the months: in another one somebody could have come.
create function private.missed_because(
	p_visited integer, p_refused integer, p_other integer, p_unreachable integer, p_no_kader boolean,
	p_silent boolean, p_overdue integer, p_planned integer, p_months integer
) returns text
language sql immutable as $$
	select case
		when p_visited & p_months <> 0 then null
		when p_refused & p_months > p_other & p_months then 'refused'
		when p_other & p_months <> 0 then 'not_home'
		when p_unreachable & p_months = p_months then 'unreachable'
		when p_no_kader then 'no_kader'
		when p_silent then 'unsynced'
		when p_overdue & p_months <> 0 then 'overdue'
		when p_planned & p_months <> 0 then 'planned'
		else 'unplanned'
	end
$$;

-- Each household of the areas that was registered by the last day: since which month of the year (0: before
-- it), and in which months what was done and planned. The days are of one year and begin and end with a month.
create function private.household_months(p_areas uuid[], p_from date, p_to date, p_today date, p_silent uuid[])
returns table (
	household_id uuid, area_id uuid, since integer, located boolean, no_kader boolean, silent boolean,
	visited integer, refused integer, other integer, unreachable integer,
	overdue integer, planned integer, targeted integer
)
language sql stable as $$
	with plan as (
		select visit_plan.household_id,
			bit_or(private.month_bit(visit_plan.due_on)) filter (where visit_plan.status = 'planned') as planned,
			bit_or(private.month_bit(visit_plan.due_on))
				filter (where visit_plan.status = 'planned' and visit_plan.due_on < p_today) as overdue,
			bit_or(private.month_bit(visit_plan.due_on)) filter (where visit_plan.kind = 'targeted') as targeted
		from jangkau.visit_plan
		where (p_areas is null or visit_plan.area_id = any (p_areas))
			and visit_plan.due_on between p_from and p_to
			and (visit_plan.status = 'planned' or visit_plan.kind = 'targeted' and visit_plan.status <> 'skipped')
		group by visit_plan.household_id
	)
	select household.id, household.area_id,
		case when household.registered_on < p_from then 0
			else date_part('month', household.registered_on)::integer end,
		household.location_source <> 'none',
		kader.id is null or not kader.active,
		coalesce(kader.id = any (p_silent), false),
		coalesce(standing.visited, 0), coalesce(last.refused, 0),
		coalesce((standing.refused | standing.other) & ~last.refused, 0), coalesce(unreachable.months, 0),
		coalesce(plan.overdue, 0), coalesce(plan.planned, 0), coalesce(plan.targeted, 0)
	from jangkau.household
	left join private.visit_months(p_areas, p_from, p_to) as standing on standing.household_id = household.id
	left join plan on plan.household_id = household.id
	left join private.unreachable_months(p_areas, p_from, p_to) as unreachable
		on unreachable.household_id = household.id
	left join jangkau.territory on territory.id = household.territory_id and territory.active
	left join jangkau.kader on kader.id = territory.kader_id
	cross join lateral (
		-- Only a month with both and without a visit needs to be looked at in its order.
		select case when coalesce(standing.refused & standing.other & ~standing.visited, 0) = 0
			then standing.refused & ~standing.other
			else private.refused_last(household.id, p_from, p_to) end as refused
	) as last
	where (p_areas is null or household.area_id = any (p_areas))
		and household.status = 'active'
		and household.registered_on <= p_to
$$;

-- Each registered household of the areas: whether a visit of the span was completed, and if not, why.
-- `unsynced` only where the span reaches into the days of which a silent phone may still hold visits.
create function private.household_coverage(
	p_areas uuid[], p_from date, p_to date, p_today date, p_silent uuid[]
)
returns table (
	household_id uuid,
	area_id uuid,
	visited boolean,
	targeted boolean,
	located boolean,
	missed_because text
)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
	return query
	select home.household_id, home.area_id, home.visited <> 0, home.targeted <> 0, home.located,
		private.missed_because(home.visited, home.refused, home.other, home.unreachable, home.no_kader,
			home.silent and p_from <= p_today and p_to > p_today - 7, home.overdue, home.planned,
			private.months_bits(date_part('month', p_from)::integer, date_part('month', p_to)::integer))
	from private.household_months(p_areas, p_from, p_to, p_today, p_silent) as home;
end
$$;

-- Counts of an area in a span that ends with a month, under names that say of what.
create type private.span_count as (
	area_id uuid, month text, span text,
	registered integer, visited integer, located integer, targeted integer, targeted_visited integer,
	refused integer, not_home integer, unreachable integer, no_kader integer, unsynced integer, overdue integer, planned integer,
	unplanned integer, asked integer, insured integer, under_five integer, weighed integer,
	kader integer, at_work integer, danger integer, danger_in_time integer
);

-- All spans of a year that are asked for (each a month of it and 'month', 'quarter' or 'year'), of each of the
-- areas and everything above: every record is read once, counted where it belongs and then added up. Without
-- areas: all of them.
create function private.count_spans(
	p_areas uuid[], p_year integer, p_months integer[], p_spans text[], p_today date, p_silent uuid[]
)
returns setof private.span_count
language plpgsql stable security definer set search_path = '' set work_mem = '64MB'
set plan_cache_mode = force_custom_plan as $$
declare
	first_month constant integer := (select min(case span.name when 'month' then span.month
		when 'quarter' then (span.month - 1) / 3 * 3 + 1 else 1 end)
		from unnest(p_months, p_spans) as span (month, name));
	last_month constant integer := (select max(month) from unnest(p_months) as month);
	first_day constant date := make_date(p_year, first_month, 1);
	last_day constant date := (make_date(p_year, last_month, 1) + interval '1 month' - interval '1 day')::date;
begin
	return query
	with span as materialized (
		select asked.no, asked.month, bounds.last_day,
			private.months_bits(bounds.first, asked.month) as months,
			-- A silent phone may still hold visits of the last days.
			make_date(p_year, bounds.first, 1) <= p_today and bounds.last_day > p_today - 7 as recent
		from unnest(p_months, p_spans) with ordinality as asked (month, span, no)
		cross join lateral (
			select case asked.span when 'month' then asked.month
					when 'quarter' then (asked.month - 1) / 3 * 3 + 1 else 1 end as first,
				(make_date(p_year, asked.month, 1) + interval '1 month' - interval '1 day')::date as last_day
		) as bounds
	), home as materialized (
		select * from private.household_months(p_areas, first_day, last_day, p_today, p_silent)
	), child as materialized (
		select member.id, home.area_id, home.since, member.birth_date
		from home
		join jangkau.member on member.household_id = home.household_id and member.status = 'active'
		where member.birth_date > first_day - interval '5 years' and member.birth_date <= last_day
			and (p_areas is null or member.area_id = any (p_areas))
	), weighing as (
		select attendance.member_id, bit_or(private.month_bit(posyandu_session.held_on)) as months
		from jangkau.attendance
		join jangkau.posyandu_session on posyandu_session.id = attendance.session_id
		where attendance.present
			-- Of few children each by the index, of all of them in one go.
			and (p_areas is null or attendance.member_id = any (array(select child.id from child)))
			and posyandu_session.status = 'held' and posyandu_session.held_on between first_day and last_day
		group by attendance.member_id
	), work as materialized (
		select kader.id, kader.area_id, coalesce(bit_or(1 << n) filter (where (
			-- The first that is found is enough: `limit` keeps the planner from reading all of them.
			select true from jangkau.visit
			where visit.kader_id = kader.id and visit.outcome = 'completed'
				and visit.visited_on between make_date(p_year, n, 1)
					and (make_date(p_year, n, 1) + interval '1 month' - interval '1 day')::date
				and not exists (select from jangkau.visit as correction where correction.corrects_id = visit.id)
			limit 1
		)), 0) as months
		from jangkau.kader
		cross join generate_series(first_month, last_month) as n
		where kader.active and (p_areas is null or kader.area_id = any (p_areas))
		group by kader.id, kader.area_id
	), leaf as (
		select home.area_id, span.no,
			count(*) as registered,
			count(*) filter (where missed.because is null) as visited,
			count(*) filter (where home.located) as located,
			count(*) filter (where home.targeted & span.months <> 0) as targeted,
			count(*) filter (where home.targeted & span.months <> 0 and missed.because is null) as targeted_visited,
			count(*) filter (where missed.because = 'refused') as refused,
			count(*) filter (where missed.because = 'not_home') as not_home,
			count(*) filter (where missed.because = 'unreachable') as unreachable,
			count(*) filter (where missed.because = 'no_kader') as no_kader,
			count(*) filter (where missed.because = 'unsynced') as unsynced,
			count(*) filter (where missed.because = 'overdue') as overdue,
			count(*) filter (where missed.because = 'planned') as planned,
			count(*) filter (where missed.because = 'unplanned') as unplanned,
			0 as asked, 0 as insured, 0 as under_five, 0 as weighed,
			0 as kader, 0 as at_work, 0 as danger, 0 as danger_in_time
		from span
		join home on home.since <= span.month
		cross join lateral (
			select private.missed_because(home.visited, home.refused, home.other, home.unreachable, home.no_kader,
				home.silent and span.recent, home.overdue, home.planned, span.months) as because
		) as missed
		group by home.area_id, span.no
		union all
		select people.area_id, span.no, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
			people.asked, people.insured, 0, 0, 0, 0, 0, 0
		from span
		join (
			select home.area_id, home.since, count(*) as asked,
				count(*) filter (where member.jkn_status = 'active') as insured
			from home
			join jangkau.member on member.household_id = home.household_id and member.status = 'active'
			where member.jkn_status <> 'unknown' and (p_areas is null or member.area_id = any (p_areas))
			group by home.area_id, home.since
		) as people on people.since <= span.month
		union all
		select child.area_id, span.no, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
			count(*), count(*) filter (where weighing.months & span.months <> 0), 0, 0, 0, 0
		from span
		-- Under five: fewer than sixty completed months of life (`ageInMonths`).
		join child on child.since <= span.month and child.birth_date <= span.last_day
			and child.birth_date > span.last_day - interval '5 years'
		left join weighing on weighing.member_id = child.id
		group by child.area_id, span.no
		union all
		select work.area_id, span.no, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
			count(*), count(*) filter (where work.months & span.months <> 0), 0, 0
		from span
		cross join work
		group by work.area_id, span.no
		union all
		select finding.area_id, span.no, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
			count(*), count(*) filter (where finding.received_at - finding.found_at <= interval '24 hours')
		from jangkau.finding
		join jangkau.visit on visit.id = finding.visit_id and visit.visited_on between first_day and last_day
		join span on span.months & private.month_bit(visit.visited_on) <> 0
		where finding.urgency = 'red' and (p_areas is null or finding.area_id = any (p_areas))
		group by finding.area_id, span.no
	)
	select area_ancestor.ancestor_id, p_year || '-' || to_char(p_months[leaf.no], 'FM00'), p_spans[leaf.no],
		sum(leaf.registered)::integer, sum(leaf.visited)::integer, sum(leaf.located)::integer,
		sum(leaf.targeted)::integer, sum(leaf.targeted_visited)::integer, sum(leaf.refused)::integer,
		sum(leaf.not_home)::integer, sum(leaf.unreachable)::integer, sum(leaf.no_kader)::integer,
		sum(leaf.unsynced)::integer, sum(leaf.overdue)::integer, sum(leaf.planned)::integer, sum(leaf.unplanned)::integer,
		sum(leaf.asked)::integer, sum(leaf.insured)::integer, sum(leaf.under_five)::integer,
		sum(leaf.weighed)::integer, sum(leaf.kader)::integer, sum(leaf.at_work)::integer,
		sum(leaf.danger)::integer, sum(leaf.danger_in_time)::integer
	from leaf
	join jangkau.area_ancestor on area_ancestor.area_id = leaf.area_id
	group by area_ancestor.ancestor_id, leaf.no;
end
$$;

-- The indicators of such counts and the reasons for missing a household. What has nobody to count has no row.
create function private.figures_of(p_counts private.span_count)
returns table (indicator text, numerator integer, denominator integer)
language sql immutable as $$
	select part.indicator, part.numerator, part.denominator
	from (values
		('household_visited', p_counts.visited, p_counts.registered),
		('priority_visited', p_counts.targeted_visited, p_counts.targeted),
		('position_known', p_counts.located, p_counts.registered),
		('jkn_active', p_counts.insured, p_counts.asked),
		('weighed', p_counts.weighed, p_counts.under_five),
		('kader_active', p_counts.at_work, p_counts.kader),
		('danger_reported', p_counts.danger_in_time, p_counts.danger),
		('missed_refused', p_counts.refused, p_counts.registered - p_counts.visited),
		('missed_not_home', p_counts.not_home, p_counts.registered - p_counts.visited),
		('missed_unreachable', p_counts.unreachable, p_counts.registered - p_counts.visited),
		('missed_no_kader', p_counts.no_kader, p_counts.registered - p_counts.visited),
		('missed_unsynced', p_counts.unsynced, p_counts.registered - p_counts.visited),
		('missed_overdue', p_counts.overdue, p_counts.registered - p_counts.visited),
		('missed_planned', p_counts.planned, p_counts.registered - p_counts.visited),
		('missed_unplanned', p_counts.unplanned, p_counts.registered - p_counts.visited)
	) as part (indicator, numerator, denominator)
	where part.denominator > 0
$$;

-- The figures of one span: its days begin and end with a month and lie in one year.
create function private.coverage_figures(
	p_areas uuid[], p_from date, p_to date, p_today date, p_silent uuid[]
)
returns table (area_id uuid, indicator text, numerator integer, denominator integer)
language sql stable security definer set search_path = '' as $$
	select counted.area_id, figure.indicator, figure.numerator, figure.denominator
	from private.count_spans(
		p_areas, date_part('year', p_to)::integer, array[date_part('month', p_to)::integer],
		array[case when date_trunc('month', p_to) = p_from then 'month'
			when date_trunc('quarter', p_to) = p_from then 'quarter' else 'year' end],
		p_today, p_silent
	) as counted
	cross join lateral private.figures_of(counted) as figure
$$;

do $$
declare
	made text;
begin
	foreach made in array array['silent_kader(integer)', 'month_bit(date)', 'months_bits(integer, integer)',
		'missed_because(integer, integer, integer, integer, boolean, boolean, integer, integer, integer)',
		'shape_of(jsonb)', 'unreachable_months(uuid[], date, date)',
		'figures_of(private.span_count)', 'visit_months(uuid[], date, date)',
		'refused_last(uuid, date, date)', 'household_months(uuid[], date, date, date, uuid[])',
		'household_coverage(uuid[], date, date, date, uuid[])',
		'count_spans(uuid[], integer, integer[], text[], date, uuid[])',
		'coverage_figures(uuid[], date, date, date, uuid[])']
	loop
		execute 'revoke execute on function private.' || made || ' from public';
	end loop;
end $$;
