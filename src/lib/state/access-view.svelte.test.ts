import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import type { Live, Records } from '#lib/data/contracts.ts';
import type { DistanceQuestion, DistanceReply } from '#lib/domain/distance-worker.ts';
import { LocalMetres } from '#lib/domain/routing/local-metres.ts';
import { nearestServices, newPoints } from '#lib/domain/service-distance.ts';
import { AccessView } from './access-view.svelte.ts';
import type { DistanceWorker } from './distance-run.svelte.ts';

const plane = new LocalMetres([117.5, 0.5]);
const at = (x: number, y: number) => ({ type: 'Point', coordinates: plane.position(x, y) });
const square = (x: number, y: number) => ({
	type: 'MultiPolygon',
	coordinates: [
		[
			[
				[x, y],
				[x + 1_000, y],
				[x + 1_000, y + 1_000],
				[x, y + 1_000],
				[x, y]
			].map(([east, north]) => plane.position(east!, north!))
		]
	]
});

const area = (
	id: string,
	parentId: string | null,
	kind: string,
	boundary: object | null = null
) => ({
	id,
	parentId,
	kind,
	name: id,
	boundary,
	boundaryStatus: 'drawn'
});
const household = (id: string, areaId: string, location: object | null, status = 'active') => ({
	id,
	areaId,
	code: id,
	location,
	status
});
const facility = (id: string, kind: string, areaId: string, location: object | null) => ({
	id,
	kind,
	areaId,
	name: id,
	location
});

const store: Record<string, readonly object[]> = {
	area: [
		area('Kecamatan', null, 'district'),
		area('Mawar', 'Kecamatan', 'village'),
		area('Melati', 'Kecamatan', 'village'),
		area('RW 1', 'Mawar', 'rw', square(0, 0)),
		area('RW 2', 'Mawar', 'rw', square(5_000, 0))
	],
	household: [
		household('near', 'RW 1', at(100, 0)),
		household('far', 'RW 2', at(5_500, 0)),
		household('farther', 'RW 2', at(5_900, 0)),
		household('between', 'Mawar', at(2_000, 0)),
		household('lost', 'RW 2', null),
		household('nonsense', 'RW 2', { type: 'Point', coordinates: [999, 0] }),
		household('moved', 'RW 2', at(6_000, 0), 'moved')
	],
	member: [
		{ householdId: 'far', status: 'active' },
		{ householdId: 'far', status: 'active' },
		{ householdId: 'far', status: 'moved' },
		{ householdId: 'farther', status: 'active' }
	],
	facility: [
		facility('Posyandu Ibu', 'posyandu', 'Mawar', at(50, 50)),
		facility('Posyandu Anak', 'posyandu', 'Melati', null)
	],
	road: [{ class: 'path', line: { type: 'LineString', coordinates: [] } }],
	setting: []
};

function records(rows = store): Records {
	const read = (entity: string) => Promise.resolve(rows[entity] ?? []);
	const own = {
		all: read,
		where: read,
		outlines: read,
		live: <T>(query: (records: Records) => Promise<T>): Live<T> => ({
			subscribe(onValue, onError) {
				query(own as unknown as Records).then(onValue, onError);
				return () => {};
			}
		})
	};
	return own as unknown as Records;
}

/** Answers at once, by the very functions of the worker; silent ones never. */
function inlineWorker(isSilent = false): DistanceWorker & { ended: boolean } {
	const worker: DistanceWorker & { ended: boolean } = {
		ended: false,
		onmessage: null,
		onerror: null,
		terminate: () => (worker.ended = true),
		postMessage(question: DistanceQuestion) {
			if (isSilent) return;
			const reply: DistanceReply =
				question.kind === 'nearest'
					? { kind: 'nearest', answer: nearestServices(question) }
					: { kind: 'points', answer: newPoints(question) };
			worker.onmessage?.call(worker as never, { data: reply } as MessageEvent);
		}
	};
	return worker;
}

