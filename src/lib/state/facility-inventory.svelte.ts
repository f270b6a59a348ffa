// The inventory of facilities on this device: who may see an area sees its facilities. Days of posyandu are with
// staff only, so that others see no performance.
import type { Records } from '#lib/data/contracts.ts';
import { AreaTree } from '#lib/domain/area-tree.ts';
import type { Area } from '#lib/domain/area.ts';
import type { Day } from '#lib/domain/entity.ts';
import type { Facility } from '#lib/domain/facility.ts';
import {
	inventoryByVillage,
	isListed,
	posyanduWork,
	villageOf,
	type InventoryFilter,
	type PosyanduWork
} from '#lib/domain/facility-inventory.ts';
import { LiveQuery } from './live-query.svelte.ts';

export interface FacilityRow {
	readonly facility: Facility;
	readonly village: Area | null;
	readonly work: PosyanduWork | undefined;
}

async function readInventory(records: Records) {
	const [areas, facilities, served, sessions, attendance] = await Promise.all([
		records.all('area'),
		records.all('facility'),
		records.all('facility_area'),
		records.all('posyandu_session'),
		records.all('attendance')
	]);
	return { areas, facilities, served, sessions, attendance };
}

export class FacilityInventory {
	kind = $state<InventoryFilter['kind']>(null);
	condition = $state<InventoryFilter['condition']>(null);
	readonly #read: LiveQuery<Awaited<ReturnType<typeof readInventory>>>;
	readonly #planning: string | null;
	readonly #today: Day;

	/** @param planning the puskesmas that she plans for; null for who only looks */
	constructor(records: Records, planning: string | null, today: Day) {
		this.#read = new LiveQuery(records.live(readInventory));
		this.#planning = planning;
		this.#today = today;
	}

	get ready(): boolean {
		return this.#read.ready;
	}
	get failed(): boolean {
		return this.#read.error !== undefined;
	}

	readonly #areas = $derived.by(() => this.#read.current?.areas ?? []);
	readonly #tree = $derived(new AreaTree(this.#areas));
	readonly #work = $derived.by(() =>
		posyanduWork(
			this.#read.current?.sessions ?? [],
			this.#read.current?.attendance ?? [],
			this.#today
		)
	);
	/** The server takes changes in what her puskesmas serves, and of nothing else. */
	readonly #served = $derived.by(() =>
		(this.#read.current?.served ?? []).filter(
			({ facilityId }) => this.#planning !== null && facilityId === this.#planning
		)
	);
	readonly #editable = $derived.by(() =>
		this.#served.flatMap(({ areaId }) => this.#tree.within(areaId).map(({ id }) => id))
	);
	readonly all = $derived.by(() => this.#read.current?.facilities ?? []);
	readonly villages = $derived(inventoryByVillage(this.#areas, this.all));
	readonly knowsWork = $derived.by(() => (this.#read.current?.sessions ?? []).length > 0);
	/** In order of desa, kind and name. */
	readonly rows = $derived.by((): FacilityRow[] =>
		this.all
			.filter((one) => isListed(one, this))
			.map((facility) => ({
				facility,
				village: villageOf(this.#tree, facility.areaId),
				work: this.#work.get(facility.id)
			}))
			.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
	);

	canEdit({ areaId }: Facility): boolean {
		return this.#editable.includes(areaId);
	}
}

const kindOrder = { hospital: 0, puskesmas: 1, pustu: 2, posyandu: 3 } as const;
function keyOf({ facility, village }: FacilityRow): string {
	return `${village?.name ?? ''}\n${kindOrder[facility.kind]}\n${facility.name}`;
}
