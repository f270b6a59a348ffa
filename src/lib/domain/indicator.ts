/**
 * What coverage is asked of. Each is so many of so many in an area and a span; docs/metrics.md says which.
 * The first is what a page shows before anybody chose.
 */
export const indicators = ['household_visited'] as const;
export type Indicator = (typeof indicators)[number];
