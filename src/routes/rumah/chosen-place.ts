import type { Point } from 'geojson';

/** Where someone says that a house stands, and how she knows. */
export interface ChosenPlace {
	readonly location: Point;
	/** Metres; null for a tap on the map. */
	readonly accuracyM: number | null;
	readonly source: 'gps' | 'map';
}
