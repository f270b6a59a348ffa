// How different two colours look: CIEDE2000, for full and for deficient colour vision and in grey.
// Sharma, Wu and Dalal 2005; deficiency by Machado, Oliveira and Fernandes 2009 at full severity.

export const visions = ['normal', 'protanopia', 'deuteranopia', 'tritanopia', 'grey'] as const;
export type Vision = (typeof visions)[number];

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

const luminance: Triple = [0.2126729, 0.7151522, 0.072175];

const matrices: Readonly<Record<Vision, Matrix>> = {
	normal: [
		[1, 0, 0],
		[0, 1, 0],
		[0, 0, 1]
	],
	protanopia: [
		[0.152286, 1.052583, -0.204868],
		[0.114503, 0.786281, 0.099216],
		[-0.003882, -0.048116, 1.051998]
	],
	deuteranopia: [
		[0.367322, 0.860646, -0.227968],
		[0.280085, 0.672501, 0.047413],
		[-0.01182, 0.04294, 0.968881]
	],
	tritanopia: [
		[1.255528, -0.076749, -0.178779],
		[-0.078411, 0.930809, 0.147602],
		[0.004733, 0.691367, 0.3039]
	],
	grey: [luminance, luminance, luminance]
};

/** ΔE00 of two `#rrggbb` colours as `vision` sees them. 1 is barely visible, 10 plain at a glance. */
export function colourDifference(a: string, b: string, vision: Vision): number {
	return ciede2000(lab(seen(a, vision)), lab(seen(b, vision)));
}

/** `colour` painted with `opacity` 0…1 on `ground`, as `#rrggbb`. */
export function blended(colour: string, opacity: number, ground: string): string {
	const [over, under] = [channels(colour), channels(ground)];
	const mixed = over.map((value, i) => value * opacity + (under[i] ?? 0) * (1 - opacity));
	return `#${mixed
		.map((value) =>
			Math.round(value * 255)
				.toString(16)
				.padStart(2, '0')
		)
		.join('')}`;
}

function channels(hex: string): number[] {
	return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
}

function seen(hex: string, vision: Vision): Triple {
	const [r = 0, g = 0, b = 0] = channels(hex).map((value) =>
		value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
	);
	const [x, y, z] = matrices[vision].map((row) =>
		Math.min(1, Math.max(0, row[0] * r + row[1] * g + row[2] * b))
	);
	return [x ?? 0, y ?? 0, z ?? 0];
}

function lab([r, g, b]: Triple): Triple {
	const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
	const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
	const y = f(luminance[0] * r + luminance[1] * g + luminance[2] * b);
	const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
	return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** Exported for its own test against the published pairs. */
export function ciede2000([l1, a1, b1]: Triple, [l2, a2, b2]: Triple): number {
	const rad = Math.PI / 180;
	const cMean = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
	const g = 0.5 * (1 - Math.sqrt(cMean ** 7 / (cMean ** 7 + 25 ** 7)));
	const [ap1, ap2] = [(1 + g) * a1, (1 + g) * a2];
	const [c1, c2] = [Math.hypot(ap1, b1), Math.hypot(ap2, b2)];
	const hue = (a: number, b: number) => (a || b ? (Math.atan2(b, a) / rad + 360) % 360 : 0);
	const [h1, h2] = [hue(ap1, b1), hue(ap2, b2)];
	const grey = c1 * c2 === 0;
	let dh = grey ? 0 : h2 - h1;
	if (dh > 180) dh -= 360;
	if (dh < -180) dh += 360;
	let h = grey ? h1 + h2 : (h1 + h2) / 2;
	if (!grey && Math.abs(h1 - h2) > 180) h += h < 180 ? 180 : -180;
	const l = (l1 + l2) / 2;
	const c = (c1 + c2) / 2;
	const t =
		1 -
		0.17 * Math.cos((h - 30) * rad) +
		0.24 * Math.cos(2 * h * rad) +
		0.32 * Math.cos((3 * h + 6) * rad) -
		0.2 * Math.cos((4 * h - 63) * rad);
	const sl = 1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2);
	const sc = 1 + 0.045 * c;
	const sh = 1 + 0.015 * c * t;
	const turn = 60 * Math.exp(-(((h - 275) / 25) ** 2));
	const rt = -Math.sin(turn * rad) * 2 * Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7));
	const [dl, dc] = [(l2 - l1) / sl, (c2 - c1) / sc];
	const dH = (2 * Math.sqrt(c1 * c2) * Math.sin((dh / 2) * rad)) / sh;
	return Math.sqrt(dl ** 2 + dc ** 2 + dH ** 2 + rt * dc * dH);
}
