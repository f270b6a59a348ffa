// An app that dies between two steps of its storage.
import type { SyncStore } from '#lib/data/sync/contracts.ts';

export class Crash extends Error {}

/** Dies before or after a step, never inside one: IndexedDB keeps a transaction whole. */
export function mortal(store: SyncStore, life: { alive: boolean; stepsLeft: number }): SyncStore {
	const step = () => {
		life.stepsLeft -= 1;
		if (life.stepsLeft < 0) life.alive = false;
		if (!life.alive) throw new Crash();
	};
	const guarded = <A extends unknown[], T>(method: (...args: A) => Promise<T>) => {
		return async (...args: A): Promise<T> => {
			step();
			const value = await method.apply(store, args);
			step();
			return value;
		};
	};
	return {
		queue: guarded(store.queue),
		mutations: guarded(store.mutations),
		acknowledge: guarded(store.acknowledge),
		failed: guarded(store.failed),
		refuse: guarded(store.refuse),
		position: guarded(store.position),
		applyPage: guarded(store.applyPage),
		forgotten: guarded(store.forgotten),
		progress: guarded(store.progress),
		epoch: guarded(store.epoch),
		wipeHeard: guarded(store.wipeHeard),
		outbox: guarded(store.outbox),
		refused: guarded(store.refused),
		resend: guarded(store.resend),
		discard: guarded(store.discard),
		onWritten: (callback) => store.onWritten(callback),
		onCommitted: (callback) => store.onCommitted(callback)
	};
}
