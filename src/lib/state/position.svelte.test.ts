import { describe, expect, it } from 'vitest';
import { OwnPosition } from './position.svelte.ts';

/** A phone whose position is told by hand. */
class FakePhone {
	watching = 0;
	#found: PositionCallback = () => undefined;
	#failed: PositionErrorCallback = () => undefined;
	readonly permission: PermissionState;

	constructor(permission: PermissionState = 'prompt') {
		this.permission = permission;
	}

	readonly geolocation = {
		watchPosition: (found: PositionCallback, failed?: PositionErrorCallback | null) => {
			this.#found = found;
			this.#failed = failed ?? (() => undefined);
			this.watching += 1;
			return 7;
		},
		clearWatch: () => void (this.watching -= 1)
	};
	readonly permissions = {
		query: () => Promise.resolve({ state: this.permission } as PermissionStatus)
	};

	tell(
		longitude: number,
		latitude: number,
		accuracy: number,
		own: { atMs?: number; heading?: number; speed?: number } = {}
	): void {
		const { atMs: timestamp = 1_000, heading = null, speed = null } = own;
		const coords = { longitude, latitude, accuracy, heading, speed };
		this.#found({ coords, timestamp } as GeolocationPosition);
	}
	fail(code: number): void {
		this.#failed({ code } as GeolocationPositionError);
	}
}

describe('her position', () => {
	it('is not asked for until she taps', async () => {
		const phone = new FakePhone();
		const position = new OwnPosition(phone);
		await position.resume();
		expect(phone.watching).toBe(0);
		position.ask();
		expect(phone.watching).toBe(1);
		expect(position.state).toBe('asking');
	});
	it('is followed at once where she allowed it before', async () => {
		const phone = new FakePhone('granted');
		await new OwnPosition(phone).resume();
		expect(phone.watching).toBe(1);
	});
	it('is longitude first, with the doubt that the phone admits', () => {
		const phone = new FakePhone();
		const position = new OwnPosition(phone);
		position.ask();
		phone.tell(117.5, 0.5, 12.4);
		expect(position.fix).toEqual({
			point: { type: 'Point', coordinates: [117.5, 0.5] },
			accuracyM: 12,
			atMs: 1_000,
			movingDeg: null
		});
	});
	it('does not jump to a mast two kilometres off while it knows better', () => {
		const phone = new FakePhone();
		const position = new OwnPosition(phone);
		position.ask();
		phone.tell(117.5, 0.5, 12, { atMs: 0 });
		phone.tell(117.518, 0.5, 1_500, { atMs: 5_000 });
		expect(position.fix?.accuracyM).toBe(12);
		phone.tell(117.518, 0.5, 1_500, { atMs: 60_000 });
		expect(position.fix?.accuracyM).toBe(1_500);
		expect(position.useful).toBeNull();
	});
	it('has a direction only while she walks', () => {
		const phone = new FakePhone();
		const position = new OwnPosition(phone);
		position.ask();
		phone.tell(117.5, 0.5, 12, { heading: 80, speed: 0.2 });
		expect(position.fix?.movingDeg).toBeNull();
		phone.tell(117.5, 0.5, 12, { heading: 80, speed: 1.2 });
		expect(position.fix?.movingDeg).toBe(80);
		phone.tell(117.5, 0.5, 12, { heading: NaN, speed: 1.2 });
		expect(position.fix?.movingDeg).toBeNull();
	});
	it('stays as last known when the sky is lost, and goes when she refuses', () => {
		const phone = new FakePhone();
		const position = new OwnPosition(phone);
		position.ask();
		phone.tell(117.5, 0.5, 12);
		phone.fail(3);
		expect(position.state).toBe('on');
		phone.fail(1);
		expect(position.fix).toBeNull();
		expect(position.state).toBe('denied');
		expect(phone.watching).toBe(0);
	});
	it('can be asked for again after it was not found', () => {
		const phone = new FakePhone();
		const position = new OwnPosition(phone);
		position.ask();
		phone.fail(3);
		expect(position.state).toBe('unavailable');
		position.ask();
		expect(position.state).toBe('asking');
		expect(phone.watching).toBe(1);
	});
	it('is simply not there on a phone without it', () => {
		const position = new OwnPosition({});
		position.ask();
		expect(position.state).toBe('unavailable');
	});
	it('is no longer followed once the page is left, even when the answer comes late', async () => {
		const phone = new FakePhone('granted');
		const position = new OwnPosition(phone);
		const resumed = position.resume();
		position.stop();
		await resumed;
		expect(phone.watching).toBe(0);
	});
});
