// Every picture the layers name, made once and handed to each map.
import { householdPicture } from './layers/households.ts';
import { facilityPicture } from './layers/facilities.ts';
import { headingPicture } from './layers/position.ts';
import { routeBadge } from './layers/route.ts';
import { hatchPictureName } from './layers/choropleth.ts';
import {
	facilityColours,
	householdColours,
	householdStates,
	inkColours,
	positionColour,
	routeColours,
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
	const badge = { sizePx: 22, haloPx: 1.5, halo };
	pictures.set(routeBadge.later, shapePicture('circle', routeColours.line, badge));
	const nextBadge = { sizePx: 27, haloPx: 2, halo: routeColours.nextText };
	pictures.set(routeBadge.next, shapePicture('circle', routeColours.next, nextBadge));
	const cone = { sizePx: 44, haloPx: 0, halo };
	pictures.set(headingPicture, shapePicture('cone', positionColour, cone));
	pictures.set(hatchPictureName, hatchPicture(suppressedColours.ground, suppressedColours.line));
	return pictures;
}
