import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { fileURLToPath } from 'node:url';
import { build, defineConfig, type Plugin } from 'vite';

/** `npm test` compiles the texts once, before the steps that read them side by side. */
const texts =
	process.env['JANGKAU_TEXTS'] === 'compiled'
		? []
		: paraglideVitePlugin({
				project: './project.inlang',
				outdir: './src/lib/paraglide',
				emitTsDeclarations: true,
				strategy: ['localStorage', 'baseLocale']
			});

/**
 * Each file costs a request at the first visit and a lookup at every start, so what many pages share
 * is not split into crumbs. Merged for fewer than twelve pages, a page would load what it does not use.
 */
const shared = {
	name: 'shared',
	minShareCount: 12,
	entriesAware: true,
	entriesAwareMergeThreshold: 8_000
};

/**
 * What the frame of every page says and other pages may say too: a file of its own, or the few words are put
 * into one with the tables and forms of some pages, and every page loads those.
 */
const frame = { name: 'frame', test: /\/paraglide\/messages\/app_/, minShareCount: 2 };

/** What pages without a map need of it; each beside the canvas would bring the canvas along. */
const colours = { name: 'colours', test: /\/src\/lib\/map\/(palette|rasters)/, minShareCount: 2 };

/** Kept apart: merged with what is small and common, it would come to pages that have no map. */
const map = {
	name: 'map',
	test: /\/src\/lib\/map\/(Map|Legend)/,
	minShareCount: 2,
	entriesAware: true,
	entriesAwareMergeThreshold: 8_000
};

/**
 * pmtiles gives each of its functions a name by a call, and a call keeps what nobody uses in the build:
 * its drawers for two map libraries. Said to do nothing else, they are left out.
 */
const leanPmtiles: Plugin = {
	name: 'lean-pmtiles',
	apply: 'build',
	transform: (code, id) =>
		id.includes('/node_modules/pmtiles/')
			? { code: code.replaceAll(/([;=])d\(/g, '$1/* @__PURE__ */ d('), map: null }
			: null
};

/** Five kilobytes of the library that signs people in, for what no device of ours does. */
const leanAuth: Plugin = {
	name: 'lean-auth',
	// Before Vite finds the files itself.
	enforce: 'pre',
	apply: 'build',
	resolveId: (source, importer) =>
		importer?.includes('/node_modules/@supabase/auth-js/') &&
		/\/(GoTrueAdminApi|webauthn)$/.test(source)
			? fileURLToPath(new URL('./src/lib/data/remote/no-auth-extras.ts', import.meta.url))
			: null
};

const firstSightFile = 'sekilas.js';

/**
 * The first script of the page is one file under a name that src/app.html can know, and waits for none of the
 * others: src/first-sight.
 */
const firstSight: Plugin = {
	name: 'first-sight',
	applyToEnvironment: ({ name }) => name === 'client',
	configureServer(server) {
		// While developing every start is a slow one.
		server.middlewares.use(`/${firstSightFile}`, (_, answer) => {
			answer.setHeader('content-type', 'text/javascript');
			answer.end();
		});
	},
	async generateBundle() {
		const built = await build({
			configFile: false,
			logLevel: 'error',
			build: {
				write: false,
				target: 'es2022',
				lib: { entry: 'src/first-sight/show.ts', formats: ['iife'], name: 'jangkauFirstSight' }
			}
		});
		const output = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
		const source = output.find((file) => file.type === 'chunk')?.code;
		if (!source) this.error('src/first-sight gave no script');
		this.emitFile({ type: 'asset', fileName: firstSightFile, source });
	}
};

export default defineConfig({
	plugins: [texts, leanPmtiles, leanAuth, firstSight, sveltekit()],
	worker: { format: 'es' },
	resolve: {
		// What pmtiles unpacks with where a browser cannot: every one that runs this app can.
		alias: { fflate: fileURLToPath(new URL('./src/lib/map/no-fflate.ts', import.meta.url)) }
	},
	build: { target: 'es2022' },
	environments: {
		client: {
			build: {
				rolldownOptions: {
					output: {
						// A hash is name enough: with the names of all its pages, each list of files to fetch is longer.
						assetFileNames: '_app/immutable/assets/[hash][extname]',
						codeSplitting: { groups: [frame, colours, map, shared] }
					}
				}
			}
		}
	},
	server: { host: '127.0.0.1' }
});
