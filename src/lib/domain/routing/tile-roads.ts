// Roads out of map tiles, for a phone to which nobody has given roads as such: what is drawn on the map
// can be walked too.
import type { Position } from 'geojson';
import { tileCorner, type TilePlace } from '../geometry/tiles-over.ts';
import { joinedLines } from './tile-junctions.ts';
import { LocalMetres } from './local-metres.ts';
import type { RoadLine } from './road-network.ts';
import { piecesOf, type Spot, type TileRoads } from './tile-pieces.ts';

/**
 * @param tiles a place is drawn by one of them only (tile-cover.ts)
 * @returns each line whole, sharing a vertex with every line that it meets
 */
export function roadsFromTiles(tiles: readonly TileRoads[]): RoadLine[] {
	const cell = tiles.find(({ cells }) => cells.length > 0)?.cells[0];
	if (!cell) return [];
	const ground = new SquareGround(cell);
	const lines = piecesOf(tiles).map(({ spots, unit, ...piece }) => ({
		...piece,
		points: spots.map((spot) => ground.point(spot)),
		unitM: unit * ground.squareM
	}));
	return joinedLines(lines).map(({ class: road, points }) => ({
		class: road,
		line: {
			type: 'LineString',
			coordinates: points.map((point) => ground.position(point))
		}
	}));
}

/** Squares of one level as metres on a plane around one of them, true to angles, and as degrees. */
class SquareGround {
	readonly squareM: number;
	readonly #cell: TilePlace;

	constructor(cell: TilePlace) {
		this.#cell = cell;
		const corner = tileCorner(cell.z, cell.x, cell.y);
		const [width] = new LocalMetres(corner).point(tileCorner(cell.z, cell.x + 1, cell.y));
		this.squareM = width;
	}

	point([x, y]: Spot): [x: number, y: number] {
		return [(x - this.#cell.x) * this.squareM, (y - this.#cell.y) * this.squareM];
	}

	/** [lng, lat] with seven digits, about a centimetre. */
	position([x, y]: readonly [x: number, y: number]): Position {
		const { z, x: column, y: row } = this.#cell;
		const corner = tileCorner(z, column + x / this.squareM, row + y / this.squareM);
		return corner.map((degrees) => Math.round(degrees * 1e7) / 1e7);
	}
}
