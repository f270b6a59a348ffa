// Screen state of the areas that cannot be reached: the list, what waits to be sent, and what is being noted.
import type { MultiPolygon, Polygon, Position } from 'geojson';
import type { Identity, Live, OutboxItem, Records } from '#lib/data/contracts.ts';
import type { Area } from '#lib/domain/area.ts';
import type { Day, Id } from '#lib/domain/entity.ts';
import { locator } from '#lib/domain/geometry/locate.ts';
import type { Household } from '#lib/domain/household.ts';
import type { Change } from '#lib/domain/sync/change.ts';
import {
	canReviewUnreachable,
	canTake,
	drawnShape,
	noteUnreachable,
	notingRoles,
	reviewUnreachable,
	takenShape,
	unreachableAreas,
	unreachableProblems,
	type UnreachableArea,
	type UnreachableCause,
	type UnreachableProblem
} from '#lib/domain/unreachable.ts';
import { LiveQuery } from './live-query.svelte.ts';

export type SaveFailure = 'quota' | 'locked' | 'failed';

interface Source {
	readonly noted: readonly UnreachableArea[];
	readonly areas: readonly Area[];
	readonly homes: readonly Pick<Household, 'location' | 'status'>[];
}

async function readSource(records: Records): Promise<Source> {
	const [settings, areas, homes] = await Promise.all([
		records.all('setting'),
		records.all('area'),
		records.all('household')
	]);
	return { noted: unreachableAreas(settings), areas, homes };
}

/** What is being noted: an area of the list, or corners tapped on the map; the corners go first. */
export class UnreachableForm {
	place = $state('');
	cause = $state<UnreachableCause>('flood');
	fromOn = $state('');
	untilOn = $state('');
	areaId = $state('');
	corners = $state.raw<readonly Position[]>([]);
	/** What is wrong is said once she has tried to save. */
	tried = $state(false);
	readonly #areas: () => readonly Area[];
	readonly #today: Day;

	constructor(areas: () => readonly Area[], today: Day) {
		this.#areas = areas;
		this.#today = today;
		this.fromOn = today;
	}

	readonly boundary = $derived(drawnShape(this.corners));
	readonly shape = $derived.by((): Polygon | MultiPolygon | null => {
		if (this.corners.length > 0) return this.boundary.ok ? this.boundary.value : null;
		const boundary = this.#areas().find(({ id }) => id === this.areaId)?.boundary;
		return boundary ? takenShape(boundary) : null;
	});
	readonly entry = $derived.by(() => {
		const { shape, place, cause, fromOn, untilOn } = this;
		return { shape, place, cause, fromOn, untilOn };
	});
	readonly problems = $derived.by((): readonly UnreachableProblem[] =>
		this.tried ? unreachableProblems(this.entry, this.#today) : []
	);

	add(corner: Position): void {
		this.corners = [...this.corners, corner];
	}
	undo(): void {
		this.corners = this.corners.slice(0, -1);
	}
	/** An area of the list takes the place of what was drawn, and gives its name where none was typed. */
	chooseArea(id: string): void {
		const names = this.#areas().map(({ name }) => name);
		this.areaId = id;
		this.corners = [];
		const name = this.#areas().find((area) => area.id === id)?.name;
		if (name && (this.place.trim() === '' || names.includes(this.place))) this.place = name;
	}
}

interface Deps {
	readonly records: Records;
	readonly outbox: Live<OutboxItem[]>;
	readonly member: Identity['membership'];
	readonly today: Day;
	readonly newId: () => string;
}

export class UnreachableView {
	form = $state.raw<UnreachableForm | null>(null);
	readonly today: Day;
	readonly canReview: boolean;
	readonly #deps: Deps;
	readonly #source: LiveQuery<Source>;
	readonly #outbox: LiveQuery<OutboxItem[]>;

	constructor(deps: Deps) {
		this.#deps = deps;
		this.today = deps.today;
		this.canReview = canReviewUnreachable(deps.member.role);
		this.#source = new LiveQuery(deps.records.live(readSource));
		this.#outbox = new LiveQuery(deps.outbox);
	}

	get ready(): boolean {
		return this.#source.ready;
	}
	get failed(): boolean {
		return this.#source.error !== undefined;
	}
	/** Whose puskesmas is not known can only look. */
	get canNote(): boolean {
		const { role, puskesmasId } = this.#deps.member;
		return notingRoles.includes(role) && puskesmasId !== null;
	}
	readonly noted = $derived.by(() => this.#source.current?.noted ?? []);
	/** Areas with a boundary, which may be chosen instead of drawn. */
	readonly areas = $derived.by(() =>
		(this.#source.current?.areas ?? []).filter(
			({ boundary, validTo, kind }) =>
				boundary !== null &&
				validTo === null &&
				canTake(boundary) &&
				['village', 'hamlet', 'rw', 'rt'].includes(kind)
		)
	);

	/** How many houses that this device knows stand in it. */
	housesIn(shape: Polygon | MultiPolygon | null): number {
		if (!shape) return 0;
		const find = locator([{ polygon: shape, value: true }]);
		return (this.#source.current?.homes ?? []).filter(
			({ location, status }) =>
				status === 'active' && location !== null && find.at(location.coordinates) === true
		).length;
	}

	/** What of it has not reached the server. */
	unsent(area: UnreachableArea): 'waiting' | 'refused' | null {
		const states = (this.#outbox.current ?? [])
			.filter(({ entity, entityId }) => entity === 'setting' && entityId === area.id)
			.map(({ state }) => state);
		if (states.includes('needs_mending')) return 'refused';
		return states.some((state) => state !== 'sent') ? 'waiting' : null;
	}

	start(): void {
		this.form = new UnreachableForm(() => this.areas, this.today);
	}

	/** Stores what was typed and closes the form. @returns null where something is wrong in it */
	async save(): Promise<'saved' | SaveFailure | null> {
		const { form } = this;
		const { role, puskesmasId, displayName } = this.#deps.member;
		if (!form || !puskesmasId) return 'failed';
		form.tried = true;
		const made = noteUnreachable(form.entry, {
			...{ id: this.#deps.newId(), puskesmasId: puskesmasId as Id<'facility'> },
			...{ role, name: displayName, today: this.today }
		});
		if (!made.ok) return null;
		const stored = await this.#store(made.value);
		if (stored === 'saved') this.form = null;
		return stored;
	}

	async review(
		area: UnreachableArea,
		change: Partial<Pick<UnreachableArea, 'state' | 'untilOn'>>
	): Promise<'saved' | SaveFailure | 'until_wrong'> {
		const made = reviewUnreachable(area, change);
		return made.ok ? this.#store(made.value) : made.error;
	}

	async #store(change: Change): Promise<'saved' | SaveFailure> {
		const stored = await this.#deps.records.commit([change]).catch(() => null);
		return stored?.ok ? 'saved' : (stored?.error ?? 'failed');
	}
}
