-- What comes from outside, as values: every function of the API takes one text and reads it with these.
-- None of them throws, and none repeats in an error what it was given.

-- JSON from a device, whatever it is: null when it is not JSON. Characters that a database cannot
-- hold (NUL, half a surrogate pair) become U+FFFD instead of blocking the whole queue behind them.
create function private.parse_json(p text) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
	clean text;
begin
	return p::jsonb;
exception
	when untranslatable_character or invalid_text_representation then
		begin
			clean := regexp_replace(p, '(?<!\\)((?:\\\\)*)\\u0000', '\1\\ufffd', 'g');
			clean := regexp_replace(clean,
				'(?<!\\)((?:\\\\)*)\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})',
				'\1\\ufffd', 'g');
			clean := regexp_replace(clean,
				'(?<!\\u[dD][89abAB][0-9a-fA-F]{2})(?<!\\)((?:\\\\)*)\\u[dD][c-fC-F][0-9a-fA-F]{2}',
				'\1\\ufffd', 'g');
			return clean::jsonb;
		exception when others then
			return null;
		end;
	when others then
		return null;
end $$;

-- Whether brackets nest deeper than any honest request (a plan's polygons make 10). The parser of the
-- embedded database ends the process on a nesting that PostgreSQL only refuses, so look first. Not with
-- a regular expression over it all: for 80 kB of visits that takes longer than all else about a repeated
-- call.
create function private.is_deep(p text) returns boolean
language plpgsql immutable set search_path = '' as $$
declare
	plain text;
	brackets text;
	before text;
begin
	if 2 * octet_length(p) - octet_length(replace(p, '[', '')) - octet_length(replace(p, '{', '')) < 200 then
		return false;
	end if;
	-- Without escapes every second piece between quotes is a string.
	plain := replace(replace(p, '\\', ''), '\"', '');
	brackets := array_to_string(array(
		select piece from unnest(string_to_array(plain, '"')) with ordinality pieces (piece, place)
		where place % 2 = 1
	), '');
	brackets := regexp_replace(replace(replace(brackets, ',', ''), ':', ''), '[^][{}]+', '', 'g');
	for level in 1..64 loop
		exit when brackets is not distinct from before;
		before := brackets;
		brackets := replace(replace(brackets, '[]', ''), '{}', '');
	end loop;
	return brackets <> '';
end $$;

-- The argument as an object, also when a driver encoded it twice; null for anything else. Its size is
-- looked at first: nothing reads through 50 MB to say that they are nonsense.
create function private.request_of(p text, most_bytes integer) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
	request jsonb;
begin
	if p is null or octet_length(p) > most_bytes or private.is_deep(p) then
		return null;
	end if;
	request := private.parse_json(p);
	if jsonb_typeof(request) = 'string' then
		if private.is_deep(request #>> '{}') then
			return null;
		end if;
		request := private.parse_json(request #>> '{}');
	end if;
	return case when jsonb_typeof(request) = 'object' then request end;
end $$;

create function private.uuid_of(value text) returns uuid
language plpgsql immutable strict set search_path = '' as $$
begin
	-- The other ways to write one are nobody's.
	if octet_length(value) = 36 and value like '________-____-____-____-____________' then
		return value::uuid;
	end if;
	return null;
exception when invalid_text_representation then
	return null;
end $$;

-- An instant as the protocol writes it; null for anything else ('now', 'infinity', 31 February).
create function private.instant_of(value text) returns timestamptz
language plpgsql immutable set search_path = '' as $$
begin
	if value ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$' then
		return value::timestamptz;
	end if;
	return null;
exception when others then
	return null;
end $$;

create function private.day_of(value text) returns date
language plpgsql immutable set search_path = '' as $$
begin
	if value ~ '^\d{4}-\d\d-\d\d$' then
		return value::date;
	end if;
	return null;
exception when others then
	return null;
end $$;
