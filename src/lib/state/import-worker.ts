// Reads a map file beside the page: hands it to a worker, passes on how far it is, ends it when the
// planner cancels. The page thread never parses a file.
import type { AnyReading, FileRefusal } from '#lib/data/import/contracts.ts';
import type { ImportReply, ImportRequest } from '#lib/data/import/protocol.ts';
import { err, type Result } from '#lib/domain/result.ts';

/** `unreadable`: the file could not be opened. `cancelled`: the planner stopped it. */
export type ImportFailure = FileRefusal | 'unreadable' | 'cancelled';

export interface RunningImport {
	/** Never rejects. */
	readonly result: Promise<Result<AnyReading, ImportFailure>>;
	cancel(): void;
}

/** The part of a Worker that is used, so that a test can stand in for one. */
export type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

function startWorker(): WorkerLike {
	return new Worker(new URL('../data/import/worker.ts', import.meta.url), { type: 'module' });
}

/** Starts at once. @param progress told 0 … 1 */
export function startImport(
	request: ImportRequest,
	progress: (done: number) => void = () => {},
	createWorker: () => WorkerLike = startWorker
): RunningImport {
	const worker = createWorker();
	let finish: (result: Result<AnyReading, ImportFailure>) => void = () => {};
	const result = new Promise<Result<AnyReading, ImportFailure>>((resolve) => {
		finish = (value) => {
			worker.onmessage = null;
			worker.onerror = null;
			worker.terminate();
			resolve(value);
		};
	});
	worker.onmessage = ({ data }: MessageEvent<ImportReply>) => {
		switch (data.type) {
			case 'progress':
				progress(data.done);
				break;
			case 'done':
				finish(data.result);
				break;
			case 'failed':
				finish(err('unreadable'));
				break;
		}
	};
	worker.onerror = () => finish(err('unreadable'));
	worker.postMessage(request);
	return { result, cancel: () => finish(err('cancelled')) };
}
