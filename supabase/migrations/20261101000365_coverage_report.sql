-- coverage_report({area_id, months, span?, indicators?, depth?}): {ok, computed_at, figures: [{area_id, month,
-- indicator, numerator, denominator}]}: what a planner's or health worker's device does not hold, computed
-- from the records of an area of theirs and of its parts down to a depth (1 by default). Nothing is hidden:
-- they may see the families. `missed_…` comes with `household_visited`. A state (private.is_state) is the
-- same for every span.
create function public.coverage_report(p text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
	argument jsonb := private.request_of(p, 65536);
	wanted uuid := private.uuid_of(argument ->> 'area_id');
	span text := coalesce(argument ->> 'span', 'month');
	most_depth integer;
	months text[];
	indicators text[];
	areas uuid[];
	result jsonb;
begin
	if argument is null or wanted is null or span not in ('month', 'quarter', 'year')
		or coalesce(jsonb_typeof(argument -> 'months'), '') <> 'array'
		or coalesce(jsonb_typeof(argument -> 'indicators'), 'array') <> 'array'
		or coalesce(jsonb_typeof(argument -> 'depth'), 'number') <> 'number' then
		return jsonb_build_object('ok', false, 'code', 'bad_request');
	end if;
	most_depth := least(greatest(coalesce((argument ->> 'depth')::numeric, 1), 0), 20)::integer;
	months := array(select distinct jsonb_array_elements_text(argument -> 'months'));
	if cardinality(months) not between 1 and 12
		or exists (select from unnest(months) as month where month !~ '^20[0-9]{2}-(0[1-9]|1[0-2])$') then
		return jsonb_build_object('ok', false, 'code', 'bad_request');
	end if;
	indicators := array(select jsonb_array_elements_text(argument -> 'indicators'));
	if (private.caller()).role is null or (private.caller()).role not in ('planner', 'health_worker')
		or wanted <> all (private.scope_ids('person_area')) then
		return jsonb_build_object('ok', false, 'code', 'forbidden');
	end if;
	areas := array(
		select area_ancestor.area_id from jangkau.area_ancestor where area_ancestor.ancestor_id = wanted);
	-- Each year's records are read once, however many of its months are asked for.
	select jsonb_agg(jsonb_build_object(
		'area_id', counted.area_id, 'month', counted.month, 'indicator', figure.indicator,
		'numerator', figure.numerator, 'denominator', figure.denominator
	) order by counted.month, counted.area_id, figure.indicator) into result
	from (
		select left(month, 4)::integer as year, array_agg(right(month, 2)::integer) as months,
			array_agg(span) as spans
		from unnest(months) as month group by 1
	) as asked
	cross join lateral private.count_spans(
		areas, asked.year, asked.months, asked.spans, current_date, private.silent_kader()
	) as counted
	join jangkau.area_ancestor as own on own.area_id = counted.area_id and own.ancestor_id = wanted
		and own.depth <= most_depth
	cross join lateral private.figures_of(counted) as figure
	where argument -> 'indicators' is null or figure.indicator = any (indicators)
		or (figure.indicator like 'missed\_%' and 'household_visited' = any (indicators));
	return jsonb_build_object('ok', true, 'figures', coalesce(result, '[]'), 'computed_at', private.wire_time(now()));
exception when others then
	-- No message: it may quote a row.
	return jsonb_build_object('ok', false, 'code', 'failed');
end
$$;
revoke execute on function public.coverage_report(text) from public, anon;
grant execute on function public.coverage_report(text) to authenticated;
