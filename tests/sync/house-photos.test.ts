// Pictures of houses on the phone: kept, sent after the records, fetched, and gone with their house, with the
// real store on a disk in memory and a server that remembers what it was asked.
import { beforeEach, describe, expect, it } from 'vitest';
import type { CallFailure, Live } from '#lib/data/contracts.ts';
import { openRecords, type OpenRecords } from '#lib/data/local/open-records.ts';
import { LocalPhotos } from '#lib/data/local/photos.ts';
import type { PhotoRow } from '#lib/data/local/photo-rows.ts';
import { PhotoExchange } from '#lib/data/sync/photo-exchange.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';
import type { PullResponse } from '#lib/domain/sync/change.ts';
import { fixtureIdentity, fixtureKeys } from '../support/database-fixture.ts';
import { fullable } from '../support/full-disk.ts';
import { frameOfJpeg } from '../support/jpeg.ts';
import { MemoryRecords } from '../support/memory-records.ts';

type Request = Record<string, unknown>;

const jpeg = frameOfJpeg();
const other = frameOfJpeg(40);

function firstOf<T>(live: Live<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		const stop = live.subscribe((value) => {
			queueMicrotask(() => stop());
			resolve(value);
		}, reject);
	});
}

class FakePhotos {
	/** By id. */
	readonly stored = new Map<string, Request>();
	readonly asked: string[] = [];
	answer: (name: string, request: Request) => Result<unknown, CallFailure> | null = () => null;