/** Read and computed; `end` stops what keeps the queries running. */
async function aView(rows = store, createWorker: () => DistanceWorker = inlineWorker) {
	const view = new AccessView(records(rows), createWorker);
	const end = $effect.root(() => {
		$effect(() => void view.source);
	});
	flushSync();
	await expect.poll(() => view.source).toBeDefined();
	await view.compute(view.source!, view.measure);
	return { view, end };
}

describe('the page of distances', () => {
	it('shows the parts with most people far first, and apart who belongs to none', async () => {
		const { view, end } = await aView();
		expect(view.rows.map(({ key }) => key)).toEqual(['Mawar', 'Melati']);
		expect(view.rows.map((row) => view.opens(row))).toEqual([true, false]);
		view.parentId = 'Mawar';
		expect(view.trail.map(({ id }) => id)).toEqual(['Kecamatan', 'Mawar']);
		expect(view.rows.map(({ key }) => key)).toEqual(['RW 2', 'RW 1', 'Mawar own']);
		expect(view.rows[0]!.figures).toMatchObject({
			homes: 2,
			people: 3,
			beyondHomes: 2,
			beyondPeople: 3,
			unplaced: 2
		});
		expect(view.rows[2]!.figures).toMatchObject({ homes: 1, beyondHomes: 1 });
		expect(view.total).toMatchObject({ homes: 4, beyondPeople: 4, unplaced: 2 });
		view.limit = 2_000;
		expect(view.total).toMatchObject({ beyondPeople: 3 });
		end();
	});

	it('finds where a posyandu stands by its place, and says which have none', async () => {
		const { view, end } = await aView();
		view.parentId = 'Mawar';
		expect(view.rows.find(({ key }) => key === 'RW 1')!.figures!.facilities.posyandu).toBe(1);
		expect(view.unmapped).toBe(1);
		expect(view.pointsWithin.find(({ home }) => home.id === 'far')!.facility!.name).toBe(
			'Posyandu Ibu'
		);
		end();
	});

	it('has no distances to a service that is on no map', async () => {
		const { view, end } = await aView();
		view.service = 'clinic';
		expect(view.isReady).toBe(true);
		expect(view.isKnown).toBe(false);
		expect(view.pointsWithin.every(({ value }) => value === null)).toBe(true);
		end();
	});

	it('takes a limit of the other unit when the measure changes, and shows nothing of the old one', async () => {
		const { view, end } = await aView();
		view.limit = 500;
		view.measure = 'road';
		expect(view.limit).toBe(500);
		view.measure = 'minutes';
		expect(view.limit).toBe(20);
		expect(view.isReady).toBe(false);
		expect(view.rows).toEqual([]);
		await view.compute(view.source!, 'minutes');
		expect(view.isReady).toBe(true);
		end();
	});

	it('proposes points in the area looked at, and forgets them with the question', async () => {
		const { view, end } = await aView();
		view.newPoints = 2;
		await view.findPoints();
		expect(view.points!.beyondPeople).toBe(4);
		expect(view.points!.points.map(({ people, homes }) => [people, homes])).toEqual([
			[3, 2],
			[1, 1]
		]);
		expect(view.areaOfPoint(view.points!.points[0]!.home)).toBe('RW 2, Mawar');
		view.forgetPoints();
		expect(view.points).toBeNull();
		view.parentId = 'RW 1';
		await view.findPoints();
		expect(view.points!.points).toEqual([]);
		end();
	});

	it('ends the worker when the search is cancelled, and says when it failed', async () => {
		const workers: ReturnType<typeof inlineWorker>[] = [];
		const { view, end } = await aView(store, () => {
			const worker = inlineWorker(workers.length > 0);
			workers.push(worker);
			return worker;
		});
		const search = view.findPoints();
		await expect.poll(() => view.search.isRunning).toBe(true);
		view.forgetPoints();
		await search;
		expect(workers[1]!.ended).toBe(true);
		expect(view.search).toMatchObject({ isRunning: false, failed: false });
		const again = view.findPoints();
		await expect.poll(() => workers.length).toBe(3);
		workers[2]!.onerror?.call(workers[2] as never, new Event('error') as ErrorEvent);
		await again;
		expect(view.search.failed).toBe(true);
		expect(view.points).toBeNull();
		end();
	});
});
