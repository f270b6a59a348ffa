// Names and pictures of the pages, in the chosen language.
import { m } from '#lib/paraglide/messages.js';
import type { PageName } from './navigation.ts';

const labels: Readonly<Record<PageName, () => string>> = {
	today: m.app_nav_today,
	households: m.app_nav_households,
	visit: m.app_nav_visit,
	cases: m.app_nav_cases,
	areas: m.app_nav_areas,
	division: m.app_nav_division,
	schedule: m.app_nav_schedule,
	recap: m.app_nav_recap,
	week: m.monday_nav,
	paper: m.paper_title,
	coverage: m.app_nav_coverage,
	meeting: m.lokmin_nav,
	review: m.app_nav_review,
	send: m.app_nav_send,
	settings: m.app_nav_settings
};

export function pageLabel(name: PageName): string {
	return labels[name]();
}
