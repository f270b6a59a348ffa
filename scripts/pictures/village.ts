// A village that does not exist, for the pictures of docs/division.md: hamlets along one road round a
// bay, so that straight distance misleads and no division by eye is even.
import type { MultiPolygon, Position } from 'geojson';
import type { DivisionInput } from '../../src/lib/domain/division/contract.ts';
import { seededRandom } from '../../src/lib/domain/division/random.ts';
import { areaOf, degrees, housesAt, type Ring } from '../../tests/support/awkward-areas.ts';
import { holds } from '../../tests/support/division-invariants.ts';

const corners = 96;
const houses = 480;
/** x, y in metres and how many of a hundred houses stand about it, how widely. */
const hamlets = [
	{ x: -560, y: 420, of100: 24, spread: 150 },
	{ x: -150, y: 610, of100: 12, spread: 130 },
	{ x: -700, y: -150, of100: 16, spread: 190 },
	{ x: -250, y: -520, of100: 20, spread: 170 },
	{ x: 330, y: -610, of100: 10, spread: 150 },
	{ x: 560, y: 520, of100: 6, spread: 140 }
];

export const village: DivisionInput = { area: outline(), ...{ k: 6, seed: 1, households: [] } };

/** The same with its houses. */
export function populated(): DivisionInput {
	const random = seededRandom(41);
	const places: [number, number][] = [];
	const area = village.area as MultiPolygon;
	while (places.length < houses) {
		const drawn = random() * 100;
		let passed = 0;
		const hamlet = hamlets.find(({ of100 }) => (passed += of100) > drawn);
		const bell = (): number => random() + random() + random() - 1.5;
		const { x, y, spread } = hamlet ?? { x: 0, y: 0, spread: 800 };
		const place: [number, number] = [x + bell() * 1.6 * spread, y + bell() * 1.6 * spread];
		if (holds(area, degrees(...place))) places.push(place);
	}
	return { ...village, households: housesAt(places) };
}

function outline(): MultiPolygon {
	const ring = Array.from({ length: corners }, (_, i): [number, number] => {
		const angle = (i / corners) * 2 * Math.PI;
		const wave = 1 + 0.1 * Math.sin(2 * angle + 1) + 0.07 * Math.sin(3 * angle + 2.4);
		const ripple = 0.02 * Math.sin(11 * angle) + 0.015 * Math.sin(17 * angle + 1);
		// The bay opens to the east.
		const away = Math.min(angle, 2 * Math.PI - angle) / 0.42;
		const bay = 1 - 0.8 * Math.exp(-away * away);
		const radius = 920 * (wave + ripple) * bay;
		return [radius * Math.cos(angle) - 60, radius * Math.sin(angle)];
	});
	return areaOf([ring as Ring]);
}

const [lng0 = 0, lat0 = 0] = degrees(0, 0);
const [lng1 = 0, lat1 = 0] = degrees(1, 1);

/** Metres about the middle of the village. */
export const metres = ([lng = 0, lat = 0]: Position): [x: number, y: number] => [
	(lng - lng0) / (lng1 - lng0),
	(lat - lat0) / (lat1 - lat0)
];
