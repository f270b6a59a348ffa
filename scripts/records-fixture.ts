// Writes tests/sync/fixtures/records-v<n>.json: the records database of the present schema version, as
// bytes on a disk, for the test that every version opens and upgrades. Run once per version:
// `tsx scripts/records-fixture.ts`. All data is made up.
import { writeFileSync } from 'node:fs';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { entityNames } from '../src/lib/data/local/clear-fields.ts';
import { openRecords } from '../src/lib/data/local/open-records.ts';
import { RecordsDatabase } from '../src/lib/data/local/records-database.ts';
import { schemaVersion } from '../src/lib/data/local/schema.ts';
import { fixtureIdentity, fixtureKeys, packed } from '../tests/support/records-fixture.ts';

const database = { indexedDB: new IDBFactory(), IDBKeyRange };
let made = 0;
const making = { now: () => Date.UTC(2026, 10, 1), id: () => `made-${++made}` };
const opened = await openRecords(fixtureIdentity, await fixtureKeys(), { making, database });
await opened.sync.applyPage(
	{
		rows: {
			household: [
				{ id: 'h1', rev: 3, area_id: 'a1', territory_id: 't1', head_name: 'Siti Contoh' },
				{ id: 'h2', rev: 1, area_id: 'a1', territory_id: 't1', head_name: 'Budi Contoh' }
			],
			area: [{ id: 'a1', rev: 1, parent_id: null, kind: 'rt', name: 'RT 001' }]
		},
		tombstones: [],
		revoked_scopes: [],
		cursor: 'cursor-1',
		scope_hash: 'hash-1',
		epoch: 'epoch-1',
		more: false,
		server_time: '2026-11-01T00:00:00.000Z'
	},
	making.now()
);
await opened.records.commit([
	{ entity: 'household', op: 'update', id: 'h1', patch: { address: 'Gang Contoh 1' }, baseRev: 3 },
	{
		entity: 'visit',
		op: 'create',
		id: 'v1',
		patch: { householdId: 'h2', areaId: 'a1', outcome: 'completed', note: 'catatan contoh' },
		after: ['h2']
	}
]);
await opened.drafts.save('visit:h1', { note: 'setengah jadi' });
opened.close();

const raw = new RecordsDatabase(fixtureIdentity.membership.id, database);
const tables: Record<string, unknown[]> = {};
for (const name of [...entityNames, 'outbox', 'journal', 'quarantine', 'draft', 'meta']) {
	tables[name] = (await raw.table(name).toArray()).map(packed);
}
raw.close();
const stores = Object.fromEntries(
	raw.tables.map((table) => [
		table.name,
		[table.schema.primKey.src, ...table.schema.indexes.map(({ src }) => src)].join(', ')
	])
);
const file = `tests/sync/fixtures/records-v${schemaVersion}.json`;
writeFileSync(file, `${JSON.stringify({ version: schemaVersion, stores, tables }, null, '\t')}\n`);
