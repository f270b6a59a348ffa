// One step of `npm test`: runs it, prints its heading and all it said in one piece, so that two at
// a time stay readable.
import { spawn } from 'node:child_process';
import { root } from './install.mjs';

/** A step that hangs must not hang the whole run. */
const limitMs = 30 * 60_000;

/** Resolves true when the script ended well. A .ts script runs through tsx. */
export function runStep(title, script, args, environment = {}) {
	const startedAt = Date.now();
	const loader = script.endsWith('.ts') ? ['--import', 'tsx'] : [];
	return new Promise((resolve) => {
		const child = spawn(process.execPath, [...loader, script, ...args], {
			cwd: root,
			stdio: ['ignore', 'pipe', 'pipe'],
			env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', ...environment }
		});
		const output = [];
		child.stdout.on('data', (chunk) => output.push(chunk));
		child.stderr.on('data', (chunk) => output.push(chunk));
		const timer = setTimeout(() => {
			output.push(Buffer.from(`\nDihentikan setelah ${limitMs / 60_000} menit.\n`));
			child.kill('SIGKILL');
		}, limitMs);
		child.on('error', (error) => output.push(Buffer.from(String(error))));
		child.on('close', (code) => {
			clearTimeout(timer);
			const seconds = ((Date.now() - startedAt) / 1000).toFixed(0);
			process.stdout.write(`\n== ${title} · ${code === 0 ? 'baik' : 'GAGAL'} · ${seconds} s\n`);
			process.stdout.write(Buffer.concat(output));
			resolve(code === 0);
		});
	});
}
