// The worker's entry: reads one file beside the page, so that 20 MB do not freeze it. It keeps
// nothing, sends nothing anywhere, and says nothing of what the file holds but the reading itself.
import type { ImportReply, ImportRequest } from './protocol.ts';
import { maxFileBytes } from './contracts.ts';
import { readFile } from './read-file.ts';

/** How far it is once the text is there and once it is parsed; reading the rows takes the rest. */
const opened = 0.1;
const parsed = 0.35;
/** More messages than this would cost more than the reading. */
const steps = 40;

const say = (reply: ImportReply): void => globalThis.postMessage(reply);

async function read({ file, kind }: ImportRequest): Promise<void> {
	if (file.size > maxFileBytes) {
		say({ type: 'done', result: { ok: false, error: 'too_large' } });
		return;
	}
	const text = await file.text();
	say({ type: 'progress', done: opened });
	let told = 0;
	const result = readFile(text, kind, null, (row, rows) => {
		const step = Math.floor((row / rows) * steps);
		if (step > told) say({ type: 'progress', done: parsed + (1 - parsed) * (step / steps) });
		told = Math.max(told, step);
	});
	say({ type: 'done', result });
}

globalThis.addEventListener('message', ({ data }: MessageEvent<ImportRequest>) => {
	read(data).catch(() => say({ type: 'failed' }));
});
