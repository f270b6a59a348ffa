// Cuts a text into parts that fit one QR code each, and puts them together again in whatever order
// they are read. Pure.

/** Characters a code: still read from a cracked screen at arm's length. */
export const partLength = 700;
/** More than these nobody scans; a file does it then. */
export const mostParts = 16;

const shape = /^JGK1\|([0-9a-z]{6})\|(\d{1,2})\/(\d{1,2})\|(.+)$/s;

/** @returns null when the text is too long for codes */
export function partsOf(text: string): string[] | null {
	const total = Math.ceil(text.length / partLength);
	if (total > mostParts) return null;
	const set = setName(text);
	return Array.from({ length: total }, (_, index) => {
		const part = text.slice(index * partLength, (index + 1) * partLength);
		return `JGK1|${set}|${String(index + 1)}/${String(total)}|${part}`;
	});
}

/** The parts of one set that have been read. */
export interface ReadParts {
	readonly set: string;
	readonly total: number;
	/** By number, from 1. */
	readonly parts: ReadonlyMap<number, string>;
}

/**
 * @param before what was read so far; another set begins anew
 * @returns null when the code is not one of ours
 */
export function withCode(before: ReadParts | null, code: string): ReadParts | null {
	const found = shape.exec(code);
	if (!found) return null;
	const [, set = '', number = '', total = '', part = ''] = found;
	const known = before?.set === set && before.total === Number(total) ? before.parts : [];
	if (Number(number) < 1 || Number(number) > Number(total)) return null;
	return { set, total: Number(total), parts: new Map([...known, [Number(number), part]]) };
}

/** The text when all parts are there; null before that, or when they do not belong together. */
export function textOf({ set, total, parts }: ReadParts): string | null {
	if (parts.size < total) return null;
	const text = Array.from({ length: total }, (_, index) => parts.get(index + 1) ?? '').join('');
	return setName(text) === set ? text : null;
}

/** Tells sets apart and notices a part of another one; FNV-1a, no secret. */
function setName(text: string): string {
	let hash = 0x811c9dc5;
	for (let index = 0; index < text.length; index++) {
		hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
	}
	return hash.toString(36).padStart(6, '0').slice(-6);
}
