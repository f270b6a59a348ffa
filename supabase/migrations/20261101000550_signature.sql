-- ECDSA with SHA-256 on the curve P-256 (FIPS 186-4 §6.4, SEC 1 §4.1.4), to check what a phone signed.
-- Neither PostgreSQL nor pgcrypto verifies signatures. Numbers are numeric, points Jacobian with a = -3
-- (formulas dbl-2001-b and madd of the Explicit-Formulas Database); about 20 ms a signature.
-- Only public values are computed with, so nothing here has to take the same time for every input.

create function private.number_of(bytes bytea) returns numeric
language plpgsql immutable set search_path = '' as $$
declare
	answer numeric := 0;
begin
	for i in 0..octet_length(bytes) / 4 - 1 loop
		answer := answer * 4294967296 + (get_byte(bytes, 4 * i)::bigint << 24)
			+ (get_byte(bytes, 4 * i + 1) << 16) + (get_byte(bytes, 4 * i + 2) << 8)
			+ get_byte(bytes, 4 * i + 3);
	end loop;
	return answer;
end $$;

-- By Euclid; `value` lies between 1 and `modulus`, a prime.
create function private.inverse_of(value numeric, modulus numeric) returns numeric
language plpgsql immutable set search_path = '' as $$
declare
	r numeric := modulus;
	next_r numeric := value;
	t numeric := 0;
	next_t numeric := 1;
	q numeric;
	kept numeric;
begin
	while next_r <> 0 loop
		q := div(r, next_r);
		kept := next_r; next_r := r - q * next_r; r := kept;
		kept := next_t; next_t := t - q * next_t; t := kept;
	end loop;
	return case when t < 0 then t + modulus else t end;
end $$;

create function private.p256_is_point(x numeric, y numeric) returns boolean
language plpgsql immutable set search_path = '' as $$
declare
	p constant numeric := 115792089210356248762697446949407573530086143415290314195533631308867097853951;
	b constant numeric := 41058363725152142129326129780047268409114441015993725554835256314039467401291;
begin
	return x < p and y < p and mod(y * y - (x * x * x - 3 * x + b), p) = 0;
end $$;

-- @param signature r and s, 32 bytes each
-- @param public_key the uncompressed point, 65 bytes
create function private.is_signed(message text, signature bytea, public_key bytea) returns boolean
language plpgsql immutable set search_path = '' as $$
declare
	p constant numeric := 115792089210356248762697446949407573530086143415290314195533631308867097853951;
	n constant numeric := 115792089210356248762697446949407573529996955224135760342422259061068512044369;
	g_x constant numeric := 48439561293906451759052585252797914202762949526041747995844080717082404635286;
	g_y constant numeric := 36134250956749795798585127919587881956611106672985015071877198253568414405109;
	q_x constant numeric := private.number_of(substr(public_key, 2, 32));
	q_y constant numeric := private.number_of(substr(public_key, 34, 32));
	r constant numeric := private.number_of(substr(signature, 1, 32));
	s constant numeric := private.number_of(substr(signature, 33, 32));
	w numeric;
	u1 numeric;
	u2 numeric;
	-- G, Q and their sum: what one step of Shamir's trick may add.
	xs numeric[];
	ys numeric[];
	steps integer[] := '{}';
	step integer;
	x numeric := 1; y numeric := 1; z numeric := 0;
	a numeric; c numeric; d numeric; e numeric; f numeric;
begin
	if coalesce(octet_length(signature) <> 64 or octet_length(public_key) <> 65, true)
		or r = 0 or r >= n or s = 0 or s >= n or not private.p256_is_point(q_x, q_y) or q_x = g_x then
		return false;
	end if;
	w := private.inverse_of(s, n);
	u1 := mod(private.number_of(sha256(convert_to(message, 'UTF8'))) * w, n);
	u2 := mod(r * w, n);
	a := mod((q_y - g_y) * private.inverse_of(mod(q_x - g_x + p, p), p), p);
	c := mod(a * a - g_x - q_x, p);
	xs := array[g_x, q_x, c];
	ys := array[g_y, q_y, mod(a * (g_x - c) - g_y, p)];
	for i in 1..256 loop
		steps := (mod(u1, 2) + 2 * mod(u2, 2))::integer || steps;
		u1 := div(u1, 2);
		u2 := div(u2, 2);
	end loop;
	foreach step in array steps loop
		if z <> 0 then
			a := mod(z * z, p); c := mod(y * y, p); d := mod(x * c, p);
			e := mod(3 * (x - a) * (x + a), p);
			f := mod(e * e - 8 * d, p);
			z := mod((y + z) * (y + z) - c - a, p);
			x := f;
			y := mod(e * (4 * d - x) - 8 * c * c, p);
		end if;
		continue when step = 0;
		if z = 0 then
			x := xs[step]; y := ys[step]; z := 1;
			continue;
		end if;
		a := mod(z * z, p);
		c := mod(xs[step] * a - x, p);
		d := mod(ys[step] * mod(z * a, p) - y, p);
		if c = 0 then
			-- Equal or opposite points meet with a chance of 2^-256, or by design of a forger.
			return false;
		end if;
		e := mod(c * c, p); f := mod(c * e, p); a := mod(x * e, p);
		x := mod(d * d - f - 2 * a, p);
		y := mod(d * (a - x) - y * f, p);
		z := mod(z * c, p);
	end loop;
	if z = 0 then
		return false;
	end if;
	-- x of the sum, mod n, is r: x/z² = r or r + n, without a division.
	a := mod(z * z, p);
	return mod(r * a - x, p) = 0 or (r + n < p and mod((r + n) * a - x, p) = 0);
end $$;
