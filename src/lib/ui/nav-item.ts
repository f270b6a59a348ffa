import type { IconName } from './icons.ts';

/** One place in the app's navigation. */
export interface NavItem {
	readonly href: string;
	readonly label: string;
	readonly icon: IconName;
	/** How many things wait there; 0 or absent shows nothing. */
	readonly count?: number;
}

/** How loud something is, in colour and icon. */
export type Tone = 'neutral' | 'info' | 'success' | 'warn' | 'danger' | 'accent';

/** @param path of the page on the screen, which may lie below the item's own */
export function isCurrent(item: NavItem, path: string): boolean {
	return path === item.href || path.startsWith(`${item.href}/`);
}
