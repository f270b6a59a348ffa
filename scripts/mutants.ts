// `npm run test:mutants`: plants every bug of the banks, one at a time, and runs the tests that must
// notice it. Fails when one goes unnoticed. A word as argument keeps to the mutants whose names hold it.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { mutants, type Mutant } from '../tests/sync/mutants/bank.ts';

const limitMs = 5 * 60_000;
const wanted = process.argv[2] ?? '';
const chosen = mutants.filter(({ name }) => name.includes(wanted));

/** @returns null when the planted bug was noticed, else what is wrong */
function run({ name, file, from, found }: Mutant): Promise<string | null> {
	if (readFileSync(file, 'utf8').split(from).length !== 2) {
		return Promise.resolve('finds no place any more');
	}
	return new Promise((resolve) => {
		const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', found], {
			stdio: ['ignore', 'pipe', 'pipe'],
			timeout: limitMs,
			env: { ...process.env, JANGKAU_MUTANT: name, JANGKAU_HISTORIES: '500', NO_COLOR: '1' }
		});
		let output = '';
		child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
		child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
		// Only a test that ran and failed has noticed something.
		child.on('close', (code) => {
			const failed = /Tests .*\b[1-9]\d* failed/.test(output);
			resolve(failed ? null : code === 0 ? 'goes unnoticed' : 'did not run');
		});
	});
}

const rest = [...chosen];
const wrong: string[] = [];
const startedAt = Date.now();
await Promise.all(
	Array.from({ length: availableParallelism() }, async () => {
		for (let mutant = rest.shift(); mutant; mutant = rest.shift()) {
			const problem = await run(mutant);
			console.log(
				`${problem ? 'LOLOS' : 'ketahuan'} · ${mutant.name} · ${problem ?? mutant.found}`
			);
			if (problem) wrong.push(mutant.name);
		}
	})
);
const seconds = Math.round((Date.now() - startedAt) / 1000);
console.log(`${chosen.length - wrong.length} dari ${chosen.length} ketahuan, ${seconds} detik`);
process.exit(wrong.length > 0 ? 1 : 0);
