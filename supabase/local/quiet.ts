// @supabase/lite prints failed statements with their values. Those are people's data, so whatever
// it prints while it works for us is dropped; our own lines are printed outside.
import { AsyncLocalStorage } from 'node:async_hooks';

const silence = new AsyncLocalStorage<true>();
const methods = ['debug', 'error', 'info', 'log', 'warn', 'trace', 'dir', 'table'] as const;
let guarded = false;

/** Runs `work`; console calls made by it, or by anything it started, print nothing. */
export function quietly<T>(work: () => Promise<T>): Promise<T> {
	guardConsole();
	return silence.run(true, work);
}

function guardConsole(): void {
	if (guarded) return;
	guarded = true;
	for (const method of methods) {
		const print = console[method].bind(console) as (...args: unknown[]) => void;
		console[method] = (...args: unknown[]) => {
			if (!silence.getStore()) print(...args);
		};
	}
}
