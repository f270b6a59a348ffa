// Gathers what "siap berangkat" stands on: from the records, the kept tiles, the disk and the battery.
import type { MultiPolygon } from 'geojson';
import type { Records, SyncState } from '#lib/data/contracts.ts';
import type { Membership } from '#lib/domain/access.ts';
import { formInForce } from '#lib/domain/checklist/form-check.ts';
import { dayAt } from '#lib/domain/day.ts';
import { boundsOf } from '#lib/domain/geometry/bounds-of.ts';
import { tilesOver, type TilePlace } from '#lib/domain/geometry/tiles-over.ts';
import { spansFrom, spansOver, tilesIn } from '#lib/domain/map-pack/tile-spans.ts';
import { readinessOf, type ReadinessFacts, type ReadinessLine } from '#lib/domain/readiness.ts';
import type { DeviceStorage } from './device-storage.svelte.ts';
import { formCode } from './visit-source.ts';

/** A kader's territory takes some tens; this is a large desa down to single houses. */
const mostTiles = 600;

export interface ReadinessSources {
	readonly records: Records;
	readonly membership: Membership;
	readonly storage: DeviceStorage;
	/** Zooms of the basemap; null where there is none. */
	readonly zooms: { readonly min: number; readonly max: number } | null;
	readonly hasTile: (place: TilePlace) => Promise<boolean>;
	readonly appKept: () => boolean;
	readonly battery: () => Promise<ReadinessFacts['battery']>;
	/** Milliseconds since 1970, the device's clock. */
	readonly now: () => number;
}

export class Readiness {
	facts = $state.raw<ReadinessFacts | null>(null);
	/** Tiles of her map that are not here yet. */
	missingTiles = $state.raw<readonly TilePlace[]>([]);
	readonly #sources: ReadinessSources;
	#looks = 0;

	constructor(sources: ReadinessSources) {
		this.#sources = sources;
	}

	/** Null until looked at. */
	get lines(): readonly ReadinessLine[] | null {
		return this.facts && readinessOf(this.facts);
	}

	/** Of two looks that overlap the later one counts. */
	async look(sync: SyncState): Promise<void> {
		const look = ++this.#looks;
		const { records, membership, storage, appKept, battery, now } = this.#sources;
		const today = dayAt(membership.timeZone, now() + (sync.clockOffsetMs ?? 0));
		const [forms, wanted, charge] = await Promise.all([
			records.all('checklist_form'),
			this.#wantedTiles(),
			battery(),
			storage.refresh()
		]);
		const kept = await Promise.all(wanted.map((place) => this.#sources.hasTile(place)));
		if (look !== this.#looks) return;
		const missing = wanted.filter((_, at) => !kept[at]);
		const { quotaBytes, usedBytes, persisted } = storage;
		this.missingTiles = missing;
		this.facts = {
			complete: sync.complete,
			pulledAgoMs: sync.lastPullAt === null ? null : now() - Date.parse(sync.lastPullAt),
			unsent: sync.unsent,
			needsMending: sync.needsMending,
			tiles:
				wanted.length > 0 ? { wanted: wanted.length, kept: wanted.length - missing.length } : null,
			form: formInForce(forms, formCode, today) !== undefined,
			appKept: appKept(),
			persisted,
			freeBytes: quotaBytes === null || usedBytes === null ? null : quotaBytes - usedBytes,
			battery: charge,
			clockOffsetMs: sync.clockOffsetMs
		};
	}

	/** Over a kader's own territories; over the houses where no territory is hers. */
	async #wantedTiles(): Promise<TilePlace[]> {
		const { records, membership, zooms } = this.#sources;
		if (!zooms) return [];
		const { kaderId } = membership;
		const own = kaderId ? await records.where('territory', 'kaderId', kaderId) : [];
		const outlines = own.filter(({ active }) => active).map(({ boundary }) => boundary);
		const drawn = outlines.filter((outline) => outline !== null);
		if (drawn.length > 0) return tilesOf(drawn, zooms);
		const bounds = boundsOf(await this.#houses());
		return bounds ? tilesOver(bounds, zooms.min, zooms.max, mostTiles) : [];
	}

	async #houses() {
		const households = await this.#sources.records.all('household');
		return households.map(({ location }) => location).filter((point) => point !== null);
	}
}

/** The same that a map pack of her territories holds; of a large one the levels that are not too many. */
function tilesOf(
	outlines: readonly MultiPolygon[],
	zooms: { readonly min: number; readonly max: number }
): TilePlace[] {
	for (let { max } = zooms; ; max -= 1) {
		const spans = outlines.flatMap((outline) => spansOver(outline, zooms.min, max));
		const tiles = [...tilesIn(spansFrom(spans.flatMap((span) => [...tilesIn([span])])))];
		if (tiles.length <= mostTiles || max <= zooms.min) return tiles;
	}
}

/** What the browser tells of the battery; most phones with Chrome do, iPhones do not. */
export async function readBattery(
	from: Navigator & { getBattery?: () => Promise<{ level: number; charging: boolean }> }
): Promise<ReadinessFacts['battery']> {
	try {
		const battery = await from.getBattery?.();
		return battery ? { level: battery.level, charging: battery.charging } : null;
	} catch {
		return null;
	}
}
