import { svelte } from '@sveltejs/vite-plugin-svelte';
import { totalmem } from 'node:os';
import { defineConfig } from 'vitest/config';

const node = { environment: 'node' as const, pool: 'forks' as const };

/** One project a layer, so that each runs alone: `vitest run --project unit`. */
export default defineConfig({
	test: {
		projects: [
			{
				test: {
					...node,
					name: 'unit',
					include: ['src/**/*.test.ts', 'supabase/**/*.test.ts', 'tests/architecture.test.ts'],
					exclude: ['src/**/*.svelte.test.ts'],
					testTimeout: 30_000
				}
			},
			{
				plugins: [svelte()],
				resolve: { conditions: ['browser'] },
				test: {
					name: 'ui',
					environment: 'jsdom',
					// Unmounts what a test rendered.
					setupFiles: ['@testing-library/svelte/vitest'],
					include: ['src/**/*.svelte.test.ts'],
					testTimeout: 30_000
				}
			},
			{
				test: {
					...node,
					name: 'sync',
					include: ['tests/sync/**/*.test.ts'],
					testTimeout: 240_000,
					hookTimeout: 120_000
				}
			},
			{
				test: {
					...node,
					name: 'database',
					include: ['tests/database/**/*.test.ts'],
					testTimeout: 240_000,
					hookTimeout: 240_000,
					globalSetup: ['tests/support/database-setup.ts'],
					// PGlite with PostGIS holds more than a gigabyte.
					maxWorkers: totalmem() < 8 * 2 ** 30 ? 1 : 2
				}
			}
		]
	}
});
