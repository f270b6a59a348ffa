// The default Trusted Types policy: what plain strings may become HTML or a script's address.
// Svelte has a policy of its own; this one meets libraries, above all the map's attribution line.

const harmlessTag =
	/^(?:<a href="https?:\/\/[^"<>]*"(?: target="_blank")?(?: rel="[a-z ]*")?>|<\/a>)$/;

/** Keeps plain links and turns every other tag into text. */
export function harmlessHtml(html: string): string {
	return html.replace(/<[^<>]*>?/g, (tag) =>
		harmlessTag.test(tag) ? tag : tag.replaceAll('<', '&lt;')
	);
}

/** @returns null, which the browser refuses, unless the script is our own file */
export function ownScriptUrl(url: string, origin: string): string | null {
	try {
		return new URL(url, origin).origin === origin ? url : null;
	} catch {
		return null;
	}
}
