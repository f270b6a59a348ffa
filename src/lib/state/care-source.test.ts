import { describe, expect, it } from 'vitest';
import type { Area } from '#lib/domain/area.ts';
import type { Facility } from '#lib/domain/facility.ts';
import { areaCodeOf, reportNumber, type CareSource } from './care-source.ts';

const area = (id: string, parentId: string | null, code: string | null = null) =>
	[id, { id, parentId, code } as Area] as const;
const areas = new Map([
	area('kec', null, '64.02.06'),
	area('desa', 'kec', '64.02.06.1001'),
	area('rw', 'desa')
]);
const place = (id: string, kind: Facility['kind'], phone: string | null) =>
	({ id, kind, phone }) as Facility;
const serves = (facilityId: string, areaId: string) => ({
	id: `${facilityId}-${areaId}`,
	rev: 1,
	facilityId,
	areaId
});
const pustu = place('pustu', 'pustu', '0812-0000-0002');
const puskesmas = place('puskesmas', 'puskesmas', '0812-0000-0001');
const source = (...facilities: Facility[]): CareSource => ({
	facilities,
	served: [serves('pustu', 'desa'), serves('puskesmas', 'kec'), serves('other', 'elsewhere')],
	areas
});

describe('whom a message about a house goes to', () => {
	it('is the pustu that serves it, before the puskesmas', () => {
		expect(reportNumber(source(puskesmas, pustu), 'rw')).toBe(pustu.phone);
	});
	it('is the puskesmas where the pustu has no mobile number', () => {
		const silent = place('pustu', 'pustu', '0541 123456');
		expect(reportNumber(source(silent, puskesmas), 'rw')).toBe(puskesmas.phone);
	});
	it('is nobody of another place, and nobody where none is known', () => {
		expect(reportNumber(source(place('other', 'pustu', '081200000009')), 'rw')).toBeNull();
		expect(reportNumber(source(), 'rw')).toBeNull();
	});
});

describe('the code of a place in a message', () => {
	it('is that of the smallest area that has one', () => {
		expect(areaCodeOf(source(), 'rw')).toBe('64.02.06.1001');
		expect(areaCodeOf(source(), 'kec')).toBe('64.02.06');
	});
	it('is missing where the area is not on this device', () => {
		expect(areaCodeOf(source(), 'gone')).toBeNull();
	});
});
