// What the page of agreements reads from the device.
import type { Membership } from '#lib/domain/access.ts';
import type { ActionItem } from '#lib/domain/action-item.ts';
import { agreementAreas, type AreaChoice } from '#lib/domain/agreement-areas.ts';
import type { Area } from '#lib/domain/area.ts';
import type { OutboxItem, Records } from '#lib/data/contracts.ts';

export interface AgreementSource {
	readonly items: readonly ActionItem[];
	readonly areas: ReadonlyMap<string, Area>;
	/** For which she may agree. */
	readonly choices: readonly AreaChoice[];
}

export async function readAgreements(
	records: Records,
	member: Membership
): Promise<AgreementSource> {
	const [items, areas, served] = await Promise.all([
		records.all('action_item'),
		records.all('area'),
		member.role === 'planner' ? records.all('facility_area') : []
	]);
	const own = member.areaId === null ? [] : [member.areaId as string];
	const roots =
		member.role === 'planner'
			? served
					.filter(({ facilityId }) => facilityId === member.puskesmasId)
					.map(({ areaId }) => areaId as string)
			: own;
	return {
		items,
		areas: new Map(areas.map((area) => [area.id as string, area])),
		choices: agreementAreas(areas, roots)
	};
}

/** Of the queue, what belongs to agreements and has not arrived. */
export function agreementQueue(outbox: readonly OutboxItem[]): {
	readonly waiting: ReadonlySet<string>;
	readonly refused: readonly OutboxItem[];
} {
	const changes = outbox.filter(
		({ entity, state }) => entity === 'action_item' && state !== 'sent'
	);
	return {
		waiting: new Set(changes.map(({ entityId }) => entityId)),
		refused: changes.filter(({ state }) => state === 'needs_mending')
	};
}
