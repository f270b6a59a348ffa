// Three phones, two people, one server, and what must be true of them at all times.
import { isQuotaExceeded } from '#lib/data/local/records.ts';
import { fromWire } from '#lib/domain/sync/wire.ts';
import { Device, type DeviceOptions } from './device.ts';
import type { Fault } from './device-faults.ts';
import { FakeServer } from './fake-server.ts';
import { damage, picked, visitOf } from './kader-work.ts';

export type Step =
	| { do: 'visit'; device: number; pick: number }
	| { do: 'household'; device: number; poison: boolean; visit: boolean }
	| { do: 'edit'; device: number; pick: number; field: 'headName' | 'address'; value: string }
	| { do: 'sync'; device: number; faults: Fault[]; crashAfter: number; tabs: number }
	| { do: 'crash'; device: number }
	| { do: 'reassign'; pick: number; territory: number }
	| { do: 'transfer'; territory: number; to: number }
	| { do: 'erase'; pick: number }
	| { do: 'staff_edit'; pick: number; field: 'head_name' | 'address'; value: string }
	| { do: 'access'; member: number; ended: boolean }
	| { do: 'lost_phone'; device: number; found: boolean }
	| { do: 'full_disk'; device: number; writes: number }
	| { do: 'damage'; device: number; pick: number; what: 'row' | 'entry' }
	| { do: 'dump' }
	| { do: 'restore' }
	| { do: 'mend'; device: number; pick: number; discard: boolean }
	| { do: 'clock'; device: number; hours: number };

const members = ['ani', 'budi'] as const;
const territories = ['t1', 't2', 't3'] as const;

export class SyncWorld {
	readonly server = new FakeServer({ t1: 'ani', t2: 'budi', t3: 'budi' });
	readonly devices: Device[];
	/** Visits that a kader was told are saved, by id → device. */
	readonly #saved = new Map<string, Device>();
	/** Visits that a person threw away after the server refused them. */
	readonly #discarded = new Set<string>();
	/** What /kirim shows of each visit, and the history the device stands on. */
	readonly #shown = new Map<Device, ReadonlyMap<string, string>>();
	readonly #epochs = new Map<Device, string | undefined>();
	#dump = this.server.dump();
	#restored = false;

	constructor(options: DeviceOptions = {}) {
		this.devices = [
			new Device('phone-a', 'ani', this.server, options),
			new Device('phone-b', 'ani', this.server, options),
			new Device('phone-c', 'budi', this.server, options)
		];
		for (let index = 0; index < 6; index++) {
			this.server.seedHousehold(`house-${index}`, territories[index % 3]!);
		}
	}

	async start(): Promise<void> {
		for (const device of this.devices) {
			await device.start();
			await device.sync();
		}
		this.#dump = this.server.dump();
		await this.check();
	}

	/** Takes the step and checks what must always be true. */
	async live(step: Step): Promise<void> {
		await this.take(step);
		await this.check('device' in step ? [this.devices[step.device]!] : []);
	}

