// Reruns a query when a table it read was written, in this tab or another. Never shows an older
// value after a newer one.
import Dexie from 'dexie';
import type { Live } from '../contracts.ts';

/**
 * @param database name of the database to watch
 * @param run the query; it reports each table that it reads
 */
export function liveQuery<T>(
	database: string,
	run: (read: (table: string) => void) => Promise<T>
): Live<T> {
	return {
		subscribe(onValue, onError) {
			const tables = new Set<string>();
			let closed = false;
			let running = false;
			let again = false;
			const rerun = async (): Promise<void> => {
				running = true;
				do {
					again = false;
					try {
						const value = await run((table) => tables.add(table));
						if (!closed && !again) onValue(value);
					} catch (error) {
						if (!closed && !again) onError(error);
					}
				} while (again && !closed);
				running = false;
			};
			const written = (parts: Record<string, unknown>) => {
				const prefix = `idb://${database}/`;
				const mine = Object.keys(parts).some(
					(part) => part.startsWith(prefix) && tables.has(tableOf(part, prefix))
				);
				if (!mine && !('all' in parts)) return;
				if (running) again = true;
				else void rerun();
			};
			Dexie.on('storagemutated', written);
			void rerun();
			return () => {
				closed = true;
				Dexie.on.storagemutated.unsubscribe(written);
			};
		}
	};
}

function tableOf(part: string, prefix: string): string {
	return part.slice(prefix.length).split('/', 1)[0] ?? '';
}
