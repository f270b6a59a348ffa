// Reruns a query when a table it read was written, in this tab or another. Never shows an older
// value after a newer one. What a person changed is shown at once; a stream of pulled pages only as
// often as the query is cheap, or reading again would take longer than storing.
import Dexie from 'dexie';
import type { Live } from '../contracts.ts';

/** After a run the query rests from pulled pages this many times as long as it took. */
const restPerRun = 8;
const longestRestMs = 5_000;

/**
 * @param database name of the database to watch
 * @param run the query; it reports each table that it reads
 */
export function liveQuery<T>(
	database: string,
	run: (read: (table: string) => void) => Promise<T>
): Live<T> {
	const prefix = `idb://${database}/`;
	return {
		subscribe(onValue, onError) {
			const tables = new Set<string>();
			let closed = false;
			let running = false;
			let again = false;
			let passedOver = false;
			let restUntil = 0;
			let rest: ReturnType<typeof setTimeout> | undefined;
			const rerun = async (): Promise<void> => {
				clearTimeout(rest);
				rest = undefined;
				running = true;
				again = false;
				const startedAt = performance.now();
				const show = await run((table) => tables.add(table)).then(
					(value) => () => onValue(value),
					(error: unknown) => () => onError(error)
				);
				running = false;
				if (closed) return;
				// What was read while something was written may not fit together: read once more, but not for
				// ever, or a long pull would show nothing until its end.
				passedOver = again && !passedOver;
				if (passedOver) return rerun();
				show();
				const endedAt = performance.now();
				restUntil = endedAt + Math.min((endedAt - startedAt) * restPerRun, longestRestMs);
				if (again) later();
			};
			const later = () => {
				rest ??= setTimeout(() => void rerun(), Math.max(0, restUntil - performance.now()));
			};
			const written = (parts: Record<string, unknown>) => {
				const mine = Object.keys(parts).some(
					(part) => part.startsWith(prefix) && tables.has(tableOf(part, prefix))
				);
				if (!mine && !('all' in parts)) return;
				if (running) again = true;
				// A change of hers writes its place in the queue too; a pulled page does not.
				else if (`${prefix}outbox/` in parts || performance.now() >= restUntil) void rerun();
				else later();
			};
			Dexie.on('storagemutated', written);
			void rerun();
			return () => {
				closed = true;
				clearTimeout(rest);
				Dexie.on.storagemutated.unsubscribe(written);
			};
		}
	};
}

function tableOf(part: string, prefix: string): string {
	return part.slice(prefix.length).split('/', 1)[0] ?? '';
}
