// One HTTP/1.1 request out of the bytes of a connection, and what may become of it.

export interface SeenRequest {
	readonly method: string;
	/** Without the query. */
	readonly path: string;
	/** Milliseconds since 1970. */
	readonly at: number;
}

/** What becomes of one request. */
export type Fate =
	| 'pass'
	/** Never reaches the server. */
	| 'reset'
	/** Reaches the server, which acts on it; the answer does not come. */
	| 'answer_lost'
	/** Reaches the server twice, at the same time; the phone hears one answer. */
	| 'twice'
	/** Somebody else answers, with status 200 and a page to sign in. */
	| 'portal'
	/** The connection breaks after so many bytes of the answer, its head included. */
	| { readonly cutAfter: number }
	/** The body ends after so many bytes, and the head says that this is all: a broken middlebox. */
	| { readonly shortBody: number };

const headEnd = '\r\n\r\n';

/** @returns null until the whole request is there. Browsers send a length with every body. */
export function takeRequest(received: Buffer): { seen: SeenRequest; bytes: Buffer } | null {
	const end = received.indexOf(headEnd);
	if (end < 0) return null;
	const head = received.toString('latin1', 0, end);
	const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
	const total = end + headEnd.length + length;
	if (received.length < total) return null;
	const [method = '', target = ''] = head.split(' ', 2);
	const path = target.split('?', 1)[0] ?? '';
	return { seen: { method, path, at: Date.now() }, bytes: received.subarray(0, total) };
}
