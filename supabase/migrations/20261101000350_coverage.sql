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

-- Each registered household of the areas: whether a visit of the span was completed, and if not, why. A
-- corrected visit does not count; its correction does. The reasons exclude each other, in this order.
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
language sql stable security definer set search_path = '' as $$
	with standing as (
		select visit.household_id,
			bool_or(visit.outcome = 'completed') as visited,
			(array_agg(visit.outcome
				order by visit.visited_on desc, visit.captured_at desc, visit.id desc))[1] as last_outcome
		from jangkau.visit
		where visit.area_id = any (p_areas)
			and visit.visited_on between p_from and p_to
			and not exists (
				select from jangkau.visit as correction where correction.corrects_id = visit.id
			)
		group by visit.household_id
	), planned as (
		select visit_plan.household_id,
			bool_or(visit_plan.status = 'planned') as planned,
			bool_or(visit_plan.status = 'planned' and visit_plan.due_on < p_today) as overdue,
			bool_or(visit_plan.kind = 'targeted' and visit_plan.status <> 'skipped') as targeted
		from jangkau.visit_plan
		where visit_plan.area_id = any (p_areas)
			and visit_plan.due_on between p_from and p_to
		group by visit_plan.household_id
	)
	select household.id, household.area_id,
		coalesce(standing.visited, false),
		coalesce(planned.targeted, false),
		household.location_source <> 'none',
		case
			when standing.visited then null
			when standing.last_outcome = 'refused' then 'refused'
			when standing.household_id is not null then 'not_home'
			when kader.id is null or not kader.active then 'no_kader'
			when p_from <= p_today and p_to > p_today - 7 and kader.id = any (p_silent) then 'unsynced'
			when planned.overdue then 'overdue'
			when planned.planned then 'planned'
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

-- Completed months of life on a day; one born on the 31st is a month older on the first, where a month
-- has no such day (`ageInMonths`).
create function private.age_months(p_birth date, p_on date) returns integer
language sql immutable set search_path = '' as $$
	select ((extract(year from p_on) - extract(year from p_birth)) * 12
		+ extract(month from p_on) - extract(month from p_birth)
		- (extract(day from p_on) < extract(day from p_birth))::integer)::integer
$$;

-- Every indicator of the span and every reason for missing a household, counted in one pass for each of
-- the areas and everything above. What has nobody to count has no row.
create function private.coverage_figures(
	p_areas uuid[], p_from date, p_to date, p_today date, p_silent uuid[]
)
returns table (area_id uuid, indicator text, numerator integer, denominator integer)
language sql stable security definer set search_path = '' as $$
	with home as materialized (
		select * from private.household_coverage(p_areas, p_from, p_to, p_today, p_silent)
	), at_posyandu as (
		select distinct attendance.member_id
		from jangkau.posyandu_session
		join jangkau.attendance on attendance.session_id = posyandu_session.id
		where posyandu_session.status = 'held'
			and posyandu_session.held_on between p_from and p_to
			and attendance.present
	), at_work as (
		select distinct visit.kader_id
		from jangkau.visit
		where visit.kader_id in (
				select kader.id from jangkau.kader where kader.area_id = any (p_areas) and kader.active)
			and visit.visited_on between p_from and p_to
			and visit.outcome = 'completed'
			and not exists (
				select from jangkau.visit as correction where correction.corrects_id = visit.id
			)
	), leaf as (
		select homes.area_id, part.indicator, part.numerator, part.denominator
		from (
			select home.area_id, count(*) as registered,
				count(*) filter (where home.visited) as visited,
				count(*) filter (where home.missed_because is not null) as missed,
				count(*) filter (where home.targeted) as targeted,
				count(*) filter (where home.targeted and home.visited) as targeted_visited,
				count(*) filter (where home.located) as located,
				count(*) filter (where home.missed_because = 'refused') as refused,
				count(*) filter (where home.missed_because = 'not_home') as not_home,
				count(*) filter (where home.missed_because = 'no_kader') as no_kader,
				count(*) filter (where home.missed_because = 'unsynced') as unsynced,
				count(*) filter (where home.missed_because = 'overdue') as overdue,
				count(*) filter (where home.missed_because = 'planned') as planned,
				count(*) filter (where home.missed_because = 'unplanned') as unplanned
			from home group by home.area_id
		) as homes
		cross join lateral (values
			('household_visited', homes.visited, homes.registered),
			('priority_visited', homes.targeted_visited, homes.targeted),
			('position_known', homes.located, homes.registered),
			('missed_refused', homes.refused, homes.missed),
			('missed_not_home', homes.not_home, homes.missed),
			('missed_no_kader', homes.no_kader, homes.missed),
			('missed_unsynced', homes.unsynced, homes.missed),
			('missed_overdue', homes.overdue, homes.missed),
			('missed_planned', homes.planned, homes.missed),
			('missed_unplanned', homes.unplanned, homes.missed)
		) as part (indicator, numerator, denominator)
		union all
		select people.area_id, part.indicator, part.numerator, part.denominator
		from (
			select home.area_id,
				count(*) filter (where member.jkn_status = 'active') as insured,
				count(*) filter (where member.jkn_status <> 'unknown') as asked,
				count(*) filter (where young.under_five and at_posyandu.member_id is not null) as weighed,
				count(*) filter (where young.under_five) as under_five
			from home
			join jangkau.member on member.household_id = home.household_id and member.status = 'active'
			left join at_posyandu on at_posyandu.member_id = member.id
			cross join lateral (
				select member.birth_date <= p_to and private.age_months(member.birth_date, p_to) < 60 as under_five
			) as young
			group by home.area_id
		) as people
		cross join lateral (values
			('jkn_active', people.insured, people.asked),
			('weighed', people.weighed, people.under_five)
		) as part (indicator, numerator, denominator)
		union all
		select finding.area_id, 'danger_reported',
			count(*) filter (where finding.received_at - finding.found_at <= interval '24 hours'), count(*)
		from jangkau.finding
		join jangkau.visit on visit.id = finding.visit_id
		where finding.area_id = any (p_areas)
			and finding.urgency = 'red'
			and visit.visited_on between p_from and p_to
		group by finding.area_id
		union all
		select kader.area_id, 'kader_active', count(at_work.kader_id), count(*)
		from jangkau.kader
		left join at_work on at_work.kader_id = kader.id
		where kader.area_id = any (p_areas) and kader.active
		group by kader.area_id
	)
	select area_ancestor.ancestor_id, leaf.indicator,
		sum(leaf.numerator)::integer, sum(leaf.denominator)::integer
	from leaf
	join jangkau.area_ancestor on area_ancestor.area_id = leaf.area_id
	group by area_ancestor.ancestor_id, leaf.indicator
	having sum(leaf.denominator) > 0
$$;

revoke execute on function private.silent_kader(integer) from public;
revoke execute on function private.household_coverage(uuid[], date, date, date, uuid[]) from public;
revoke execute on function private.coverage_figures(uuid[], date, date, date, uuid[]) from public;
