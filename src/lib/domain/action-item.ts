import type { Day, Id, Row } from './entity.ts';

/** What a meeting agreed: carried to the next meeting until it is closed. */
export interface ActionItem extends Row<'action_item'> {
	readonly areaId: Id<'area'>;
	readonly title: string;
	/** An office or a function, never a family. */
	readonly owner: string;
	readonly agreedOn: Day;
	readonly dueOn: Day | null;
	readonly status: 'open' | 'done' | 'dropped';
	/** When it was done or dropped; null while it is open. */
	readonly closedOn: Day | null;
}
