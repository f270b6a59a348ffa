import { svelte } from '@sveltejs/vite-plugin-svelte';
import { availableParallelism, totalmem } from 'node:os';
import { defineConfig } from 'vitest/config';
import { planted } from './tests/sync/mutants/plant.ts';

const node = { environment: 'node' as const, pool: 'forks' as const };
/** Vitest leaves one core idle, of two that is half the machine. `npm test` runs suites side by side. */
const everyCore = {
	maxWorkers: Number(process.env.JANGKAU_TEST_WORKERS ?? availableParallelism())
};
/** Files share a process, which starts and loads modules and jsdom once; what one replaces is put back. */
const shared = { ...everyCore, isolate: false, restoreMocks: true, unstubGlobals: true };

/** `npm run test:mutants` runs tests on code with one known bug. */
const plugins = planted(process.env.JANGKAU_MUTANT);

/** One project a layer, so that each runs alone: `vitest run --project unit`. */
export default defineConfig({
	test: {
		projects: [
			{
				plugins,
				test: {
					...node,
					...shared,
					name: 'unit',
					// Dexie looks for IndexedDB once, when the first of the files loads it.
					setupFiles: ['fake-indexeddb/auto'],
					include: [
						'src/**/*.test.ts',
						'supabase/**/*.test.ts',
						'tests/architecture.test.ts',
						'tests/support/**/*.test.ts'
					],
					exclude: ['src/**/*.svelte.test.ts'],
					testTimeout: 30_000
				}
			},
			{
				plugins: [svelte()],
				resolve: { conditions: ['browser'] },
				test: {
					...shared,
					name: 'ui',
					environment: 'jsdom',
					// Unmounts what a test rendered.
					setupFiles: ['@testing-library/svelte/vitest'],
					include: ['src/**/*.svelte.test.ts'],
					testTimeout: 30_000
				}
			},
			{
				plugins,
				test: {
					...node,
					...everyCore,
					name: 'sync',
					include: ['tests/sync/**/*.test.ts'],
					testTimeout: Number(process.env.JANGKAU_TEST_TIMEOUT_MS ?? 240_000),
					hookTimeout: 120_000
				}
			},
			{
				test: {
					...node,
					...everyCore,
					name: 'division',
					include: ['tests/division/**/*.test.ts'],
					testTimeout: 600_000,
					hookTimeout: 240_000
				}
			},
			{
				test: {
					...node,
					// Files share a cluster, and what it costs to compile PGlite.
					isolate: false,
					restoreMocks: true,
					unstubGlobals: true,
					name: 'database',
					include: ['tests/database/**/*.test.ts'],
					testTimeout: 240_000,
					hookTimeout: 240_000,
					globalSetup: ['tests/support/database-setup.ts'],
					// PGlite with PostGIS holds more than a gigabyte; three, because some wait for a dead server.
					maxWorkers: Math.min(3, Math.max(1, Math.floor(totalmem() / (4 * 2 ** 30)))),
					sequence: { groupOrder: 1 }
				}
			}
		]
	}
});
