// Screen state of /wilayah/impor: the file, what the planner says about it, and what saving it means.
import type { Identity, Records } from '#lib/data/contracts.ts';
import type { AnyReading, ImportKind } from '#lib/data/import/contracts.ts';
import { likelyColumn } from '#lib/data/import/name-areas.ts';
import type { Area } from '#lib/domain/area.ts';
import { likelyRepeated, ownVillages, parentsFor, rowsOutside } from '#lib/domain/import-plan.ts';
import { startImport, type ImportFailure, type RunningImport } from './import-worker.ts';
import {
	badNames,
	changesOf,
	importContext,
	kindOf,
	planImport,
	takenAreas,
	type AreaChoice,
	type Choices,
	type ImportPlan,
	type Stored
} from './map-import-plan.ts';

const noRows: ReadonlySet<number> = new Set();

/** One save is one transaction; more would keep a cheap laptop busy for minutes. */
export const maxRowsPerSave = 20_000;

export type SaveFailure = 'quota' | 'locked' | 'failed';

export interface Saved {
	readonly kind: ImportKind;
	readonly count: number;
	readonly place: Area;
}

async function readStored(records: Records, puskesmasId: string | null): Promise<Stored> {
	const [areas, links, households, roads] = await Promise.all([
		records.all('area'),
		records.all('facility_area'),
		records.all('household'),
		records.all('road')
	]);
	const served = links
		.filter(({ facilityId }) => facilityId === puskesmasId)
		.map(({ areaId }) => areaId);
	return { areas, served, households, roads };
}

export class MapImport {
	file = $state.raw<File | null>(null);
	reading = $state.raw<AnyReading | null>(null);
	failure = $state<ImportFailure | null>(null);
	/** 0 … 1 while a file is read; null otherwise. */
	progress = $state<number | null>(null);
	areaChoice = $state<AreaChoice>('desa');
	placeId = $state<string>('');
	nameColumn = $state<string | null>(null);
	typed = $state.raw<Readonly<Record<number, string>>>({});
	/** Null until the planner decides: then rows that are stored already are left out or not. */
	takeKnownChoice = $state<boolean | null>(null);
	saving = $state(false);
	saveFailure = $state<SaveFailure | null>(null);
	saved = $state.raw<Saved | null>(null);
	stored = $state.raw<Stored | null>(null);
	loadFailed = $state(false);
	readonly #records: Records;
	readonly #identity: Identity;
	#running: RunningImport | null = null;

	constructor(records: Records, identity: Identity) {
		this.#records = records;
		this.#identity = identity;
		void this.#load();
	}

	async #load(): Promise<void> {
		try {
			this.stored = await readStored(this.#records, this.#identity.membership.puskesmasId);
		} catch {
			this.loadFailed = true;
		}
	}

	/** Where it may go: parents of areas, villages of houses and roads. */
	readonly places = $derived.by((): Area[] => {
		if (!this.stored || !this.reading) return [];
		const { areas, served } = this.stored;
		return this.reading.kind === 'area'
			? parentsFor(kindOf(this.areaChoice), areas, served)
			: ownVillages(areas, served);
	});

	readonly place = $derived(
		this.places.find(({ id }) => id === this.placeId) ??
			(this.places.length === 1 ? this.places[0]! : null)
	);

	readonly #outside = $derived(
		this.reading?.kind === 'area' && this.place
			? rowsOutside(this.reading.taken, this.place)
			: noRows
	);

	#choices(place: Area, takeKnown: boolean): Choices {
		const { areaChoice, nameColumn, typed } = this;
		return { areaChoice, place, nameColumn, typed, takeKnown, outside: this.#outside };
	}

	#planWith(takeKnown: boolean): ImportPlan | null {
		if (!this.reading || !this.stored || !this.place) return null;
		return planImport(this.reading, this.stored, this.#choices(this.place, takeKnown));
	}

	readonly #careful = $derived(this.#planWith(false));
	/** Most of the houses lie where stored ones lie: this file was most likely imported before. */
	readonly isLikelyRepeated = $derived(
		this.#careful !== null &&
			this.#careful.known > 0 &&
			this.#careful.known >= likelyRepeated * (this.#careful.known + this.#careful.taken)
	);
	readonly takeKnown = $derived(this.takeKnownChoice ?? false);
	readonly plan = $derived(this.takeKnown ? this.#planWith(true) : this.#careful);

	readonly badNames = $derived(this.plan?.kind === 'area' ? badNames(takenAreas(this.plan)) : []);

	/** Reads the file, as `kind` or as what it seems to be. Replaces what was read before. */
	async read(file: File, kind: ImportKind | null = null): Promise<void> {
		this.#running?.cancel();
		this.file = file;
		this.reading = null;
		this.failure = null;
		this.saveFailure = null;
		this.saved = null;
		this.typed = {};
		this.takeKnownChoice = null;
		this.progress = 0;
		const running = startImport({ file, kind }, (done) => {
			if (this.#running === running) this.progress = done;
		});
		this.#running = running;
		const result = await running.result;
		if (this.#running !== running) return;
		this.#running = null;
		this.progress = null;
		if (result.ok) this.#take(result.value);
		else this.failure = result.error;
	}

	#take(reading: AnyReading): void {
		this.reading = reading;
		if (reading.kind !== 'area') return;
		this.nameColumn = likelyColumn(reading.taken);
		// One outline is a village; several are parts of one.
		this.areaChoice = reading.taken.length === 1 ? 'desa' : 'rw';
	}

	cancel(): void {
		this.#running?.cancel();
	}

	rename(row: number, name: string): void {
		this.typed = { ...this.typed, [row]: name };
	}

	chooseColumn(column: string): void {
		this.nameColumn = column;
		this.typed = {};
	}

	reset(): void {
		this.cancel();
		this.file = null;
		this.reading = null;
		this.failure = null;
		this.saved = null;
		this.saveFailure = null;
	}

	async save(): Promise<void> {
		const { plan, stored, place, file } = this;
		if (!plan || !stored || !place || !file || this.saving) return;
		if (plan.taken > maxRowsPerSave || this.badNames.length > 0) return;
		this.saving = true;
		this.saveFailure = null;
		const { membership } = this.#identity;
		const changes = changesOf(
			plan,
			stored,
			this.#choices(place, this.takeKnown),
			membership.puskesmasId,
			importContext(membership.timeZone, file.name)
		);
		const result = await this.#records.commit(changes).catch(() => null);
		this.saving = false;
		if (result === null) this.saveFailure = 'failed';
		else if (!result.ok) this.saveFailure = result.error;
		else {
			this.saved = { kind: plan.kind, count: plan.taken, place };
			await this.#load();
		}
	}
}
