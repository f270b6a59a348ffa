// Codes of houses as somebody pastes them: a column of a spreadsheet, a line, a message.

/** What the server takes in one go. */
export const mostCodes = 2000;

/** Each code once, in upper case, in the order of the text; what stands beside it on its line is passed over. */
export function houseCodesIn(text: string): string[] {
	const codes = text.toUpperCase().match(/[\p{L}\d]+(?:-[\p{L}\d]+)+/gu) ?? [];
	return [...new Set(codes.filter((code) => /\d/.test(code) || code.startsWith('B-')))];
}
