import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Photos } from '#lib/data/contracts.ts';
import type { HousePhoto } from '#lib/domain/house-photo.ts';
import { err, ok } from '#lib/domain/result.ts';
import { HousePhotoView } from './house-photo.svelte.ts';

const jpeg = new Uint8Array([1, 2, 3]);
const file = new File(['x'], 'foto.jpg', { type: 'image/jpeg' });
const kept: HousePhoto = {
	id: 'p',
	householdId: 'h',
	takenAt: '2026-11-01T00:00:00.000Z',
	state: 'stored',
	code: null,
	jpeg
};

function aPhone(answer: Awaited<ReturnType<Photos['keep']>> = ok(undefined)) {
	const stored: Uint8Array[] = [];
	const fetched: string[] = [];
	let show: (photo: HousePhoto | null) => void = () => {};
	const photos: Photos = {
		of: () => ({
			subscribe(onValue) {
				show = onValue;
				onValue(null);
				return () => {};
			}
		}),
		counts: () => ({ subscribe: () => () => {} }),
		keep(_, picture) {
			if (answer.ok) stored.push(picture);
			return Promise.resolve(answer);
		},
		remove: () => Promise.resolve(ok(undefined)),
		fetch: (id) => Promise.resolve(void fetched.push(id))
	};
	return { photos, stored, fetched, show: (photo: HousePhoto | null) => show(photo) };
}

describe('the picture of a house on its page', () => {
	const urls = new Set<string>();
	beforeEach(() => {
		urls.clear();
		let made = 0;
		vi.stubGlobal(
			'URL',
			Object.assign(URL, {
				createObjectURL: () => {
					const url = `blob:${String(++made)}`;
					urls.add(url);
					return url;
				},
				revokeObjectURL: (url: string) => urls.delete(url)
			})
		);
	});

	it('is stored only once the family agreed', async () => {
		const { photos, stored } = aPhone();
		const view = new HousePhotoView(Promise.resolve(photos), 'h', () => Promise.resolve(ok(jpeg)));
		await view.take(file);
		expect(view.takenUrl).toBe('blob:1');
		expect(await view.save()).toBe(false);
		expect(stored).toEqual([]);
		view.agreed = true;
		expect(await view.save()).toBe(true);
		expect(stored).toEqual([jpeg]);
		expect(view.takenUrl).toBeNull();
	});

	it('needs the word anew for each picture', async () => {
		const { photos } = aPhone();
		const view = new HousePhotoView(Promise.resolve(photos), 'h', () => Promise.resolve(ok(jpeg)));
		await view.take(file);
		view.agreed = true;
		await view.take(file);
		expect(view.agreed).toBe(false);
	});

	it('stays on the screen when the phone is full, and can be saved again', async () => {
		const { photos } = aPhone(err('quota'));
		const view = new HousePhotoView(Promise.resolve(photos), 'h', () => Promise.resolve(ok(jpeg)));
		await view.take(file);
		view.agreed = true;
		expect(await view.save()).toBe(false);
		expect(view.problem).toBe('quota');
		expect([view.takenUrl, view.agreed]).toEqual(['blob:1', true]);
	});

	it('keeps the one that was taken before when another file is wrong', async () => {
		const { photos } = aPhone();
		let answer: ReturnType<typeof ok<Uint8Array<ArrayBuffer>>> | ReturnType<typeof err<'heic'>> =
			ok(jpeg);
		const view = new HousePhotoView(Promise.resolve(photos), 'h', () => Promise.resolve(answer));
		await view.take(file);
		answer = err('heic');
		await view.take(file);
		expect(view.problem).toBe('heic');
		expect(view.takenUrl).toBe('blob:1');
	});

	it('is asked for when the page opens, shown when it comes, and let go of with the page', async () => {
		const { photos, fetched, show } = aPhone();
		const view = new HousePhotoView(Promise.resolve(photos), 'h');
		expect(view.kept).toBeUndefined();
		await vi.waitFor(() => expect(view.kept).toBeNull());
		expect(fetched).toEqual(['h']);
		show(kept);
		expect(view.keptUrl).toBe('blob:1');
		show({ ...kept, state: 'waiting' });
		expect(view.keptUrl).toBe('blob:1');
		show({ ...kept, id: 'q' });
		expect([...urls]).toEqual(['blob:2']);
		view.close();
		expect([...urls]).toEqual([]);
	});

	it('that cannot be read says so', async () => {
		const view = new HousePhotoView(Promise.reject(new Error('chunk')), 'h');
		await vi.waitFor(() => expect(view.failed).toBe(true));
	});
});
