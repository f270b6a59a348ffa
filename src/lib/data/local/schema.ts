// Every version of the records database, oldest first. A published version is never edited: add the
// next one with its upgrade, and a fixture of it (scripts/database-fixture.ts).
import type { Transaction } from 'dexie';

export interface SchemaVersion {
	readonly version: number;
	readonly stores: Readonly<Record<string, string>>;
	readonly upgrade?: (transaction: Transaction) => PromiseLike<void>;
}

export const recordVersions: readonly SchemaVersion[] = [
	{
		version: 1,
		stores: {
			area: 'id, parentId, kind',
			road: 'id, areaId',
			facility: 'id, areaId, parentId, kind',
			facility_area: 'id, facilityId, areaId',
			kader: 'id, areaId, puskesmasId, posyanduId',
			setting: 'id, puskesmasId',
			checklist_form: 'id',
			territory_plan: 'id, areaId, status',
			territory: 'id, areaId, planId, kaderId',
			household_assignment: 'id, areaId, territoryId, householdId, kaderId',
			household: 'id, areaId, territoryId, posyanduId',
			member: 'id, areaId, territoryId, householdId',
			visit: 'id, areaId, territoryId, householdId, visitedOn',
			visit_plan: 'id, areaId, territoryId, householdId, kaderId, period',
			finding: 'id, areaId, territoryId, householdId, visitId, status',
			follow_up: 'id, areaId, territoryId, findingId',
			target: 'id, areaId',
			action_item: 'id, areaId',
			coverage_cell: 'id, areaId, month',
			// mid is the idempotency key; row is `entity:id`.
			outbox: 'mid, &seq, row, id',
			journal: 'mid, storedAt',
			quarantine: 'row',
			draft: 'key',
			meta: 'key'
		}
	},
	// Nothing moves: rows are sealed anew with a key that an app of version 1 does not have, and it must
	// close before it seals one more with the old key (lock/reseal.ts).
	{ version: 2, stores: {} },
	{
		version: 3,
		stores: {
			posyandu_session: 'id, areaId, posyanduId, heldOn',
			attendance: 'id, areaId, territoryId, sessionId, memberId'
		}
	},
	{ version: 4, stores: { photo: 'id, householdId, state' } }
];

export const schemaVersion = 1;
