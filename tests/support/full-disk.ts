// A disk that has no room for a write: the transaction fails as a whole.
import type { RecordTables } from '#lib/data/local/record-tables.ts';

/** @param full asked before each write */
export function fullable(tables: RecordTables, full: () => boolean): RecordTables {
	return new Proxy(tables, {
		get(target, name) {
			const value: unknown = Reflect.get(target, name, target);
			if (typeof value !== 'function') return value;
			return (...given: unknown[]): unknown => {
				if (name === 'transaction' && full()) throw new DOMException('full', 'QuotaExceededError');
				return (value as (...args: unknown[]) => unknown).apply(target, given);
			};
		}
	});
}
