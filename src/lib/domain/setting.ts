import type { Id, Row } from './entity.ts';

/** One setting of a puskesmas: visit intervals, thresholds, service minutes. */
export interface Setting extends Row<'setting'> {
	readonly puskesmasId: Id<'facility'>;
	readonly key: string;
	readonly value: unknown;
}
