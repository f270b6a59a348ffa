const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `12345678` → `12,3 MB` in the reader's own number format. */
export function sizeText(bytes: number, locale: string): string {
	let value = bytes;
	let unit = 0;
	while (value >= 1000 && unit < units.length - 1) {
		value /= 1000;
		unit += 1;
	}
	const digits = value < 10 && unit > 0 ? 1 : 0;
	const number = new Intl.NumberFormat(locale, { maximumFractionDigits: digits });
	return `${number.format(value)} ${units[unit] ?? ''}`;
}
