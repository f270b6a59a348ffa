// A published plan as GeoJSON and as KML, for QGIS, Google Earth and the village office. Borders and
// who answers for them; nothing of any family, ever.
import type { Feature, FeatureCollection, MultiPolygon, Position } from 'geojson';
import type { Territory, TerritoryPlan } from './territory.ts';

export interface ExportedTerritory {
	readonly territory: Pick<Territory, 'number' | 'boundary' | 'workload'>;
	/** Null where the territory is nobody's yet. */
	readonly kader: string | null;
	/** As they are today; houses are added after a plan is published. */
	readonly households: number;
}

export interface ExportedPlan {
	readonly plan: Pick<TerritoryPlan, 'version' | 'decreeNo' | 'validFrom'>;
	/** Path of the area, `Desa Contoh › RW 001`. */
	readonly area: string;
	readonly territories: readonly ExportedTerritory[];
}

/** What a feature says. Null where it is unknown. */
export type ExportedProperties = Readonly<{
	area: string;
	number: number;
	kader: string | null;
	households: number;
	/** Work a month, in minutes. */
	minutes: number;
	plan_version: number;
	decree_no: string | null;
	/** `YYYY-MM-DD` */
	valid_from: string | null;
}>;

/**
 * One feature a territory, in the order given; coordinates [lng, lat], not rounded. A territory
 * without a boundary keeps its feature, with no geometry.
 */
export function planToGeoJson(
	plan: ExportedPlan
): FeatureCollection<MultiPolygon | null, ExportedProperties> {
	return {
		type: 'FeatureCollection',
		features: plan.territories.map((one): Feature<MultiPolygon | null, ExportedProperties> => ({
			type: 'Feature',
			properties: propertiesOf(plan, one),
			geometry: one.territory.boundary && wound(one.territory.boundary)
		}))
	};
}

/**
 * The same as a KML 2.2 document, one placemark a territory.
 * @param nameOf what the placemark is called, in the language of the reader
 */
export function planToKml(plan: ExportedPlan, nameOf: (number: number) => string): string {
	const placemarks = plan.territories.map((one) => placemark(plan, one, nameOf));
	return `<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2">
<Document>
<name>${xmlText(plan.area)}</name>
<Style id="territory"><LineStyle><color>ff585f0b</color><width>2</width></LineStyle><PolyStyle><color>40585f0b</color></PolyStyle></Style>
${placemarks.join('\n')}
</Document>
</kml>
`;
}

function placemark(
	plan: ExportedPlan,
	one: ExportedTerritory,
	nameOf: (number: number) => string
): string {
	const data = Object.entries(propertiesOf(plan, one))
		.filter(([, value]) => value !== null)
		.map(([key, value]) => `<Data name="${key}"><value>${xmlText(String(value))}</value></Data>`);
	const { boundary, number } = one.territory;
	const polygons = boundary ? wound(boundary).coordinates.map(kmlPolygon) : [];
	return [
		'<Placemark>',
		`<name>${xmlText(nameOf(number))}</name>`,
		'<styleUrl>#territory</styleUrl>',
		`<ExtendedData>${data.join('')}</ExtendedData>`,
		...(polygons.length > 0 ? [`<MultiGeometry>${polygons.join('')}</MultiGeometry>`] : []),
		'</Placemark>'
	].join('\n');
}

function kmlPolygon(rings: readonly Position[][]): string {
	const parts = rings.map((ring, index) => {
		const role = index === 0 ? 'outerBoundaryIs' : 'innerBoundaryIs';
		const coordinates = ring.map(([lng, lat]) => `${lng},${lat}`).join(' ');
		return `<${role}><LinearRing><coordinates>${coordinates}</coordinates></LinearRing></${role}>`;
	});
	return `<Polygon>${parts.join('')}</Polygon>`;
}

function propertiesOf(
	{ plan, area }: ExportedPlan,
	{ territory, kader, households }: ExportedTerritory
): ExportedProperties {
	return {
		area,
		number: territory.number,
		kader,
		households,
		minutes: territory.workload,
		plan_version: plan.version,
		decree_no: plan.decreeNo,
		valid_from: plan.validFrom
	};
}

/** Rings closed; outer ones counterclockwise, holes clockwise: both RFC 7946 and KML 2.2 ask for it. */
function wound({ coordinates }: MultiPolygon): MultiPolygon {
	return {
		type: 'MultiPolygon',
		coordinates: coordinates.map((rings) =>
			rings.map((ring, index) => {
				const whole = closed(ring.map(([lng = 0, lat = 0]) => [lng, lat]));
				return signedArea(whole) > 0 === (index === 0) ? whole : whole.reverse();
			})
		)
	};
}

function closed(ring: Position[]): Position[] {
	const [first] = ring;
	const last = ring.at(-1);
	if (!first || !last || (first[0] === last[0] && first[1] === last[1])) return ring;
	return [...ring, first];
}

/** Positive where the ring runs counterclockwise; its size means nothing. */
function signedArea(ring: readonly Position[]): number {
	// From the first corner: far from the origin the products of whole degrees would eat small rings.
	const [x0 = 0, y0 = 0] = ring[0] ?? [];
	let sum = 0;
	for (let i = 1; i < ring.length; i++) {
		const [ax = 0, ay = 0] = ring[i - 1]!;
		const [bx = 0, by = 0] = ring[i]!;
		sum += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
	}
	return sum;
}

const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&apos;'
};

/** XML 1.0 has no way to say control characters, half surrogates and noncharacters: they are left out. */
const unsayable = /(?![\t\n\r])[\p{Control}\p{Surrogate}\p{Noncharacter_Code_Point}]/gu;

function xmlText(text: string): string {
	return text.replace(unsayable, '').replace(/[&<>"']/g, (sign) => entities[sign]!);
}
