// From the layers a page asks for to drawings, in the same order. Layers of one map agree on the
// colours of territory numbers here.
import type { MapLayer } from '../contracts.ts';
import { colourTerritories } from '../territory-colours.ts';
import { drawAreas } from './areas.ts';
import { drawAssignedHouseholds } from './assigned-households.ts';
import { drawChoropleth } from './choropleth.ts';
import type { Drawing } from './drawing.ts';
import { drawFacilities } from './facilities.ts';
import { drawHeat } from './heat.ts';
import { drawHouseholds } from './households.ts';
import { drawKept } from './kept.ts';
import { drawPosition } from './position.ts';
import { drawRoads } from './roads.ts';
import { drawTerritories } from './territories.ts';

/** One drawing for `layer`, which belongs to the map that shows all of `layers`. */
export function drawLayer(layer: MapLayer, layers: readonly MapLayer[]): Drawing {
	const { id, data } = layer;
	switch (layer.kind) {
		case 'areas':
			return drawAreas(id, data);
		case 'roads':
			return drawRoads(id, data);
		case 'territories':
			return drawTerritories(id, data);
		case 'households':
			return drawHouseholds(id, data);
		case 'assigned_households':
			return drawAssignedHouseholds(id, data, coloursOf(layers));
		case 'choropleth':
			return drawChoropleth(id, data);
		case 'heat':
			return drawHeat(id, data);
		case 'facilities':
			return drawFacilities(id, data);
		case 'kept':
			return drawKept(id, data);
		case 'drawn':
			return layer.look.draw(id, data);
		case 'position':
			return drawPosition(id, data);
	}
}

function coloursOf(layers: readonly MapLayer[]): ReadonlyMap<number, string> {
	const territories = layers.find((layer) => layer.kind === 'territories');
	return territories ? colourTerritories(territories.data) : new Map<number, string>();
}
