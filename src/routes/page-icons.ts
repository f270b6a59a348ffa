import type { PageName } from '#lib/state/navigation.ts';
import type { IconName } from '#lib/ui/icons.ts';

export const pageIcons: Readonly<Record<PageName, IconName>> = {
	today: 'today',
	households: 'home',
	visit: 'visit',
	cases: 'case',
	areas: 'area',
	division: 'divide',
	schedule: 'schedule',
	recap: 'file',
	week: 'list',
	paper: 'edit',
	coverage: 'coverage',
	meeting: 'meeting',
	review: 'eye',
	send: 'send',
	settings: 'settings'
};
