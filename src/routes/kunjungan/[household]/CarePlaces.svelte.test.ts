import { render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { Facility } from '#lib/domain/facility.ts';
import type { CarePlace } from '#lib/domain/nearest-care.ts';
import type { CareNearby } from '#lib/state/care-nearby.svelte.ts';
import { aHousehold } from '../../../../tests/support/visit-world.ts';
import CarePlaces from './CarePlaces.svelte';

const household = aHousehold({
	code: 'TL-0421',
	headName: 'Kepala Contoh',
	address: 'Jalan Rahasia 5'
});
const aPlace = (
	name: string,
	over: Partial<CarePlace>,
	phone: string | null = null
): CarePlace => ({
	facility: { id: name, name, kind: 'pustu', phone } as Facility,
	distanceM: 1240,
	open: { state: 'open', until: '14:00' },
	...over
});

function show(
	places: CarePlace[] | undefined,
	over: Partial<Record<keyof CareNearby, unknown>> = {}
) {
	const nearby = {
		failed: false,
		places: () => places,
		areaCode: () => '64.02.06.1001',
		reportTo: () => '0812-0000-0002',
		...over
	} as unknown as CareNearby;
	return render(CarePlaces, { nearby, household, from: null });
}
const hrefOf = (name: RegExp) => screen.getByRole('link', { name }).getAttribute('href');

describe('where to go with a danger sign', () => {
	it('is the best place with its hours, its distance and a number to call', () => {
		show([aPlace('Pustu Contoh', {}, '0812-0000-0001')]);
		expect(screen.getByText('Pustu Contoh')).toBeTruthy();
		expect(screen.getByText('Buka sekarang, sampai 14.00')).toBeTruthy();
		expect(screen.getByText(/1,2 km garis lurus dari rumah ini/)).toBeTruthy();
		expect(hrefOf(/Telepon 0812-0000-0001/)).toBe('tel:081200000001');
		expect(screen.queryByText(/119/)).toBeNull();
	});
	it('says that none is open, when the best one opens, and whom to call until then', () => {
		show([aPlace('Pustu', { open: { state: 'closed', opens: '08:00', inDays: 1 } }, '0812 1')]);
		expect(screen.getByText(/Tidak ada yang tercatat buka sekarang/)).toBeTruthy();
		expect(screen.getByText('Tutup, buka besok 08.00')).toBeTruthy();
		expect(hrefOf(/119/)).toBe('tel:119');
	});
	it('takes hours that nobody recorded for neither open nor closed', () => {
		show([aPlace('Pustu', { open: { state: 'unknown' }, distanceM: null })]);
		expect(screen.getByText('Jam buka belum dicatat, telepon dulu')).toBeTruthy();
		expect(screen.getByText(/Jarak belum diketahui/)).toBeTruthy();
		expect(screen.getByText('Nomor telepon belum dicatat')).toBeTruthy();
		expect(hrefOf(/119/)).toBe('tel:119');
	});
	it.each([
		['none is known', [] as CarePlace[], {}],
		['they cannot be read', undefined, { failed: true }]
	])('is the emergency number where %s', (_, places, over) => {
		show(places, over);
		expect(hrefOf(/119/)).toBe('tel:119');
	});
	it('has a message for the midwife with the house and the area and nothing of the family', () => {
		show([aPlace('Pustu', {})]);
		for (const name of [/WhatsApp/, /SMS/]) {
			const href = decodeURIComponent(hrefOf(name) ?? '');
			expect(href).toContain('TL-0421');
			expect(href).toContain('64.02.06.1001');
			expect(href).toContain('6281200000002');
			expect(href).not.toMatch(/Kepala Contoh|Jalan Rahasia/);
		}
	});
	it('lets her choose whom to write to where no number is known', () => {
		show([], { reportTo: () => null });
		expect(hrefOf(/WhatsApp/)).toMatch(/^https:\/\/wa\.me\/\?text=/);
		expect(hrefOf(/SMS/)).toMatch(/^sms:\?body=/);
	});
});
