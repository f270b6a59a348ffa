// Every page of the app, who may open it, and where it stands in the menu. The menu, the route guard
// and the home redirect all read this one table; the server decides access to records on its own.
import type { Role } from '#lib/domain/access.ts';

export type PageName =
	| 'today'
	| 'households'
	| 'visit'
	| 'cases'
	| 'areas'
	| 'division'
	| 'schedule'
	| 'recap'
	| 'week'
	| 'paper'
	| 'coverage'
	| 'meeting'
	| 'review'
	| 'send'
	| 'settings';

export interface Page {
	readonly name: PageName;
	/** Path without parameters; everything below it belongs to the page. */
	readonly path: string;
	readonly roles: readonly Role[];
	/** Pages opened from another page are not in the menu. */
	readonly inMenu: boolean;
	/** Takes the whole width of a desktop: a map with its list. */
	readonly wide?: boolean;
}

const everyone: readonly Role[] = ['kader', 'health_worker', 'planner', 'health_office', 'viewer'];

/** In menu order. The first four of a role are its tabs on a phone. */
export const pages: readonly Page[] = [
	{ name: 'today', path: '/hari-ini', roles: ['kader'], inMenu: true, wide: true },
	{ name: 'areas', path: '/wilayah', roles: ['planner'], inMenu: true, wide: true },
	{ name: 'division', path: '/pembagian', roles: ['planner'], inMenu: true, wide: true },
	{ name: 'cases', path: '/kasus', roles: ['health_worker'], inMenu: true },
	{
		name: 'households',
		path: '/rumah',
		roles: ['kader', 'health_worker', 'planner'],
		inMenu: true
	},
	{ name: 'send', path: '/kirim', roles: ['kader'], inMenu: true },
	{ name: 'cases', path: '/kasus', roles: ['kader', 'planner'], inMenu: true },
	{ name: 'schedule', path: '/jadwal', roles: ['health_worker', 'planner'], inMenu: true },
	{ name: 'week', path: '/pekan', roles: ['health_worker', 'planner'], inMenu: true },
	{ name: 'recap', path: '/rekap', roles: ['kader', 'health_worker', 'planner'], inMenu: true },
	{ name: 'coverage', path: '/cakupan', roles: everyone, inMenu: true, wide: true },
	{
		name: 'meeting',
		path: '/lokmin',
		roles: ['planner', 'health_office', 'viewer'],
		inMenu: true
	},
	{ name: 'review', path: '/perbaikan', roles: ['health_worker', 'planner'], inMenu: true },
	{ name: 'send', path: '/kirim', roles: ['health_worker', 'planner'], inMenu: true },
	{ name: 'settings', path: '/pengaturan', roles: everyone, inMenu: true },
	{
		name: 'visit',
		path: '/kunjungan',
		roles: ['kader', 'health_worker', 'planner'],
		inMenu: false
	},
	{ name: 'paper', path: '/salin', roles: ['kader', 'health_worker', 'planner'], inMenu: false },
	// A kader keeps the list of her posyandu; the schedule itself is made for her.
	{ name: 'schedule', path: '/jadwal/posyandu', roles: ['kader'], inMenu: false }
];

/** Open to people without an identity on this device. */
const publicPaths = ['/masuk', '/gabung', '/gallery'];

const homes: Readonly<Record<Role, string>> = {
	kader: '/hari-ini',
	health_worker: '/kasus',
	planner: '/wilayah',
	health_office: '/cakupan',
	viewer: '/cakupan'
};

export function homeOf(role: Role): string {
	return homes[role];
}

export function menuOf(role: Role): readonly Page[] {
	return pages.filter((page) => page.inMenu && page.roles.includes(role));
}

export function isWide(path: string): boolean {
	return pages.some((page) => page.wide === true && isBelow(path, page.path));
}

export function isPublic(path: string): boolean {
	return publicPaths.some((open) => isBelow(path, open));
}

export type Gate =
	| { readonly kind: 'open' }
	/** Nobody is signed in here. */
	| { readonly kind: 'sign_in' }
	/** The page exists but is not for this role. */
	| { readonly kind: 'not_for_you'; readonly home: string }
	| { readonly kind: 'redirect'; readonly to: string };

/** What happens when someone opens a path. @param role null when nobody is signed in on this device */
export function gate(path: string, role: Role | null): Gate {
	if (path === '/') return { kind: 'redirect', to: role ? homeOf(role) : '/masuk' };
	if (isPublic(path)) return { kind: 'open' };
	if (!role) return { kind: 'sign_in' };
	const owners = pages.filter((page) => isBelow(path, page.path));
	// An unknown path is the router's to report, not ours to forbid.
	if (owners.length === 0 || owners.some((page) => page.roles.includes(role))) {
		return { kind: 'open' };
	}
	return { kind: 'not_for_you', home: homeOf(role) };
}

function isBelow(path: string, root: string): boolean {
	return path === root || path.startsWith(`${root}/`);
}
