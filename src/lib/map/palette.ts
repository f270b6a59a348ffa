// Every colour of the map, so that legends, tables and charts show exactly the same ones.
// Tested for people with colour-vision deficiency and in greyscale: palette.test.ts holds the bounds.

export type HouseholdState = 'due' | 'overdue' | 'done' | 'planned' | 'missed' | 'new';

export const householdStates: readonly HouseholdState[] = [
	'overdue',
	'due',
	'missed',
	'new',
	'planned',
	'done'
];

export const householdColours: Readonly<Record<HouseholdState, string>> = {
	overdue: '#a3122b',
	due: '#e58a00',
	missed: '#5b2a86',
	new: '#0a6fb0',
	planned: '#37546b',
	done: '#8fa39b'
};

/** Coverage from the least (0) to the most (4) covered: dark means that people are waiting. */
export const coverageColours: readonly [string, string, string, string, string] = [
	'#5a1f63',
	'#a8446a',
	'#dd7a55',
	'#f5b871',
	'#fdf0d5'
];

/** No data at all; lighter and colder than any class. */
export const noDataColour = '#c9cdd0';
/** Ground and lines of the hatch over numbers too small to be shown. */
export const suppressedColours = { ground: '#eceae4', line: '#6b7075' } as const;

export const missedColours = { fill: '#1c2733', text: '#ffffff' } as const;

/** Twelve fills that stay apart under protanopia, deuteranopia and tritanopia. */
export const territoryColours: readonly string[] = [
	'#2ca4a4',
	'#e0547c',
	'#7ccc18',
	'#185468',
	'#b8ccf4',
	'#9018cc',
	'#b8b890',
	'#685418',
	'#a47cf4',
	'#68e0cc',
	'#7c7c18',
	'#547c54'
];

/** From few to many, for the heat map. */
export const heatColours: readonly [string, string, string, string] = [
	'#f9d57a',
	'#ee8a4d',
	'#bd3f5c',
	'#541c5e'
];

export const roadColours = {
	main: '#8a5a1c',
	local: '#6f6a60',
	path: '#6f6a60',
	river_boat: '#1f6fb5',
	rail: '#3b3552'
} as const;

export const facilityColours = {
	puskesmas: '#0b5f58',
	hospital: '#0b5f58',
	pustu: '#0b5f58',
	posyandu: '#b3401e'
} as const;

export const areaColours = { line: '#3d4743', casing: '#ffffff', text: '#26302c' } as const;
export const positionColour = '#1565d8';
/** The way to walk: darker than any road, and its number plates; the next one as a chosen thing is. */
/** What of the map is on the phone. */
export const keptColours = { whole: '#0b5f58', part: '#9a5b00' } as const;
export const routeColours = {
	line: '#0b3d91',
	casing: '#ffffff',
	text: '#ffffff',
	next: '#ffd24a',
	nextText: '#111827'
} as const;
export const selectionColours = { line: '#111827', casing: '#ffd24a' } as const;
export const inkColours = { text: '#1b2622', halo: '#ffffff' } as const;
export const clusterColours = { fill: '#2f4a5a', text: '#ffffff', line: '#ffffff' } as const;
