// Which fields of a row lie in the clear on the device: opaque ids, areas, dates and flags that
// queries need. Everything that is not named here is sealed, a field added tomorrow included.
import type { EntityMap, EntityName } from '#lib/domain/entity.ts';

export const clearFields = {
	area: ['parentId', 'kind', 'boundaryStatus', 'validFrom', 'validTo'],
	road: ['areaId', 'class'],
	facility: ['kind', 'parentId', 'areaId'],
	facility_area: ['facilityId', 'areaId'],
	kader: ['puskesmasId', 'posyanduId', 'areaId', 'active'],
	setting: ['puskesmasId'],
	checklist_form: ['validFrom'],
	territory_plan: ['areaId', 'status', 'validFrom', 'publishedAt'],
	territory: ['planId', 'areaId', 'kaderId', 'locked', 'active'],
	household_assignment: ['householdId', 'territoryId', 'kaderId', 'areaId', 'validFrom', 'validTo'],
	household: [
		'areaId',
		'territoryId',
		'posyanduId',
		'locationSource',
		'status',
		'registeredOn',
		'lentTo',
		'lentUntil',
		'lentFrom'
	],
	member: ['householdId', 'areaId', 'territoryId', 'status'],
	visit: [
		'householdId',
		'areaId',
		'territoryId',
		'visitPlanId',
		'correctsId',
		'membershipId',
		'kaderId',
		'visitorRole',
		'copiedFromPaper',
		'outcome',
		'capturedAt',
		'visitedOn',
		'formId'
	],
	visit_plan: [
		'householdId',
		'areaId',
		'territoryId',
		'kaderId',
		'period',
		'kind',
		'fromOn',
		'untilOn',
		'dueOn',
		'status',
		'visitId'
	],
	finding: [
		'householdId',
		'memberId',
		'visitId',
		'areaId',
		'territoryId',
		'kind',
		'urgency',
		'status',
		'foundAt',
		'closedAt'
	],
	follow_up: ['findingId', 'areaId', 'territoryId', 'membershipId', 'status', 'at'],
	target: ['areaId', 'year'],
	action_item: ['areaId', 'dueOn', 'status'],
	coverage_cell: ['areaId', 'month', 'suppressed'],
	posyandu_session: ['posyanduId', 'areaId', 'heldOn', 'status'],
	// Who the member is lies sealed in her own row.
	attendance: ['sessionId', 'memberId', 'areaId', 'territoryId', 'present']
} as const satisfies {
	readonly [E in EntityName]: readonly Extract<keyof EntityMap[E], string>[];
};

export type ClearField<E extends EntityName> = (typeof clearFields)[E][number];

export const entityNames = Object.keys(clearFields) as EntityName[];
