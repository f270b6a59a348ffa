// Shared by start, test and dev: plain Node, because on a fresh clone nothing is installed yet.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Node 20.19 is the oldest that vite starts on. */
export function refuseOldNode() {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	if (major > 20 || (major === 20 && minor >= 19)) return;
	console.error(`Perlu Node 20.19 atau lebih baru; ini ${process.versions.node}.`);
	process.exit(1);
}

/** `npm ci`, only when node_modules is not what the lock file says. */
export function ensureInstalled() {
	if (installedMatchesLock()) return;
	console.log('Memasang paket (npm ci)…');
	const npm = process.env['npm_execpath'];
	const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
	const [command, allArgs] = npm?.endsWith('.js')
		? [process.execPath, [npm, ...args]]
		: [process.platform === 'win32' ? 'npm.cmd' : 'npm', args];
	const { status } = spawnSync(command, allArgs, {
		cwd: root,
		stdio: ['ignore', 'inherit', 'inherit'],
		shell: process.platform === 'win32' && command === 'npm.cmd'
	});
	if (status !== 0) {
		console.error('Paket tidak terpasang. Periksa jaringan, lalu ulangi.');
		process.exit(1);
	}
	writeFileSync(stampFile(), hashOf([join(root, 'package-lock.json')]));
}

function stampFile() {
	return join(root, 'node_modules/.jangkau-lock');
}

function installedMatchesLock() {
	const hash = hashOf([join(root, 'package-lock.json')]);
	if (read(stampFile()) === hash) return true;
	// npm keeps its own record of what it installed: someone may have run npm install by hand.
	const installed = packagesOf(join(root, 'node_modules/.package-lock.json'));
	const wanted = packagesOf(join(root, 'package-lock.json'));
	if (!installed || !wanted) return false;
	for (const [path, { version, optional }] of Object.entries(wanted)) {
		const same = installed[path]?.version === version;
		if (path !== '' && !same && !(optional && !installed[path])) return false;
	}
	writeFileSync(stampFile(), hash);
	return true;
}

function packagesOf(file) {
	const text = read(file);
	return text === null ? null : (JSON.parse(text).packages ?? null);
}

const sources = ['src', 'static', 'messages', 'project.inlang/settings.json', 'package-lock.json'];
const configs = ['svelte.config.js', 'vite.config.ts', 'tsconfig.json', 'package.json'];

/** Builds the app, only when something it is made of changed. The stamp lies in the build itself. */
export function ensureBuilt() {
	const stamp = join(root, 'build/.jangkau-build');
	const hash = hashOf([...sources, ...configs].flatMap((name) => filesUnder(join(root, name))));
	if (read(stamp) === hash && existsSync(join(root, 'build/index.html'))) return;
	console.log('Membangun aplikasi…');
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		[join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
		{ cwd: root, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' }
	);
	if (status !== 0) {
		console.error(stdout, stderr);
		console.error('Aplikasi tidak dapat dibangun.');
		process.exit(1);
	}
	writeFileSync(stamp, hash);
}

function filesUnder(path) {
	if (!existsSync(path)) return [];
	if (statSync(path).isFile()) return [path];
	return readdirSync(path, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath ?? entry.path, entry.name))
		.filter((file) => !relative(root, file).replaceAll('\\', '/').startsWith('src/lib/paraglide/'))
		.filter((file) => !/\.test\.ts$/.test(file))
		.sort();
}

function hashOf(files) {
	const hash = createHash('sha256');
	for (const file of files) {
		hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
	}
	return hash.digest('hex');
}

function read(file) {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return null;
	}
}

/**
 * The server as a child with an open channel: it stops when we are gone. Resolves with the child
 * and the address once it answers; rejects with its exit code. Signals are the caller's to pass on.
 */
export function startServerProcess(environment = {}) {
	const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'supabase/local/main.ts')], {
		cwd: root,
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
		env: { ...process.env, ...environment }
	});
	const ready = new Promise((resolve, reject) => {
		child.once('message', (message) => resolve(message.url));
		child.once('exit', (code) => reject(new Error(String(code ?? 1))));
	});
	return { child, ready };
}

/** The terminal sends Ctrl-C to both; others send to us only. The child closes its database once. */
export function onStopSignal(callback) {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
		process.on(signal, () => callback(signal === 'SIGHUP' ? 'SIGTERM' : signal));
	}
}
