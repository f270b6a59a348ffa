/**
 * What coverage is asked of. Each is so many of so many in an area and a span; docs/metrics.md says which.
 * The first is what a page shows before anybody chose.
 */
export const indicators = [
	'household_visited',
	'priority_visited',
	'position_known',
	'jkn_active',
	'kader_active',
	'danger_reported',
	'weighed'
] as const;
export type Indicator = (typeof indicators)[number];

/** How things stand at the end of a month: the same for every span that ends with it. */
const states: readonly Indicator[] = ['position_known', 'jkn_active'];
export function isState(indicator: Indicator): boolean {
	return states.includes(indicator);
}

/** What its denominator counts: households, people, volunteers or what was found. */
export const unitOf = {
	household_visited: 'household',
	priority_visited: 'household',
	position_known: 'household',
	jkn_active: 'person',
	kader_active: 'kader',
	danger_reported: 'finding',
	weighed: 'person'
} as const satisfies Record<Indicator, 'household' | 'person' | 'kader' | 'finding'>;

/** So few in a month that the cube of viewers leaves them out. */
const tooFew: readonly Indicator[] = ['priority_visited', 'danger_reported'];
export function isInCube(indicator: Indicator): boolean {
	return !tooFew.includes(indicator);
}