	async take(step: Step): Promise<void> {
		switch (step.do) {
			case 'visit':
				return this.#visit(this.devices[step.device]!, step.pick);
			case 'household':
				return this.#addHousehold(this.devices[step.device]!, step.poison, step.visit);
			case 'edit':
				return this.#edit(this.devices[step.device]!, step);
			case 'sync':
				return this.devices[step.device]!.sync(step.faults, step.crashAfter, step.tabs);
			case 'crash':
				return this.devices[step.device]!.crash();
			case 'reassign':
				return this.server.reassign(this.#household(step.pick), territories[step.territory]!);
			case 'erase':
				return this.server.erase(this.#household(step.pick));
			case 'staff_edit':
				return this.server.editByStaff(this.#household(step.pick), { [step.field]: step.value });
			case 'access':
				if (step.ended) this.server.departed.add(members[step.member]!);
				else this.server.departed.delete(members[step.member]!);
				return;
			case 'lost_phone':
				return this.#reportLost(this.devices[step.device]!, step.found);
			case 'full_disk':
				this.devices[step.device]!.fullFor = step.writes;
				return;
			case 'damage':
				return damage(this.devices[step.device]!, step.what, step.pick);
			case 'transfer':
				return this.server.transfer(territories[step.territory]!, members[step.to]!);
			case 'dump':
				this.#dump = this.server.dump();
				return;
			case 'restore':
				this.#restored = true;
				return this.server.restore(this.#dump);
			case 'mend':
				return this.#mend(this.devices[step.device]!, step.pick, step.discard);
			case 'clock':
				return this.devices[step.device]!.pass(step.hours * 3_600_000);
		}
	}

	#reportLost({ name }: Device, found: boolean): void {
		if (found) this.server.wiping.delete(name);
		else this.server.wiping.add(name);
	}

	/** An emptied phone is found again and goes on as it was: the history needs its records. */
	#checkWiped(device: Device): void {
		if (!device.wiped) return;
		const [waiting] = device.waitingWhenWiped;
		if (waiting) throw new Error(`${device.name} was emptied while ${waiting} could still be sent`);
		device.wiped = false;
		this.server.wiping.delete(device.name);
	}

	#household(pick: number): string {
		const ids = this.server.rows('household').map(({ id }) => id);
		return ids[pick % Math.max(1, ids.length)] ?? '';
	}

	async #visit(device: Device, pick: number): Promise<void> {
		const household = await picked(device, pick);
		if (!household) return;
		const id = device.id();
		const visit = visitOf(household.id, device.now);
		const saved = await device.open.records.commit([
			{ entity: 'visit', op: 'create', id, patch: visit, after: [household.id] }
		]);
		if (saved.ok) this.#saved.set(id, device);
	}

