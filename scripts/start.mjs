// `npm start`: installs, builds and starts, each only as far as needed.
import { ensureBuilt, ensureInstalled, refuseOldNode, startServerProcess } from './install.mjs';

refuseOldNode();
ensureInstalled();
ensureBuilt();
const { child, ready } = startServerProcess();
ready.catch(() => undefined);
child.on('exit', (code) => process.exit(code ?? 1));

// npm stops the shell between us on SIGTERM, and the shell does not pass it on: without npm there
// is nobody left to stop the server, and its lock would stay.
const startedBy = process.ppid;
if (process.env['npm_lifecycle_event']) {
	setInterval(() => {
		if (process.ppid !== startedBy) child.kill('SIGTERM');
	}, 500).unref();
}
