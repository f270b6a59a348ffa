// A4 pages with text, lines and filled shapes as a PDF file: what a paper of figures needs, and no more. Fonts
// are the two that every reader of PDF has (Helvetica, WinAnsi), so nothing is embedded. ISO 32000-1.

export const pageMm = { width: 210, height: 297 } as const;
export const pdfType = 'application/pdf';

const pointsPerMm = 72 / 25.4;

/** Widths of the characters 32 to 126 in thousandths of the letter height, from Adobe's font metrics. */
const regular =
	'278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584';
const bold =
	'278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584';
const widths = { regular: regular.split(' ').map(Number), bold: bold.split(' ').map(Number) };
const usualWidth = 556;
const outline = '#33403c';

/** The characters of WinAnsi outside Latin-1 that our texts use. */
const winAnsi: Readonly<Record<string, number>> = {
	'–': 0x96,
	'—': 0x97,
	'‘': 0x91,
	'’': 0x92,
	'“': 0x93,
	'”': 0x94,
	'•': 0x95,
	'…': 0x85,
	'€': 0x80
};

export interface Ink {
	/** Height of the letters in points. */
	readonly size: number;
	readonly isBold?: boolean;
	/** `#rrggbb`; black where it is not said. */
	readonly colour?: string;
}

/** In millimetres. */
export function textWidth(text: string, { size, isBold = false }: Ink): number {
	const own = isBold ? widths.bold : widths.regular;
	let sum = 0;
	for (const sign of text) sum += own[sign.charCodeAt(0) - 32] ?? usualWidth;
	return (sum / 1000) * (size / pointsPerMm);
}

/** The text on lines of at most so many millimetres; a word that is longer stands on a line of its own. */
export function wrapText(text: string, widthMm: number, ink: Ink): string[] {
	const lines: string[] = [];
	for (const word of text.split(/\s+/).filter((one) => one !== '')) {
		const last = lines.at(-1);
		if (last !== undefined && textWidth(`${last} ${word}`, ink) <= widthMm)
			lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}
	return lines.length > 0 ? lines : [''];
}

/** Positions in millimetres from the upper left corner of the page. */
export class PdfPage {
	readonly #commands: string[] = [];

	/** @param y of the line that the letters stand on */
	text(text: string, x: number, y: number, ink: Ink): void {
		const font = ink.isBold ? '/F2' : '/F1';
		this.#commands.push(
			`${colourOf(ink.colour ?? '#000000')} rg BT ${font} ${ink.size} Tf ${at(x, y)} Td (${escaped(text)}) Tj ET`
		);
	}

	/** @param x of the middle */
	centred(text: string, x: number, y: number, ink: Ink): void {
		this.text(text, x - textWidth(text, ink) / 2, y, ink);
	}

	line(x1: number, y1: number, x2: number, y2: number, widthMm: number, colour = '#000000'): void {
		this.#commands.push(
			`${colourOf(colour)} RG ${points(widthMm)} w ${at(x1, y1)} m ${at(x2, y2)} l S`
		);
	}

	rect(x: number, y: number, width: number, height: number, fill: string): void {
		this.#commands.push(
			`${colourOf(fill)} rg ${at(x, y + height)} ${points(width)} ${points(height)} re f`
		);
	}

	/**
	 * @param path `M`, `L` and `Z` with absolute positions, as an SVG has it; moved by x and y
	 * @param hatch lines over the fill, at 45°
	 */
	shape(path: string, x: number, y: number, fill: string, hatch: string | null = null): void {
		const drawn = [...path.matchAll(/([ML])([-\d.]+) ([-\d.]+)|Z/g)]
			.map(([whole, letter, px, py]) =>
				whole === 'Z' ? 'h' : `${at(Number(px) + x, Number(py) + y)} ${letter === 'M' ? 'm' : 'l'}`
			)
			.join('\n');
		this.#commands.push(`${colourOf(fill)} rg ${drawn}\nf*`);
		if (hatch !== null) {
			this.#commands.push(`q ${drawn}\nW* n ${colourOf(hatch)} RG 1.2 w`);
			for (let from = -pageMm.height; from < pageMm.width; from += 2.8)
				this.#commands.push(`${at(from, pageMm.height)} m ${at(from + pageMm.height, 0)} l S`);
			this.#commands.push('Q');
		}
		this.#commands.push(`${colourOf(outline)} RG 0.6 w ${drawn}\nS`);
	}

	get content(): string {
		return this.#commands.join('\n');
	}
}

/** @param title shown by readers; must say nothing of a person */
export async function pdfOf(pages: readonly PdfPage[], title: string): Promise<Blob> {
	const kids = pages.map((_, index) => `${5 + index * 2} 0 R`).join(' ');
	const font = (name: string) =>
		`<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
	const objects: Uint8Array[] = [
		bytes('<< /Type /Catalog /Pages 2 0 R >>'),
		bytes(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`),
		bytes(font('Helvetica')),
		bytes(font('Helvetica-Bold'))
	];
	for (const [index, page] of pages.entries()) {
		objects.push(
			bytes(
				`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${points(pageMm.width)} ${points(pageMm.height)}] ` +
					`/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${6 + index * 2} 0 R >>`
			)
		);
		const content = await deflated(bytes(page.content));
		objects.push(
			joined([
				bytes(`<< /Length ${content.length} /Filter /FlateDecode >>\nstream\n`),
				content,
				bytes('\nendstream')
			])
		);
	}
	objects.push(bytes(`<< /Title (${escaped(title)}) /Producer (Jangkau) >>`));
	const parts: Uint8Array[] = [bytes('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n')];
	const places: number[] = [];
	let place = parts[0]!.length;
	for (const [index, object] of objects.entries()) {
		const part = joined([bytes(`${index + 1} 0 obj\n`), object, bytes('\nendobj\n')]);
		places.push(place);
		place += part.length;
		parts.push(part);
	}
	const table = places.map((one) => `${String(one).padStart(10, '0')} 00000 n \n`).join('');
	parts.push(
		bytes(
			`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}` +
				`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info ${objects.length} 0 R >>\n` +
				`startxref\n${place}\n%%EOF\n`
		)
	);
	return new Blob([joined(parts)], { type: pdfType });
}

const points = (mm: number): string => String(Math.round(mm * pointsPerMm * 100) / 100);
const at = (x: number, y: number): string => `${points(x)} ${points(pageMm.height - y)}`;

function colourOf(hex: string): string {
	const part = (from: number) => (parseInt(hex.slice(from, from + 2), 16) / 255).toFixed(3);
	return `${part(1)} ${part(3)} ${part(5)}`;
}

/** One byte a character; what WinAnsi does not have becomes a question mark, never something else. */
function escaped(text: string): string {
	let out = '';
	for (const sign of text) {
		const code = winAnsi[sign] ?? sign.codePointAt(0) ?? 63;
		const own = String.fromCharCode(code < 32 || code > 255 ? 63 : code);
		out += '()\\'.includes(own) ? `\\${own}` : own;
	}
	return out;
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
	let place = 0;
	for (const part of parts) {
		whole.set(part, place);
		place += part.length;
	}
	return whole;
}

async function deflated(content: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
	const stream = new Blob([content]).stream().pipeThrough(new CompressionStream('deflate'));
	return new Uint8Array(await new Response(stream).arrayBuffer());
}
