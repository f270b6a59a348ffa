import type { Day, Id, Row } from './entity.ts';

/** What a meeting agreed: carried to the next meeting until done. */
export interface ActionItem extends Row<'action_item'> {
	readonly areaId: Id<'area'>;
	readonly title: string;
	readonly owner: string;
	readonly dueOn: Day | null;
	readonly status: 'open' | 'done' | 'dropped';
}
