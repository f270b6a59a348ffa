// `npm run dev`: the app from its sources with hot reload, in front of a running server; starts
// one when none runs. Two servers on one data folder are impossible, so a running one is used.
import {
	ensureInstalled,
	onStopSignal,
	refuseOldNode,
	root,
	startServerProcess
} from './install.mjs';

refuseOldNode();
ensureInstalled();

const port = process.env['PORT'] ?? '4173';
const running = `http://127.0.0.1:${port}`;

async function answers(url) {
	try {
		return (await fetch(`${url}/config.json`, { signal: AbortSignal.timeout(2000) })).ok;
	} catch {
		return false;
	}
}

async function serverAddress() {
	if (await answers(running)) return running;
	const { child, ready } = startServerProcess({ JANGKAU_API_ONLY: '1' });
	onStopSignal((signal) => child.kill(signal));
	child.on('exit', (code) => process.exit(code ?? 1));
	return ready;
}

const target = await serverAddress().catch((error) => process.exit(Number(error.message) || 1));
const { createServer } = await import('vite');
const proxied = ['/rest/v1', '/auth/v1', '/config.json', '/basemap'];
const vite = await createServer({
	root,
	// The browser's own Host goes through, so that config.json names vite's origin.
	server: { proxy: Object.fromEntries(proxied.map((path) => [path, { target }])) }
});
await vite.listen();
vite.printUrls();
