// Hands a file that a kader brought to the server, which checks the signature and stores each change
// under her name. Says of every change what became of it; importing a file twice doubles nothing.
import { err, ok, type Result } from '#lib/domain/result.ts';
import type { MutationResult } from '#lib/domain/sync/change.ts';
import type {
	ImportAnswer,
	QueueFileProblem,
	SignedWork
} from '#lib/domain/transfer/queue-file.ts';
import { queueFileFrom } from '#lib/domain/transfer/read-queue-file.ts';
import type { CallFailure, Remote } from '../contracts.ts';
import { fromBase64, openFile, transferKey } from './seal-file.ts';

/** `foreign`: the phone is not one of her puskesmas. `refused`: the signature or the author is wrong. */
export type ImportFailure = QueueFileProblem | CallFailure | 'foreign' | 'refused';

export interface ImportedChange extends MutationResult {
	readonly entity: string;
	readonly capturedAt: string;
}

export interface Imported {
	/** Whose work it is. */
	readonly name: string;
	readonly exportedAt: string | null;
	readonly changes: readonly ImportedChange[];
	/** Changes that could not be opened on the phone and are still there. */
	readonly unreadable: number;
	/** What stopped it before the last batch; what is in `changes` is stored. */
	readonly stopped: ImportFailure | null;
}

type KeyAnswer =
	| { readonly ok: true; readonly key: string; readonly display_name: string }
	| { readonly ok: false; readonly code: string };

/** @param text all of the file */
export async function importQueue(
	remote: Pick<Remote, 'call'>,
	text: string
): Promise<Result<Imported, ImportFailure>> {
	const file = queueFileFrom(text);
	if (!file.ok) return file;
	const { device, membership } = file.value;
	const answer = await remote.call<KeyAnswer>('transfer_key', { device, membership });
	if (!answer.ok) return answer;
	if (!answer.value.ok) return err('foreign');
	const bundle = await openFile(file.value, await transferKey(fromBase64(answer.value.key)));
	if (!bundle.ok) return bundle;
	const { batches, unreadable } = bundle.value;
	const works = batches.map(({ payload }) => JSON.parse(payload) as SignedWork);
	const changes: ImportedChange[] = [];
	let stopped: ImportFailure | null = null;
	for (const [index, batch] of batches.entries()) {
		const imported = await remote.call<ImportAnswer>('import_queue', batch);
		if (!imported.ok) stopped = imported.error;
		else if (!imported.value.ok) stopped = 'refused';
		else changes.push(...described(imported.value.results, works[index]!));
		if (stopped) break;
	}
	if (stopped && changes.length === 0) return err(stopped);
	const exportedAt = works[0]?.exported_at ?? null;
	const name = answer.value.display_name;
	return ok({ name, exportedAt, changes, unreadable, stopped });
}

function described(results: readonly MutationResult[], work: SignedWork): ImportedChange[] {
	const byMid = new Map(work.mutations.map((mutation) => [mutation.mid as string, mutation]));
	return results.map((result) => {
		const mutation = byMid.get(result.mid);
		return {
			...result,
			entity: mutation?.entity ?? '',
			capturedAt: mutation?.captured_at ?? ''
		};
	});
}