	async #addHousehold(device: Device, poison: boolean, visit: boolean): Promise<void> {
		const id = device.id();
		const visitId = device.id();
		const patch = { headName: poison ? '' : `Keluarga ${id}`, areaId: 'area', status: 'active' };
		const saved = await device.open.records.commit([
			{ entity: 'household', op: 'create', id, patch },
			...(visit
				? [
						{
							entity: 'visit' as const,
							op: 'create' as const,
							id: visitId,
							patch: visitOf(id, device.now),
							after: [id]
						}
					]
				: [])
		]);
		if (saved.ok && visit) this.#saved.set(visitId, device);
	}

	async #edit(device: Device, step: Extract<Step, { do: 'edit' }>): Promise<void> {
		const household = await picked(device, step.pick);
		if (!household) return;
		await device.open.records.commit([
			{
				entity: 'household',
				op: 'update',
				id: household.id,
				patch: { [step.field]: step.value },
				baseRev: household.rev
			}
		]);
	}

	async #mend(device: Device, pick: number, discard: boolean): Promise<void> {
		const items = await device.open.sync.outbox(new Set());
		const mending = items.filter(({ state }) => state === 'needs_mending');
		const item = mending[pick % Math.max(1, mending.length)];
		if (!item) return;
		const named = item.entity === 'household' && item.op === 'create';
		const mended = named ? { headName: 'Keluarga Baru' } : undefined;
		const { sync } = device.open;
		try {
			await (discard ? sync.discard(item.mid) : sync.resend(item.mid, mended));
		} catch (error) {
			// A full disk: it waits for her as before.
			if (isQuotaExceeded(error)) return;
			throw error;
		}
		if (discard && item.entity === 'visit') this.#discarded.add(item.entityId);
	}

	/** After every step. Throws with a sentence. @param touched whose disk the step may have changed */
	async check(touched: readonly Device[] = this.devices): Promise<void> {
		if (new Set(this.server.written).size < this.server.written.length) {
			throw new Error('the server wrote one change twice');
		}
		for (const device of touched) {
			this.#checkWiped(device);
			const { outbox, journal } = device.tables;
			const unsent = (await outbox.toArray()).map(({ id }) => [id, 'unsent'] as const);
			const sent = (await journal.toArray()).map(({ id }) => [id, 'sent'] as const);
			this.#shown.set(device, new Map([...unsent, ...sent]));
			this.#epochs.set(device, await device.open.sync.epoch());
		}
		for (const [visit, device] of this.#saved) {
			const state = this.#shown.get(device)?.get(visit);
			if (!state && !this.#discarded.has(visit)) throw new Error(`${visit} is lost`);
			// A device that has not yet heard of a restore cannot know what the server forgot.
			const informed = this.#epochs.get(device) === this.server.epoch;
			const stands = this.server.row('visit', visit) ?? this.server.state.erased.includes(visit);
			if (state === 'sent' && informed && !stands) {
				throw new Error(`${visit} is said to be stored, but the server lacks it`);
			}
		}
	}

	/** All that the server and the phones hold, for telling two runs of one history apart. */
	async trace(): Promise<string> {
		const phones = this.devices.map(async (device) => {
			const { outbox, journal, quarantine, meta } = device.tables;
			const queue = (await outbox.orderBy('seq').toArray()).map(withoutSeal);
			const stored = (await journal.orderBy('mid').toArray()).map(withoutSeal);
			const apart = await quarantine.toCollection().primaryKeys();
			return [queue, stored, apart.sort(), await meta.toArray(), device.now];
		});
		const { state, epoch, now } = this.server;
		return JSON.stringify([state, epoch, now, await Promise.all(phones)]);
	}

	/** The network is good again and everybody has time. */
	async quiesce(): Promise<void> {
		this.server.wiping.clear();
		for (const device of this.devices) {
			device.fullFor = 0;
			// A start looks at everything once, and fetches anew what does not open.
			await device.crash();
			await device.open.records.all('household');
			await device.open.records.all('visit');
		}
		for (let round = 0; round < 3; round++) {
			this.server.now += 5 * 60_000;
			for (const device of this.devices) await device.sync();
		}
		await this.check();
		for (const device of this.devices) await this.#checkDevice(device);
		for (const [visit] of this.#saved) {
			if (this.#discarded.has(visit) || this.server.row('visit', visit)) continue;
			if (this.server.state.erased.includes(visit)) continue;
			if (!(await this.#isExplained(visit))) throw new Error(`${visit} never arrived`);
		}
	}

	async #isExplained(visit: string): Promise<boolean> {
		const items = await this.#saved.get(visit)!.open.sync.outbox(new Set());
		const item = items.find(({ entityId }) => entityId === visit);
		if (item?.state === 'blocked') return true;
		if (item?.state !== 'needs_mending') return false;
		// Its household was refused or thrown away; or the server forgot who held it.
		if (item.code === 'missing_reference' || item.code === 'unreadable') return true;
		return this.#restored && item.code === 'forbidden';
	}

	async #checkDevice(device: Device): Promise<void> {
		const items = await device.open.sync.outbox(new Set());
		const unsent = items.filter(({ state }) => state !== 'sent');
		const stuck = unsent.find(({ state }) => state === 'waiting' || state === 'sending');
		if (stuck) throw new Error(`${device.name}: ${stuck.mid} is stuck`);
		const unsure = new Set(unsent.map(({ entityId }) => entityId));
		for (const entity of ['household', 'visit'] as const) {
			const local = await device.open.records.all(entity);
			const server = this.server.visible(device.membership, entity).map(fromWire);
			const here = comparable(local, unsure);
			const there = comparable(server, unsure);
			if (here !== there) {
				throw new Error(`${device.name} differs in ${entity}\nhere:  ${here}\nthere: ${there}`);
			}
		}
	}
}

/** A seal draws new bytes each time. */
function withoutSeal<T extends { readonly sealed: unknown }>(row: T): Omit<T, 'sealed'> {
	const { sealed: _, ...rest } = row;
	return rest;
}

function comparable(rows: readonly unknown[], without: ReadonlySet<string>): string {
	return (rows as Record<string, unknown>[])
		.filter((row) => !without.has(String(row.id)) && !without.has(String(row.householdId)))
		.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))))
		.sort()
		.join('\n');
}
