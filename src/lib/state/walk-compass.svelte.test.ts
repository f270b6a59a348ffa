import { describe, expect, it } from 'vitest';
import { Compass, type CompassReading } from './walk-compass.svelte.ts';

class FakePhone {
	readonly target = new EventTarget();
	turned = 0;
	readonly screenDeg = () => this.turned;
	readonly requestPermission: (() => Promise<string>) | undefined;
	#speaks: boolean;

	constructor(answer?: string) {
		this.#speaks = answer === undefined;
		this.requestPermission =
			answer === undefined
				? undefined
				: () => {
						this.#speaks = answer === 'granted';
						return Promise.resolve(answer);
					};
	}

	read(reading: Partial<CompassReading>): void {
		if (!this.#speaks) return;
		const event = Object.assign(new Event('deviceorientationabsolute'), reading);
		this.target.dispatchEvent(event);
	}
}

describe('the compass', () => {
	it('turns the other way round than the phone, and with the picture', () => {
		const phone = new FakePhone();
		const compass = new Compass(phone);
		compass.start();
		phone.read({ alpha: 270, absolute: true });
		expect(compass.degrees).toBe(90);
		phone.turned = 90;
		for (let i = 0; i < 40; i++) phone.read({ alpha: 270, absolute: true });
		expect(Math.abs(compass.degrees! - 180)).toBeLessThan(5);
	});
	it('says nothing that does not know north, or doubts it much', () => {
		const phone = new FakePhone();
		const compass = new Compass(phone);
		compass.start();
		phone.read({ alpha: 20, absolute: false });
		phone.read({ alpha: null, absolute: true });
		phone.read({ webkitCompassHeading: 20, webkitCompassAccuracy: 45 });
		phone.read({ webkitCompassHeading: 20, webkitCompassAccuracy: -1 });
		expect(compass.degrees).toBeNull();
		phone.read({ webkitCompassHeading: 20, webkitCompassAccuracy: 10 });
		expect(compass.degrees).toBe(20);
	});
	it('does not tremble', () => {
		const phone = new FakePhone();
		const compass = new Compass(phone);
		compass.start();
		phone.read({ webkitCompassHeading: 20 });
		phone.read({ webkitCompassHeading: 25 });
		expect(compass.degrees).toBe(20);
	});
	it('waits to be allowed where that is needed, and stays silent when refused', async () => {
		for (const answer of ['granted', 'denied']) {
			const phone = new FakePhone(answer);
			const compass = new Compass(phone);
			compass.start();
			phone.read({ webkitCompassHeading: 20 });
			expect(compass.degrees).toBeNull();
			expect(compass.mustAsk).toBe(true);
			await compass.ask();
			phone.read({ webkitCompassHeading: 20 });
			expect(compass.degrees).toBe(answer === 'granted' ? 20 : null);
			expect(compass.mustAsk).toBe(false);
		}
	});
	it('is read no longer once the page is left', () => {
		const phone = new FakePhone();
		const compass = new Compass(phone);
		compass.start()();
		phone.read({ webkitCompassHeading: 20 });
		expect(compass.degrees).toBeNull();
	});
});
