// The streets, footpaths and boat ways of the demo, on the straight plan. Names are invented.
import { Random } from './random.ts';
import type { Street } from './road-network.ts';
import { onRiver, streamNear } from './terrain.ts';

const along = (
	roadClass: Street['class'],
	name: string | null,
	fixed: number,
	from: number,
	to: number
): Street => ({ class: roadClass, name, axis: 'u', fixed, from, to });
const across = (
	roadClass: Street['class'],
	name: string | null,
	fixed: number,
	from: number,
	to: number
): Street => ({ class: roadClass, name, axis: 'v', fixed, from, to });

const mainRoads: Street[] = [
	along('main', 'Jalan Poros Pandan', 420, 6900, 19400),
	across('main', 'Jalan Poros Utara', 11000, 420, 4650),
	across('main', 'Jalan Lintas Pesisir', 17800, -3000, 4200)
];

const riverside: Street[] = [
	along('local', 'Jalan Tepian Sungai', 160, 6900, 15600),
	along('local', 'Jalan Seberang', -160, 7400, 16200),
	along('path', 'Titian Seberang Dalam', -520, 9000, 15000),
	...[6900, 8800, 10300, 11000, 12600, 14300, 15400].map((u) => across('local', null, u, 160, 420)),
	...[9000, 10400, 12600, 13900, 15000].map((u) => across('path', null, u, -520, -160)),
	across('local', 'Jembatan Ulin', 12600, -160, 160)
];

const coastalNames = [
	'Bakau',
	'Nipah',
	'Pidada',
	'Cemara',
	'Ketapang',
	'Waru',
	'Api-Api',
	'Rumbia'
];

const coastal: Street[] = [
	...[16200, 16600, 17000, 17400, 18100, 18700, 19000, 19400].flatMap((u, index) => [
		across('local', `Jalan ${coastalNames[index]!}`, u, 160, 1600),
		across('local', `Jalan ${coastalNames[index]!} Selatan`, u, -1400, -160)
	]),
	...[160, 700, 980, 1290, 1600].map((v, index) =>
		along('local', `Jalan Muara ${index + 1}`, v, 16200, 19400)
	),
	...[-1400, -1100, -800, -480, -160].map((v, index) =>
		along('local', `Jalan Pantai ${index + 1}`, v, 16200, 19400)
	),
	along('local', 'Jalan Tanjung', 3000, 17000, 19000),
	along('local', 'Jalan Tambak', -2600, 16600, 19000)
];

const transmigration: Street[] = [
	...[2400, 2850, 3300, 3750, 4200].map((v, index) =>
		along('local', `Jalan Jalur ${index + 1}`, v, 8600, 14600)
	),
	...[8600, 9200, 9800, 10400, 11600, 12200, 12800, 13400, 14000, 14600].map((u, index) =>
		across('local', `Jalan Blok ${'ABCDEFGHIJ'[index]!}`, u, 2400, 4200)
	)
];

const upstream: Street[] = [
	along('path', 'Jalan Setapak Hulu', 130, 900, 6900),
	across('path', 'Jalan Dermaga', 6900, 130, 160),
	along('path', 'Setapak Seberang Hulu', -130, 1500, 6200),
	along('river_boat', 'Jalur perahu Sungai Pandan', 0, 900, 6900),
	...[900, 2200, 5200].map((u) => across('river_boat', 'Dermaga', u, 0, 130)),
	across('river_boat', 'Dermaga Tepian', 6900, 0, 130),
	...[1500, 4000].map((u) => across('river_boat', 'Dermaga', u, -130, 0)),
	across('path', 'Jembatan Gantung', 4700, -130, 130)
];

/** Short alleys off the streets; most houses of a dense place stand on these. */
function alleys(off: readonly Street[], every: number, random: Random): Street[] {
	return off.flatMap((street) => {
		const found: Street[] = [];
		for (let at = street.from + every; at < street.to - 30; at += random.int(every, every * 2)) {
			const up = random.chance(0.5) ? 1 : -1;
			const end = street.fixed + up * random.int(60, 120);
			const [from, to] = [Math.min(street.fixed, end), Math.max(street.fixed, end)];
			const tip = street.axis === 'u' ? { u: at, v: end } : { u: end, v: at };
			const dry = !onRiver(tip, 15) && !streamNear(tip, 60) && from * to >= 0;
			if (!dry) continue;
			const alley = street.axis === 'u' ? across : along;
			found.push(alley('path', null, at, from, to));
		}
		return found;
	});
}

/** Every street of the demo, always the same. */
export function demoStreets(): Street[] {
	const random = new Random('alleys');
	const local = (streets: Street[]) => streets.filter((street) => street.class === 'local');
	const banks = upstream.filter((street) => street.class === 'path' && street.axis === 'u');
	return [
		...mainRoads,
		...riverside,
		...coastal,
		...transmigration,
		...upstream,
		...alleys(local(coastal), 110, random),
		...alleys(
			riverside.filter((street) => street.axis === 'u'),
			130,
			random
		),
		...alleys(banks, 160, random)
	];
}
