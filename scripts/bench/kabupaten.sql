-- A made-up kabupaten for benches, in place of nothing: kecamatan with a puskesmas each, desa of six RW of
-- four RT, kader, families with their people, plans and visits of twelve months up to today. How many stands
-- in the settings bench.districts, bench.villages, bench.kader, bench.households and bench.visits.
-- Triggers are off: rows go in as they would be after them.
set session_replication_role = replica;

create function pg_temp.size(p_name text) returns integer language sql stable as $$
	select current_setting('bench.' || p_name)::integer
$$;
create function pg_temp.id(p_kind integer, p_n bigint) returns uuid language sql immutable as $$
	select (lpad(to_hex(p_kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(p_n), 12, '0'))::uuid
$$;
-- Between 0 and 1, the same for the same number.
create function pg_temp.chance(p_n bigint) returns double precision language sql immutable as $$
	select ((hashint8(p_n)::bigint & 1048575) + 0.5) / 1048576
$$;

insert into jangkau.area (id, parent_id, kind, name)
select pg_temp.id(1, 0), null, 'regency', 'Kabupaten'
union all
select pg_temp.id(2, n), pg_temp.id(1, 0), 'district', 'Kecamatan ' || n
from generate_series(0, pg_temp.size('districts') - 1) as n
union all
select pg_temp.id(3, n), pg_temp.id(2, n % pg_temp.size('districts')), 'village', 'Desa ' || n
from generate_series(0, pg_temp.size('villages') - 1) as n
union all
select pg_temp.id(4, n), pg_temp.id(3, n / 6), 'rw', 'RW ' || n
from generate_series(0, pg_temp.size('villages') * 6 - 1) as n
union all
select pg_temp.id(5, n), pg_temp.id(4, n / 4), 'rt', 'RT ' || n
from generate_series(0, pg_temp.size('villages') * 24 - 1) as n;

insert into jangkau.area_ancestor
with recursive up as (
	select id, id as ancestor, parent_id, 0 as depth from jangkau.area
	union all
	select up.id, area.id, area.parent_id, depth + 1 from up join jangkau.area on area.id = up.parent_id
)
select id, ancestor, depth from up;

insert into jangkau.facility (id, kind, name, area_id, time_zone)
select pg_temp.id(6, n), 'puskesmas', 'Puskesmas ' || n, pg_temp.id(2, n), 'Asia/Makassar'
from generate_series(0, pg_temp.size('districts') - 1) as n
union all
select pg_temp.id(7, n), 'posyandu', 'Posyandu ' || n, pg_temp.id(3, n / 4), null
from generate_series(0, pg_temp.size('villages') * 4 - 1) as n;
insert into jangkau.facility_area (id, facility_id, area_id)
select pg_temp.id(8, n), pg_temp.id(6, n), pg_temp.id(2, n)
from generate_series(0, pg_temp.size('districts') - 1) as n;

insert into jangkau.kader (id, puskesmas_id, area_id, name)
select pg_temp.id(9, n), pg_temp.id(6, n % pg_temp.size('villages') % pg_temp.size('districts')),
	pg_temp.id(3, n % pg_temp.size('villages')), 'Kader ' || n
from generate_series(0, pg_temp.size('kader') - 1) as n;
insert into jangkau.membership (id, user_id, role, area_id, puskesmas_id, kader_id, display_name)
select pg_temp.id(10, 0), pg_temp.id(11, 0), 'viewer', pg_temp.id(1, 0), null::uuid, null::uuid, 'Bupati'
union all
select pg_temp.id(10, 1), pg_temp.id(11, 1), 'viewer', pg_temp.id(2, 0), null, null, 'Camat'
union all
select pg_temp.id(12, n), pg_temp.id(13, n), 'planner', null, pg_temp.id(6, n), null, 'Planner'
from generate_series(0, pg_temp.size('districts') - 1) as n
union all
select pg_temp.id(14, n), null, 'kader', null, null, pg_temp.id(9, n), 'Kader'
from generate_series(0, pg_temp.size('kader') - 1) as n;
insert into jangkau.device (id, membership_id, last_seen_at)
select pg_temp.id(15, n), pg_temp.id(14, n), now() - pg_temp.chance(n) * interval '9 days'
from generate_series(0, pg_temp.size('kader') - 1) as n;
insert into jangkau.territory_plan (id, area_id, version, status)
select pg_temp.id(16, n), pg_temp.id(3, n), 1, 'published' from generate_series(0, pg_temp.size('villages') - 1) as n;
insert into jangkau.territory (id, plan_id, area_id, number, kader_id)
select pg_temp.id(17, n), pg_temp.id(16, n % pg_temp.size('villages')),
	pg_temp.id(3, n % pg_temp.size('villages')), n / pg_temp.size('villages') + 1, pg_temp.id(9, n)
from generate_series(0, pg_temp.size('kader') - 1) as n;

-- Families, a village after the other; each village is a square of some four kilometres.
create temporary table home as
select n, pg_temp.id(18, n) as id, n * pg_temp.size('villages') / pg_temp.size('households') as village,
	(n * pg_temp.size('villages')::bigint * 24 / pg_temp.size('households'))::integer as rt
from generate_series(0::bigint, pg_temp.size('households') - 1) as n;
alter table home add kader integer;
update home set kader = village + pg_temp.size('villages')
	* (n % greatest(1, (pg_temp.size('kader') - village - 1) / pg_temp.size('villages') + 1))::integer;
insert into jangkau.household (id, area_id, territory_id, code, head_name, registered_on, location, location_source)
select home.id, pg_temp.id(5, rt), pg_temp.id(17, kader), 'K' || n, 'Keluarga ' || n,
	current_date - 400 + (pg_temp.chance(n) * 420)::integer * (pg_temp.chance(n + 7) < 0.1)::integer,
	extensions.st_setsrid(extensions.st_makepoint(
		117 + village % 12 * 0.04 + 0.038 * pg_temp.chance(n * 2),
		0.1 + village / 12 * 0.04 + 0.038 * pg_temp.chance(n * 2 + 1)), 4326), 'gps'
from home;
insert into jangkau.member (id, household_id, area_id, territory_id, name, sex, birth_date, jkn_status)
select pg_temp.id(19, n * 8 + m), home.id, pg_temp.id(5, rt), pg_temp.id(17, kader), 'Orang',
	case when m % 2 = 0 then 'female' else 'male' end,
	current_date - (pg_temp.chance(n * 8 + m) * 24000)::integer,
	case when pg_temp.chance(n * 8 + m + 1) < 0.8 then 'active' else 'none' end
from home cross join generate_series(0, 3) as m
where m < 3 or n % 2 = 0;

create temporary table month as
select m, (date_trunc('month', current_date) - make_interval(months => 11 - m))::date as first,
	least(current_date, (date_trunc('month', current_date) - make_interval(months => 10 - m))::date - 1) as last
from generate_series(0, 11) as m;
insert into jangkau.posyandu_session (id, posyandu_id, area_id, held_on, status)
select pg_temp.id(20, m * 100000 + n), pg_temp.id(7, n), pg_temp.id(3, n / 4), month.first + n % 20, 'held'
from month cross join generate_series(0, pg_temp.size('villages') * 4 - 1) as n
where month.first + n % 20 <= current_date;
insert into jangkau.attendance (id, session_id, member_id, area_id, present)
select pg_temp.id(21, row_number() over ()), session.id, member.id, member.area_id, true
from home
join jangkau.member on member.household_id = home.id and member.birth_date > current_date - 1900
cross join month
join jangkau.posyandu_session as session
	on session.id = pg_temp.id(20, m * 100000 + village * 4 + home.n % 4)
where pg_temp.chance(home.n * 16 + m) < 0.7;

-- Two in three visits of a month follow a plan; a family in twenty is not found at home.
create temporary table made as
select row_number() over () as n, home.n as home, month.m,
	month.first + (pg_temp.chance(home.n * 32 + m * 2 + k) * (month.last - month.first))::integer as visited_on, k
from home cross join month
cross join generate_series(0, pg_temp.size('visits') / pg_temp.size('households') / 12) as k
where k < pg_temp.size('visits') / pg_temp.size('households') / 12
	or pg_temp.chance(home.n * 16 + m + 5)
		< (pg_temp.size('visits')::numeric / pg_temp.size('households') / 12) % 1;
insert into jangkau.visit_plan (id, household_id, area_id, territory_id, period, kind, from_on, due_on, status)
select pg_temp.id(22, home.n * 16 + m), home.id, pg_temp.id(5, rt), pg_temp.id(17, kader),
	to_char(month.first, 'YYYY-MM'), case when pg_temp.chance(home.n) < 0.2 then 'targeted' else 'routine' end,
	month.first, month.first + 27, case when pg_temp.chance(home.n * 16 + m) < 0.9 then 'done' else 'planned' end
from home cross join month;
insert into jangkau.visit (id, household_id, area_id, territory_id, membership_id, kader_id, visitor_role, outcome,
	captured_at, visited_on, received_at, answers)
select pg_temp.id(23, made.n), home.id, pg_temp.id(5, rt), pg_temp.id(17, kader), pg_temp.id(14, kader),
	pg_temp.id(9, kader), 'kader',
	case when pg_temp.chance(made.n) < 0.62 + 0.3 * pg_temp.chance(home.village) then 'completed'
		when pg_temp.chance(made.n) < 0.97 then 'not_home' else 'refused' end,
	made.visited_on + time '02:00', made.visited_on, made.visited_on + time '09:00',
	jsonb_build_object('household', jsonb_build_object('jamban', 'ya', 'air_bersih', 'ya', 'merokok', 'tidak'))
from made join home on home.n = made.home
order by made.visited_on;

set session_replication_role = origin;
analyze;
