-- import_queue: a queue that a phone without network exported and somebody carried to the puskesmas.
-- Its author is who the phone's key says, never the caller; its ledger is the author's, so that the
-- phone's own sync later doubles nothing. Words: src/lib/domain/transfer/queue-file.ts.

-- Checks who brings what of whom, and lets the rest of the transaction act as the author. A code when
-- it may not. Security definer: keys are nobody's to read.
create function private.begin_import(payload text, signature text, work jsonb) returns text
language plpgsql security definer set search_path = '' as $$
declare
	me jangkau.membership := private.caller();
	author jangkau.membership;
	device jangkau.device;
begin
	if me.role is null or me.role not in ('planner', 'health_worker') then
		return 'forbidden';
	end if;
	select m.* into author from jangkau.membership m
	left join jangkau.kader k on k.id = m.kader_id
	where m.id = private.uuid_of(work ->> 'membership')
		and coalesce(m.puskesmas_id, k.puskesmas_id) = me.puskesmas_id;
	select d.* into device from jangkau.device d
	where d.id = private.uuid_of(work ->> 'device') and d.membership_id = author.id
		and d.public_key is not null;
	if device.id is null then
		return 'unknown_device';
	elsif coalesce(signature !~ '^[0-9a-fA-F]{128}$', true)
		or not private.is_signed(payload, decode(signature, 'hex'), device.public_key) then
		return 'bad_signature';
	end if;
	perform private.audit('queue_imported', 'membership', author.id, device.id,
		jsonb_build_object('count', jsonb_array_length(work -> 'mutations')));
	insert into jangkau.import_session (membership_id) values (author.id);
	perform set_config('jangkau.importing', 'on', true);
	return null;
end $$;

create function private.end_import() returns void
language plpgsql security definer set search_path = '' as $$
begin
	perform set_config('jangkau.importing', '', true);
	delete from jangkau.import_session s where s.xid = pg_current_xact_id();
end $$;

create function public.import_queue(p text) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
	request jsonb;
	work jsonb;
	refusal text;
	results jsonb;
begin
	-- The payload lies in the argument as text within text, which may double it.
	if octet_length(p) > 1200000 then
		return private.refused('too_large');
	end if;
	if (private.author()).id is null then
		return private.refused('no_membership');
	end if;
	request := private.request_of(p, 1200000);
	if octet_length(request ->> 'payload') > 524288 then
		return private.refused('too_large');
	end if;
	work := private.request_of(request ->> 'payload', 524288);
	if work is null or work ->> 'format' is distinct from 'jangkau-work'
		or work -> 'version' is distinct from '1' or jsonb_typeof(work -> 'mutations') is distinct from 'array' then
		return private.refused('bad_request');
	elsif jsonb_array_length(work -> 'mutations') > 200 then
		return private.refused('too_large');
	elsif private.is_half_restored() then
		return private.refused('restoring');
	end if;
	refusal := private.begin_import(request ->> 'payload', request ->> 'signature', work);
	if refusal is not null then
		return private.refused(refusal);
	end if;
	results := private.push_all(private.author(), work -> 'mutations', null, work ->> 'app_version');
	perform private.end_import();
	return jsonb_build_object('ok', true, 'results', results);
exception when others then
	return private.refused('busy');
end $$;
revoke all on function public.import_queue(text) from public, anon;
grant execute on function public.import_queue(text) to authenticated;
