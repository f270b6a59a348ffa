// Rows as a file for a spreadsheet. A cell that a spreadsheet would run as a formula is kept a text.

/** Comma-separated, with a byte order mark: without it Excel reads Indonesian names as another code. */
export function csvOf(rows: readonly (readonly string[])[]): string {
	return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(text: string): string {
	const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
