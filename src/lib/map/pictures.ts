// Every picture the layers name, made once and handed to each map.
import { householdPicture } from './layers/households.ts';
import { facilityPicture } from './layers/facilities.ts';
import { hatchPictureName } from './layers/choropleth.ts';
import {
	facilityColours,
	householdColours,
	householdStates,
	inkColours,
	suppressedColours
} from './palette.ts';
import { hatchPicture, shapePicture, type Pixels } from './rasters.ts';
import { facilityShapes, householdShapes } from './symbols.ts';

const householdSizePx = {
	overdue: 21,
	due: 18,
	missed: 18,
	new: 20,
	planned: 15,
	done: 13
} as const;

/** Name → pixels. Takes a few milliseconds: call it once a page. */
export function makePictures(): ReadonlyMap<string, Pixels> {
	const pictures = new Map<string, Pixels>();
	const halo = inkColours.halo;
	for (const state of householdStates) {
		const look = { sizePx: householdSizePx[state], haloPx: 1.6, halo };
		pictures.set(
			householdPicture(state),
			shapePicture(householdShapes[state], householdColours[state], look)
		);
	}
	for (const kind of ['puskesmas', 'hospital', 'pustu', 'posyandu'] as const) {
		const look = { sizePx: kind === 'puskesmas' ? 24 : 18, haloPx: 2, halo };
		pictures.set(
			facilityPicture(kind),
			shapePicture(facilityShapes[kind], facilityColours[kind], look)
		);
	}
	pictures.set(hatchPictureName, hatchPicture(suppressedColours.ground, suppressedColours.line));
	return pictures;
}
