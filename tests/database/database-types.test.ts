// Rows of the database and entities of the domain are the same words. What differs is named here;
// anything else that differs does not compile.
import { expect, it } from 'vitest';
import type { Database } from '#lib/data/remote/database.types.ts';
import type { EntityMap, EntityName } from '#lib/domain/entity.ts';
import { describeOnPostgres } from '../support/database.ts';
import {
	cannotGenerate,
	generateDatabaseTypes,
	readDatabaseTypes
} from '../support/database-types.ts';

/** Columns that never leave the server. */
type HiddenOf<E extends EntityName> =
	| 'xid'
	| (E extends 'territory_plan' | 'action_item' ? 'createdBy' : never)
	| (E extends 'household' ? 'createdBy' | 'fieldRev' : never)
	| (E extends 'member' ? 'fieldRev' | 'nikSealed' | 'nikHash' : never)
	| (E extends 'visit' | 'follow_up' ? 'clockOffsetMs' | 'receivedAt' : never);

type Camel<S extends string> = S extends `${infer Head}_${infer Tail}`
	? `${Head}${Capitalize<Camel<Tail>>}`
	: S;
type Columns<E extends EntityName> = Camel<keyof Database['jangkau']['Tables'][E]['Row'] & string>;
type Fields<E extends EntityName> = keyof EntityMap[E] & string;

/** Fails to compile with the names of what has no counterpart. */
type Nothing<T extends never> = T;

export type ColumnsWithoutField = Nothing<
	{ [E in EntityName]: `${E}.${Exclude<Columns<E>, Fields<E> | HiddenOf<E>>}` }[EntityName]
>;
export type FieldsWithoutColumn = Nothing<
	{ [E in EntityName]: `${E}.${Exclude<Fields<E>, Columns<E>>}` }[EntityName]
>;

describeOnPostgres('the types of the database', (db) => {
	const title = 'are what the migrations make (else: npm run db:types)';
	it.skipIf(cannotGenerate)(
		cannotGenerate ? `${title}: skipped, ${cannotGenerate}` : title,
		async () => {
			expect(await readDatabaseTypes()).toBe(await generateDatabaseTypes(db.url ?? ''));
		}
	);
});
