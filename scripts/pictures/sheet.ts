// One small map as SVG text: what is drawn in metres lands on a sheet of pixels. Houses and meshes are
// single paths with short steps, so that a picture stays far below 60 KB.
import type { MultiPolygon } from 'geojson';
import { metres } from './village.ts';

export type Place = readonly [x: number, y: number];

/** What of the ground is shown: its south-west corner and width, in metres. */
export interface Frame {
	readonly west: number;
	readonly south: number;
	readonly widthM: number;
}

const width = 480;
const height = 480;
const paper = '#f6f4ee';
const ink = '#16211e';

export class Sheet {
	readonly #frame: Frame;
	readonly #parts: string[] = [];

	constructor(frame: Frame) {
		this.#frame = frame;
	}

	get #scale(): number {
		return width / this.#frame.widthM;
	}

	/** Tenths of pixels, whole: one digit less a number than a decimal point would cost. */
	#at([x, y]: Place): [number, number] {
		const { west, south } = this.#frame;
		const tenth = (value: number): number => Math.round(value * 10 * this.#scale);
		return [tenth(x - west), height * 10 - tenth(y - south)];
	}

	isShown([x, y]: Place, marginM = 0): boolean {
		const { west, south, widthM } = this.#frame;
		return (
			x > west - marginM &&
			x < west + widthM + marginM &&
			y > south - marginM &&
			y < south + widthM + marginM
		);
	}

	area(polygon: MultiPolygon, attributes: string): this {
		const rings = polygon.coordinates.flat().map((ring) => {
			const [first, ...rest] = ring.slice(0, -1).map((place) => this.#at(metres(place)));
			return `${this.#steps([first!, ...rest])}z`;
		});
		return this.#path(rings.join(''), `fill-rule="evenodd" ${attributes}`);
	}

	lines(pairs: readonly (readonly [Place, Place])[], attributes: string): this {
		const text = pairs.map(([a, b]) => this.#steps([this.#at(a), this.#at(b)]));
		return this.#path(text.join(''), `fill="none" ${attributes}`);
	}

	/** Round dots of this diameter in pixels. */
	dots(places: readonly Place[], size: number, colour: string, attributes = ''): this {
		let [px, py] = [0, 0];
		const text = places.map((place) => {
			const [x, y] = this.#at(place);
			const step = `m${String(x - px)} ${String(y - py)}h0`;
			[px, py] = [x, y];
			return step;
		});
		const round = `stroke-linecap="round" stroke-width="${String(size * 10)}"`;
		return this.#path(
			text.join('').replace('m', 'M'),
			`fill="none" stroke="${colour}" ${round} ${attributes}`
		);
	}

	words(place: Place, text: string, sizePx = 17): this {
		const [x, y] = this.#at(place);
		const halo = `paint-order="stroke" stroke="#fff" stroke-width="45" stroke-linejoin="round"`;
		this.#parts.push(
			`<text x="${String(x)}" y="${String(y + sizePx * 3.5)}" font-size="${String(sizePx * 10)}" text-anchor="middle" font-weight="700" fill="${ink}" ${halo}>${text}</text>`
		);
		return this;
	}

	/** @param title said by screen readers */
	svg(title: string, scaleM: number): string {
		const length = Math.round(scaleM * 10 * this.#scale);
		const bar = `<rect x="0" y="4400" width="${String(length + 850)}" height="400" fill="${paper}"/>
<path d="M200 4520v60h${String(length)}v-60" fill="none" stroke="${ink}" stroke-width="15"/>
<text x="${String(230 + length)}" y="4590" font-size="130" fill="${ink}">${String(scaleM)} m</text>`;
		return `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}" viewBox="0 0 ${String(width * 10)} ${String(height * 10)}" font-family="sans-serif" role="img" aria-label="${title}">
<title>${title}</title>
<rect width="100%" height="100%" fill="${paper}"/>
${this.#parts.join('\n')}
${bar}
</svg>
`;
	}

	#steps([first, ...rest]: readonly (readonly [number, number])[]): string {
		let [px, py] = first!;
		const steps = rest.map(([x, y]) => {
			const step = `l${String(x - px)} ${String(y - py)}`;
			[px, py] = [x, y];
			return step;
		});
		return `M${String(first![0])} ${String(first![1])}${steps.join('')}`;
	}

	#path(steps: string, attributes: string): this {
		this.#parts.push(`<path d="${steps.replaceAll(' -', '-')}" ${attributes}/>`);
		return this;
	}
}
