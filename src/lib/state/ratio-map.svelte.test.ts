import { describe, expect, it } from 'vitest';
import type { RatioAnswer, RatioQuestion } from '#lib/domain/ratio-worker.ts';
import { RatioMap, type RatioWorker } from './ratio-map.svelte.ts';

class SilentWorker implements RatioWorker {
	onmessage: RatioWorker['onmessage'] = null;
	onerror: RatioWorker['onerror'] = null;
	ended = false;
	asked: RatioQuestion | null = null;
	postMessage(question: RatioQuestion) {
		this.asked = question;
	}
	terminate() {
		this.ended = true;
	}
	answers(data: RatioAnswer) {
		this.onmessage?.call(this as never, { data } as MessageEvent);
	}
}

const home = { position: [117.5, 0.5], target: 1, visited: 1 };
const band = {
	type: 'Feature' as const,
	geometry: { type: 'Polygon' as const, coordinates: [] },
	properties: { id: '0', class: '4' }
};
const bands = (...features: (typeof band)[]): RatioAnswer => ({
	bands: { type: 'FeatureCollection', features },
	bandwidthM: 200
});

function aMap() {
	const workers: SilentWorker[] = [];
	const map = new RatioMap(() => {
		const worker = new SilentWorker();
		workers.push(worker);
		return worker;
	});
	return { map, workers };
}

describe('the ratio map', () => {
	it('shows what its worker answers, and ends it', () => {
		const { map, workers } = aMap();
		map.draw([home]);
		expect(map.state).toBe('working');
		workers[0]!.answers(bands(band));
		expect(map.state).toBe('shown');
		expect(workers[0]!.ended).toBe(true);
	});

	it('gives up the older question when a newer one comes', () => {
		const { map, workers } = aMap();
		map.draw([home]);
		map.draw([home, home]);
		expect(workers[0]!.ended).toBe(true);
		expect(workers[1]!.asked?.points).toHaveLength(2);
	});

	it('says so when there is nothing to show or the worker fails', () => {
		const { map, workers } = aMap();
		map.draw([]);
		workers[0]!.answers(null);
		expect(map.state).toBe('empty');
		map.draw([home]);
		workers[1]!.onerror?.call(workers[1] as never, new Event('error') as ErrorEvent);
		expect(map.state).toBe('failed');
		expect(map.answer).toBeNull();
	});
});
