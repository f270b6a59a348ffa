// Screen state of /wilayah: the tree of areas with its counts, and the one that is looked at.
import type { Identity, Records } from '#lib/data/contracts.ts';
import {
	areaRows,
	areaSummaries,
	commonArea,
	type AreaRow,
	type AreaSummary
} from '#lib/domain/area-summary.ts';
import { AreaTree } from '#lib/domain/area-tree.ts';
import type { Area, Road } from '#lib/domain/area.ts';
import type { Facility } from '#lib/domain/facility.ts';
import type { Household } from '#lib/domain/household.ts';
import { longestAreaName, renameArea } from '#lib/domain/import-map.ts';
import { withinAreas } from '#lib/domain/import-plan.ts';
import { LiveQuery } from './live-query.svelte.ts';

export interface AreaSource {
	readonly areas: readonly Area[];
	readonly households: readonly Household[];
	readonly roads: readonly Road[];
	readonly facilities: readonly Facility[];
	/** Number of each territory, for the colour of its houses. */
	readonly territoryNumbers: ReadonlyMap<string, number>;
	readonly summaries: ReadonlyMap<string, AreaSummary>;
	/** Areas that the planner's puskesmas serves, with all below them. */
	readonly own: ReadonlySet<string>;
	readonly served: readonly string[];
}

export type RenameFailure = 'empty' | 'long' | 'quota' | 'locked' | 'failed';

async function readSource(records: Records, puskesmasId: string | null): Promise<AreaSource> {
	const [areas, households, roads, facilities, kader, territories, links] = await Promise.all([
		records.all('area'),
		records.all('household'),
		records.all('road'),
		records.all('facility'),
		records.all('kader'),
		records.all('territory'),
		records.all('facility_area')
	]);
	const served = links
		.filter(({ facilityId }) => facilityId === puskesmasId)
		.map(({ areaId }) => areaId as string);
	return {
		areas,
		households,
		roads,
		facilities,
		territoryNumbers: new Map(territories.map(({ id, number }) => [id as string, number])),
		summaries: areaSummaries(areas, households, kader, roads),
		own: withinAreas(areas, served),
		served
	};
}

export class AreaView {
	/** Null until somebody chooses: the top of the working area is shown. */
	chosenId = $state<string | null>(null);
	/** What was opened (true) or closed (false) by hand, by area. */
	#toggled = $state.raw<Readonly<Record<string, boolean>>>({});
	readonly #source: LiveQuery<AreaSource>;
	readonly #records: Records;

	constructor(records: Records, identity: Identity) {
		this.#records = records;
		const { puskesmasId } = identity.membership;
		this.#source = new LiveQuery(records.live((store) => readSource(store, puskesmasId)));
	}

	get source(): AreaSource | undefined {
		return this.#source.current;
	}
	get failed(): boolean {
		return this.#source.error !== undefined;
	}

	readonly #tree = $derived(new AreaTree(this.source?.areas ?? []));
	/** The smallest area that holds the whole working area: mostly the kecamatan. */
	readonly top = $derived(this.source ? commonArea(this.source.areas, this.source.served) : null);
	readonly selected = $derived(
		(this.chosenId === null ? null : this.#tree.get(this.chosenId)) ?? this.top
	);
	readonly hasVillage = $derived(
		this.source?.areas.some(({ id, kind }) => kind === 'village' && this.source?.own.has(id)) ??
			false
	);

	readonly rows = $derived.by((): AreaRow[] => {
		if (!this.source) return [];
		const { areas, summaries } = this.source;
		return areaRows(areas, summaries, (id) => this.#toggled[id] ?? this.#isOpenByItself(id));
	});

	/** The way down to the villages is open at first, and the way to what was chosen. */
	#isOpenByItself(id: string): boolean {
		const area = this.#tree.get(id);
		if (area && ['province', 'regency', 'district'].includes(area.kind)) return true;
		const chosen = this.selected;
		return (
			area !== null &&
			chosen !== null &&
			this.#tree.trail(area, chosen).some((one) => one.id === id)
		);
	}

	readonly summary = $derived(
		this.selected ? (this.source?.summaries.get(this.selected.id) ?? null) : null
	);

	/** Ids of the chosen area and everything below it. */
	readonly within = $derived(
		this.source && this.selected
			? withinAreas(this.source.areas, [this.selected.id])
			: (undefined as Set<string> | undefined)
	);

	readonly withoutLocation = $derived(
		this.source?.households.filter(
			({ areaId, location, status }) =>
				location === null && status === 'active' && this.within?.has(areaId)
		).length ?? 0
	);

	isOwn(area: Area): boolean {
		return this.source?.own.has(area.id) ?? false;
	}

	choose(id: string): void {
		this.chosenId = id;
	}

	toggle(row: AreaRow): void {
		this.#toggled = { ...this.#toggled, [row.area.id]: !row.isOpen };
	}

	/** Null when it is stored. */
	async rename(area: Area, name: string): Promise<RenameFailure | null> {
		if (name.trim() === '') return 'empty';
		if (name.trim().length > longestAreaName) return 'long';
		const result = await this.#records.commit([renameArea(area, name)]).catch(() => null);
		if (result === null) return 'failed';
		return result.ok ? null : result.error;
	}
}
