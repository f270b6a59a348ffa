// What became of each published plan: on the server with a number, on its way, or refused.
import type { TerritoryPlan } from '#lib/domain/territory.ts';
import type { OutboxItem } from '#lib/data/contracts.ts';

export type VersionState =
	| { readonly kind: 'current' | 'retired' }
	/** Only on this device. */
	| { readonly kind: 'waiting' }
	/** The server has it; its number comes with the next data. */
	| { readonly kind: 'arriving' }
	| { readonly kind: 'refused'; readonly code: string; readonly mid: string };

export interface PlanVersion {
	readonly plan: TerritoryPlan;
	readonly state: VersionState;
}

export function versionsOf(
	plans: readonly TerritoryPlan[],
	outbox: readonly OutboxItem[]
): PlanVersion[] {
	return plans.map((plan) => ({ plan, state: stateOf(plan, outbox) }));
}

function stateOf(plan: TerritoryPlan, outbox: readonly OutboxItem[]): VersionState {
	if (plan.version > 0) return { kind: plan.status === 'published' ? 'current' : 'retired' };
	const item = outbox.find(({ entity, entityId, state }) => {
		return entity === 'territory_plan' && entityId === plan.id && state !== 'sent';
	});
	if (!item) return { kind: 'arriving' };
	if (item.state !== 'needs_mending') return { kind: 'waiting' };
	return { kind: 'refused', code: item.code ?? 'internal', mid: item.mid };
}