	call = (name: string, p: unknown): Promise<Result<unknown, CallFailure>> => {
		const request = p as Request;
		this.asked.push(`${name} ${String(request.id ?? request.household_id ?? '')}`.trim());
		return Promise.resolve(this.answer(name, request) ?? ok(this.#handle(name, request)));
	};

	#handle(name: string, request: Request): unknown {
		const id = String(request.id);
		if (name === 'photo_push') {
			const duplicate = this.stored.has(id);
			for (const [older, photo] of this.stored) {
				if (photo.household_id === request.household_id) this.stored.delete(older);
			}
			this.stored.set(id, request);
			return duplicate ? { ok: true, duplicate } : { ok: true };
		}
		if (name === 'photo_delete') {
			return this.stored.delete(id) ? { ok: true } : { ok: false, code: 'not_found' };
		}
		const held = request.held as string[];
		const missing = [...this.stored.values()].filter(
			(photo) =>
				!held.includes(String(photo.id)) &&
				(request.household_id ?? photo.household_id) === photo.household_id
		);
		const limit = Number(request.limit ?? 3);
		return { ok: true, photos: missing.slice(0, limit), more: missing.length > limit };
	}
}

describe('pictures of houses', () => {
	let disk: MemoryRecords;
	let opened: OpenRecords;
	let photos: LocalPhotos;
	let server: FakePhotos;
	let now: number;
	let made: number;
	let fullFor: number;

	beforeEach(async () => {
		disk = new MemoryRecords();
		now = Date.UTC(2026, 10, 1);
		made = 0;
		fullFor = 0;
		server = new FakePhotos();
		await start();
		await pull({ rows: { household: ['h1', 'h2', 'h3'].map(house) } });
	});

	async function start() {
		const making = { now: () => (now += 1_000), id: () => `made-${String(++made)}` };
		const tables = fullable(disk, () => fullFor-- > 0);
		opened = await openRecords(fixtureIdentity, await fixtureKeys(), { making, tables });
		photos = new LocalPhotos(opened.photoDesk);
	}

	const house = (id: string) => ({ id, rev: 1, area_id: 'a', territory_id: 't', head_name: id });

	async function pull(page: Partial<PullResponse>) {
		await opened.sync.applyPage(
			{
				rows: {},
				tombstones: [],
				revoked_scopes: [],
				cursor: 'c',
				scope_hash: 's',
				epoch: 'e',
				more: false,
				server_time: new Date(now).toISOString(),
				...page
			},
			now
		);
	}

	function exchange(given: Partial<ConstructorParameters<typeof PhotoExchange>[0]> = {}) {
		return new PhotoExchange({
			store: photos,
			call: server.call,
			recordsWait: () => Promise.resolve(false),
			lock: {
				async tryRun(work) {
					await work();
					return true;
				}
			},
			fetchesAll: true,
			sparesData: () => false,
			now: () => now,
			...given
		});
	}

	const rows = () => disk.photo.toArray() as Promise<PhotoRow[]>;
	const states = async () =>
		Object.fromEntries((await rows()).map(({ householdId, state }) => [householdId, state]));

	it('survive a restart, sealed, until the server has them', async () => {
		expect((await photos.keep('h1', jpeg)).ok).toBe(true);
		opened.close();
		await start();
		const [row] = await rows();
		expect(Object.keys(row!).sort()).toEqual(
			'clockOffsetMs code householdId id own sealed state takenAt'.split(' ')
		);
		expect(await firstOf(photos.of('h1'))).toMatchObject({ state: 'waiting', jpeg });
		expect(await firstOf(photos.counts())).toEqual({ waiting: 1, refused: 0 });
		await exchange().run();
		expect(await firstOf(photos.of('h1'))).toMatchObject({ state: 'stored', jpeg });
		expect([...server.stored.values()]).toMatchObject([{ household_id: 'h1', consent: true }]);
	});

	it('go one at a time and only while no record waits', async () => {
		await photos.keep('h1', jpeg);
		await photos.keep('h2', other);
		let waits = [false, true];
		const recordsWait = () => Promise.resolve(waits.shift() ?? false);
		const carrying = exchange({ recordsWait });
		await carrying.run();
		expect(await states()).toEqual({ h1: 'stored', h2: 'waiting' });
		waits = [];
		await carrying.run();
		expect(await states()).toEqual({ h1: 'stored', h2: 'stored' });
	});

	it('arrive once under the same id when an answer was lost', async () => {
		await photos.keep('h1', jpeg);
		server.answer = (name, request) => {
			if (name === 'photo_push') server.stored.set(String(request.id), request);
			return err('offline');
		};
		await exchange().run();
		expect(await states()).toEqual({ h1: 'waiting' });
		server.answer = () => null;
		await exchange().run();
		expect(server.stored.size).toBe(1);
		expect(await states()).toEqual({ h1: 'stored' });
	});

	it('stay when the answer is a hotspot’s page', async () => {
		await photos.keep('h1', jpeg);
		server.answer = () => ok('<html>Selamat datang</html>');
		await exchange().run();
		expect(await states()).toEqual({ h1: 'waiting' });
	});

	it('do not hold each other up: one is refused, one breaks the server, one has no house there yet', async () => {
		for (const id of ['h1', 'h2', 'h3']) await photos.keep(id, jpeg);
		await pull({ rows: { household: [house('h4')] } });
		await photos.keep('h4', jpeg);
		server.answer = (name, { household_id: id }) => {
			if (name !== 'photo_push') return null;
			if (id === 'h1') return ok({ ok: false, code: 'not_an_image' });
			if (id === 'h2') return err('unknown');
			return id === 'h3' ? ok({ ok: false, code: 'missing_reference' }) : null;
		};
		await exchange().run();
		expect(await states()).toEqual({
			h1: 'refused',
			h2: 'waiting',
			h3: 'waiting',
			h4: 'stored'
		});
		expect(await firstOf(photos.of('h1'))).toMatchObject({ code: 'not_an_image' });
		expect(await firstOf(photos.counts())).toEqual({ waiting: 2, refused: 1 });
	});

	it('wait for a busy server, all of them', async () => {
		await photos.keep('h1', jpeg);
		await photos.keep('h2', jpeg);
		server.answer = () => ok({ ok: false, code: 'busy' });
		await exchange().run();
		expect(server.asked).toEqual(['photo_push made-1']);
		expect(await states()).toEqual({ h1: 'waiting', h2: 'waiting' });
	});

	it('make way for a newer one of the same house, here and there', async () => {
		await photos.keep('h1', jpeg);
		await photos.keep('h1', other);
		expect(await rows()).toHaveLength(1);
		await exchange().run();
		await photos.keep('h1', jpeg);
		expect(await firstOf(photos.of('h1'))).toMatchObject({ state: 'waiting', jpeg });
		await exchange().run();
		expect(await rows()).toMatchObject([{ state: 'stored' }]);
		expect(await firstOf(photos.of('h1'))).toMatchObject({ jpeg });
	});

	it('that are replaced while one is on its way leave the newer one waiting', async () => {
		await photos.keep('h1', jpeg);
		let late: Promise<unknown> = Promise.resolve();
		server.answer = (name) => {
			if (name === 'photo_push' && server.asked.length === 1) late = photos.keep('h1', other);
			return null;
		};
		const carrying = exchange({
			call: async (name, request) => {
				const answer = await server.call(name, request);
				await late;
				return answer;
			}
		});
		await carrying.run();
		expect(await firstOf(photos.of('h1'))).toMatchObject({ state: 'waiting', jpeg: other });
	});

	it('leave this phone when taken away, and the server when it hears of it', async () => {
		await photos.keep('h1', jpeg);
		await exchange().run();
		await photos.remove('h1');
		expect(await firstOf(photos.of('h1'))).toBeNull();
		expect(await photos.held()).toHaveLength(1);
		await exchange({ call: () => Promise.resolve(err('offline')) }).run();
		expect(await states()).toEqual({ h1: 'leaving' });
		await exchange().run();
		expect(server.stored.size).toBe(0);
		expect(await rows()).toEqual([]);
	});

	it('of others come to a kader’s phone, once a start and page by page', async () => {
		for (const [n, id] of ['h1', 'h2', 'h3', 'elsewhere', 'h1b'].entries()) {
			const text = Buffer.from(jpeg).toString('base64');
			const photo = { id: `p${String(n)}`, household_id: id, taken_at: '2026-11-01T00:00:00Z' };
			server.stored.set(photo.id, { ...photo, jpeg: text });
		}
		const carrying = exchange();
		await carrying.run();
		expect(await states()).toEqual({ h1: 'stored', h2: 'stored', h3: 'stored' });
		const calls = server.asked.length;
		await carrying.run();
		expect(server.asked).toHaveLength(calls);
		now += 7 * 60 * 60_000;
		await carrying.run();
		expect(server.asked.length).toBeGreaterThan(calls);
	});

	it('are fetched unasked neither for staff nor for who spares data, but for the house looked at', async () => {
		const text = Buffer.from(jpeg).toString('base64');
		const photo = { id: 'p', household_id: 'h2', taken_at: '2026-11-01T00:00:00Z', jpeg: text };
		server.stored.set('p', photo);
		await exchange({ fetchesAll: false }).run();
		await exchange({ sparesData: () => true }).run();
		expect(server.asked).toEqual([]);
		await exchange({ fetchesAll: false }).fetch('h2');
		expect(await firstOf(photos.of('h2'))).toMatchObject({ state: 'stored', jpeg });
	});

	it('that arrive cut, or are no pictures, are passed over', async () => {
		const cut = Buffer.from(jpeg.subarray(0, -4)).toString('base64');
		const photo = { id: 'p', household_id: 'h2', taken_at: '2026-11-01T00:00:00Z', jpeg: cut };
		server.stored.set('p', photo);
		await exchange().run();
		expect(await rows()).toEqual([]);
	});

	it('go with their house, except what only this phone has, which is still sent', async () => {
		await photos.keep('h1', jpeg);
		await exchange().run();
		await photos.keep('h2', jpeg);
		await pull({
			tombstones: [
				{ entity: 'household', id: 'h1' },
				{ entity: 'household', id: 'h2' }
			]
		});
		expect(await states()).toEqual({ h2: 'waiting' });
		await exchange().run();
		expect(server.stored.size).toBe(2);
		expect(await rows()).toEqual([]);
	});

	it.each(['forbidden', 'missing_reference'])(
		'of a house that is gone are dropped when the server says %s',
		async (code) => {
			await photos.keep('h2', jpeg);
			await pull({ tombstones: [{ entity: 'household', id: 'h2' }] });
			server.answer = () => ok({ ok: false, code });
			await exchange().run();
			expect(await rows()).toEqual([]);
		}
	);

	it('go with a territory, with a full pull that does not name the house, and with her access', async () => {
		for (const id of ['h1', 'h2', 'h3']) await photos.keep(id, jpeg);
		await exchange().run();
		await pull({ revoked_scopes: ['t'] });
		expect(await rows()).toEqual([]);
		await pull({ rows: { household: [house('h1'), house('h2')] } });
		await photos.keep('h1', jpeg);
		await photos.keep('h2', jpeg);
		await exchange().run();
		await pull({ departed: true });
		expect(await rows()).toEqual([]);
	});

	it('go when the server says so, and not otherwise', async () => {
		await photos.keep('h1', jpeg);
		await photos.keep('h2', jpeg);
		await exchange().run();
		await pull({ tombstones: [{ entity: 'photo', id: 'made-1' }] });
		expect(await states()).toEqual({ h2: 'stored' });
	});

	it('taken here are offered again to a server that was restored', async () => {
		await photos.keep('h1', jpeg);
		const text = Buffer.from(jpeg).toString('base64');
		const photo = { id: 'p', household_id: 'h2', taken_at: '2026-11-01T00:00:00Z', jpeg: text };
		server.stored.set('p', photo);
		await exchange().run();
		await opened.sync.forgotten('another');
		expect(await states()).toEqual({ h1: 'waiting', h2: 'stored' });
	});

	it('of others make way for a record, then what the server has, and never what it has not', async () => {
		await photos.keep('h1', jpeg);
		const text = Buffer.from(jpeg).toString('base64');
		const photo = { id: 'p', household_id: 'h2', taken_at: '2026-11-01T00:00:00Z', jpeg: text };
		server.stored.set('p', photo);
		await exchange().run();
		await photos.keep('h3', jpeg);
		const visit = (id: string) =>
			opened.records.commit([{ entity: 'visit', op: 'create', id, patch: { householdId: 'h1' } }]);
		fullFor = 1;
		expect((await visit('v1')).ok).toBe(true);
		expect(await states()).toEqual({ h1: 'stored', h3: 'waiting' });
		fullFor = 1;
		expect((await visit('v2')).ok).toBe(true);
		expect(await states()).toEqual({ h3: 'waiting' });
		fullFor = 1;
		expect(await visit('v3')).toEqual(err('quota'));
		expect(await states()).toEqual({ h3: 'waiting' });
	});

	it('that find no room say so, and the one before stays', async () => {
		await photos.keep('h1', jpeg);
		fullFor = 1;
		expect(await photos.keep('h1', other)).toEqual(err('quota'));
		expect(await firstOf(photos.of('h1'))).toMatchObject({ jpeg });
	});

	it('are neither shown, kept nor sent while the phone is locked', async () => {
		await photos.keep('h1', jpeg);
		opened.lock();
		await expect(firstOf(photos.of('h1'))).rejects.toThrow();
		expect(await photos.keep('h2', jpeg)).toEqual(err('locked'));
		await exchange().run();
		expect(server.asked).toEqual([]);
		await opened.unlock();
		await exchange().run();
		expect(await states()).toEqual({ h1: 'stored' });
	});
});
