/** Letters and digits of an invitation code, as people type and paste it. */
const shape = /^[A-Z0-9]{5}-[A-Z0-9]{5}$/;

/** `ab2cd ef3gh` → `AB2CD-EF3GH`; leaves alone what cannot be a code. */
export function tidyCode(typed: string): string {
	const letters = typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
	return letters.length === 10 ? `${letters.slice(0, 5)}-${letters.slice(5)}` : typed.trim();
}

export function isCode(text: string): boolean {
	return shape.test(text);
}

/** The code of a link `…/gabung#AB2CD-EF3GH`. It is in the fragment so that no server logs it. */
export function codeFromFragment(hash: string): string {
	let text = hash.replace(/^#/, '');
	try {
		text = decodeURIComponent(text);
	} catch {
		// A broken escape is not a code either.
	}
	const code = tidyCode(text);
	return isCode(code) ? code : '';
}
