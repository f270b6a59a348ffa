// What a kader does on a device of the tests, in one line each.
import type { OutboxItem } from '#lib/data/contracts.ts';
import type { Household } from '#lib/domain/household.ts';
import type { Device } from './device.ts';

/** @returns id of the visit */
export async function visit(
	phone: Device,
	householdId: string,
	more: Readonly<Record<string, unknown>> = {}
): Promise<string> {
	const id = phone.id();
	const patch = { householdId, outcome: 'completed', ...more };
	await phone.open.records.commit([
		{ entity: 'visit', op: 'create', id, patch, after: [householdId] }
	]);
	return id;
}

/** @returns id of the household; the server refuses one without a name */
export async function household(phone: Device, headName: string): Promise<string> {
	const id = phone.id();
	const patch = { headName, status: 'active' };
	await phone.open.records.commit([{ entity: 'household', op: 'create', id, patch }]);
	return id;
}

export async function edit(
	phone: Device,
	id: string,
	patch: Readonly<Record<string, unknown>>
): Promise<void> {
	await phone.open.records.commit([{ entity: 'household', op: 'update', id, patch }]);
}

/** Lines of /kirim about one row, unsent ones first. */
export async function linesOf(phone: Device, entityId: string): Promise<OutboxItem[]> {
	const items = await phone.open.sync.outbox(new Set());
	return items.filter((item) => item.entityId === entityId);
}

export async function stateOf(phone: Device, entityId: string): Promise<string | undefined> {
	return (await linesOf(phone, entityId))[0]?.state;
}

/** Bytes of an entry of the queue turn over on the disk. */
export async function damageEntry(phone: Device, mid: string): Promise<void> {
	const { outbox } = phone.tables;
	const item = (await outbox.get(mid))!;
	await outbox.put({ ...item, sealed: turned(item.sealed) });
}

/** The same, for a row. */
export async function damageRow(phone: Device, id: string): Promise<void> {
	const rows = phone.tables.rows('household');
	const row = (await rows.get(id))!;
	await rows.put({ ...row, sealed: turned(row.sealed) });
}

/** Of whatever lies there, if anything does. */
export async function damage(device: Device, what: 'row' | 'entry', pick: number): Promise<void> {
	if (what === 'entry') {
		const queue = await device.tables.outbox.orderBy('seq').toArray();
		const item = queue[pick % Math.max(1, queue.length)];
		if (item) await damageEntry(device, item.mid);
	} else {
		const rows = await device.tables.rows('household').toArray();
		const row = rows[pick % Math.max(1, rows.length)];
		if (row) await damageRow(device, row.id);
	}
}

function turned<T extends { readonly data: Uint8Array }>(sealed: T): T {
	return { ...sealed, data: sealed.data.map((byte) => byte ^ 1) };
}

/** One of the households on the phone, the same for the same number. */
export async function picked(device: Device, pick: number): Promise<Household | undefined> {
	const households = await device.open.records.all('household');
	return households.sort((a, b) => (a.id < b.id ? -1 : 1))[pick % Math.max(1, households.length)];
}

export function visitOf(householdId: string, now: number): Record<string, unknown> {
	return {
		householdId,
		outcome: 'completed',
		capturedAt: new Date(now).toISOString(),
		note: 'catatan'
	};
}
