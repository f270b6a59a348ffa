// A small division that nobody asked for. Code that has never run is slow: an engine that has done this
// gives its first real plan in half the time.
import { divide } from './divide.ts';
import { seededRandom } from './random.ts';

const degree = 0.01;
const houses = 600;

/** Divides a drawn square of about a kilometre; some 100 ms on a desk. */
export function practise(): void {
	const random = seededRandom(1);
	const ring = [
		[0, 0],
		[degree, 0],
		[degree, degree],
		[0, degree],
		[0, 0]
	];
	divide({
		area: { type: 'Polygon', coordinates: [ring] },
		households: Array.from({ length: houses }, (_, i) => ({
			id: String(i),
			position: [random() * degree, random() * degree],
			load: 1
		})),
		k: 6,
		seed: 1
	});
}
