// `npm start`: installs, builds and starts, each only as far as needed, and starts again what ended
// without being asked to.
import {
	ensureBuilt,
	ensureInstalled,
	onStopSignal,
	refuseOldNode,
	startServerProcess
} from './install.mjs';
import { keepRunning } from './keep-running.mjs';

refuseOldNode();
ensureInstalled();
ensureBuilt();
const running = keepRunning(startServerProcess, (code) => process.exit(code));
onStopSignal((signal) => running.stop(signal));

// npm stops the shell between us on SIGTERM, and the shell does not pass it on: without npm there
// is nobody left to stop the server, and its lock would stay.
const startedBy = process.ppid;
if (process.env['npm_lifecycle_event']) {
	setInterval(() => {
		if (process.ppid !== startedBy) running.stop('SIGTERM');
	}, 500).unref();
}
