// Areas form a tree of variable depth, from province down to RT. A household's area is stored on
// the household; it is never computed from geometry when access is decided.
import type { LineString, MultiPolygon } from 'geojson';
import type { Day, Id, Row } from './entity.ts';

export const areaKinds = [
	'province',
	'regency',
	'district',
	'village',
	'hamlet',
	'rw',
	'rt'
] as const;
export type AreaKind = (typeof areaKinds)[number];

/** `derived` is computed from household points and shown as "indikatif". */
export type BoundaryStatus = 'official' | 'imported' | 'drawn' | 'derived' | 'none';

export interface Area extends Row<'area'> {
	readonly parentId: Id<'area'> | null;
	readonly kind: AreaKind;
	readonly villageKind: 'desa' | 'kelurahan' | 'desa_adat' | null;
	/** Kemendagri code, `PP.KK.CC.DDDD`; null below the village, where no national code exists. */
	readonly code: string | null;
	readonly bpsCode: string | null;
	readonly name: string;
	readonly boundary: MultiPolygon | null;
	readonly boundaryStatus: BoundaryStatus;
	readonly source: string | null;
	readonly validFrom: Day;
	readonly validTo: Day | null;
}

/** A railway is drawn and may be a border; nobody travels on it. */
export type RoadClass = 'main' | 'local' | 'path' | 'river_boat' | 'rail';

export interface Road extends Row<'road'> {
	readonly areaId: Id<'area'>;
	readonly class: RoadClass;
	readonly name: string | null;
	readonly line: LineString;
}
