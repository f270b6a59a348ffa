// Engines other than the one that runs the tests: another Node, fetched by npm once and kept, and
// Chromium. Each answers the questions of a division in the order they were asked.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium as browserType } from 'playwright';
import { build, type Rollup } from 'vite';
import { chromium, chromiumArguments } from './e2e-chromium.ts';
import { repositoryRoot, templateFolder } from './migrations.ts';

/** The engine as one script that sets `engine.answer`, as small as in production. */
export async function engineScript(): Promise<string> {
	const built = (await build({
		...{ root: repositoryRoot, configFile: false, logLevel: 'silent' },
		build: {
			write: false,
			target: 'es2022',
			lib: {
				...{ entry: join(repositoryRoot, 'tests/support/division-answer.ts'), name: 'engine' },
				formats: ['iife']
			}
		}
	})) as Rollup.RollupOutput[];
	return built[0]!.output[0].code;
}

/**
 * The path of this version of Node; null when npm cannot fetch it for this machine. npm carries the
 * bare binary as `node-<platform>-<architecture>`.
 */
export function fetchedNode(version: string): string | null {
	const folder = join(templateFolder, `node-${version}`);
	const name = `node-${process.platform}-${process.arch}`;
	const path = join(folder, 'node_modules', name, 'bin/node');
	if (existsSync(path)) return path;
	try {
		const options = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit'];
		execFileSync('npm', ['install', '--prefix', folder, ...options, `${name}@${version}`], {
			...{ stdio: 'ignore', timeout: 300_000 }
		});
	} catch {
		return null;
	}
	return existsSync(path) ? path : null;
}

/** @returns the version that answered, then its answers */
export function answersOfNode(path: string, script: string, requests: readonly string[]): string[] {
	const folder = mkdtempSync(join(tmpdir(), 'jangkau-node-'));
	try {
		const file = (name: string): string => join(folder, name);
		writeFileSync(file('requests.json'), JSON.stringify(requests));
		const run = `const { readFileSync, writeFileSync } = require('node:fs');
			const asked = JSON.parse(readFileSync(${JSON.stringify(file('requests.json'))}, 'utf8'));
			const said = [process.version, ...asked.map((one) => engine.answer(one))];
			writeFileSync(${JSON.stringify(file('answers.json'))}, JSON.stringify(said));`;
		writeFileSync(file('run.cjs'), `${script}\n${run}`);
		execFileSync(path, [file('run.cjs')], { stdio: ['ignore', 'ignore', 'inherit'] });
		return JSON.parse(readFileSync(file('answers.json'), 'utf8')) as string[];
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** @returns the version that answered, then its answers */
export async function answersOfChromium(
	script: string,
	requests: readonly string[]
): Promise<string[]> {
	const browser = await browserType.launch({ executablePath: chromium, args: chromiumArguments });
	try {
		const page = await browser.newPage();
		await page.addScriptTag({ content: script });
		const answers: string[] = [browser.version()];
		for (const request of requests) {
			answers.push(
				await page.evaluate((asked) => {
					const { engine } = globalThis as unknown as {
						engine: { answer(request: string): string };
					};
					return engine.answer(asked);
				}, request)
			);
		}
		return answers;
	} finally {
		await browser.close();
	}
}

export const hasChromium = (): boolean => existsSync(chromium);
