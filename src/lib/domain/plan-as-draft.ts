// A published plan as a draft again: to change a part of it, or to go back to an earlier version. What
// comes of it is published as a new version; the old one stays as it was.
import type { DivisionMetrics } from './division/contract.ts';
import type { Id } from './entity.ts';
import { planWishes, type LoadUnit, type PlanDraft } from './territory-plan.ts';
import type { Territory, TerritoryPlan } from './territory.ts';

export interface PlanRecord {
	readonly plan: TerritoryPlan;
	/** Its territories, those of a retired plan too. */
	readonly territories: readonly Territory[];
	/** Household → territory of this plan that holds it, or held it at its end. */
	readonly holders: ReadonlyMap<string, Id<'territory'>>;
}

/**
 * With the households and kader of its time; scenario-restore.ts makes it fit for today.
 * @returns null where the plan has no territories, or one of them no boundary
 */
export function draftOfPlan({ plan, territories, holders }: PlanRecord): PlanDraft | null {
	const ordered = territories.toSorted((a, b) => a.number - b.number);
	const held = new Map(ordered.map(({ id }) => [id, [] as Id<'household'>[]]));
	for (const [household, territory] of holders) held.get(territory)?.push(household);
	const drawn = ordered.flatMap(({ id, number, boundary }) =>
		boundary ? [{ number, boundary, households: held.get(id)! }] : []
	);
	if (drawn.length === 0 || drawn.length < ordered.length) return null;
	const { unit, seed, asked } = plan.parameters;
	const kept = planWishes.filter((wish) => Array.isArray(asked) && asked.includes(wish));
	return {
		division: {
			unit: isUnit(unit) ? unit : 'minutes',
			seed: typeof seed === 'number' ? seed : 1,
			kaderIds: ordered.flatMap(({ kaderId }) => (kaderId === null ? [] : [kaderId])),
			...(kept.length > 0 && { asked: kept }),
			territories: drawn,
			outside: [],
			unlocated: [],
			// As the engine measured them before they were published.
			metrics: plan.metrics as unknown as DivisionMetrics,
			notes: []
		},
		kader: ordered.map(({ kaderId }) => kaderId),
		moved: {},
		locked: []
	};
}

function isUnit(value: unknown): value is LoadUnit {
	return value === 'minutes' || value === 'households';
}
