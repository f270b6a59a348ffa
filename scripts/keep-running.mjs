// Starts the server again when it ended without being asked to, e.g. because its PostgreSQL died. The
// pause grows, so that a server that cannot start does not fill the disk with its complaints.

const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** Whoever has run so long has recovered: the next pause is a short one again. */
const recoveredMs = 5 * 60_000;
/** Another process has the data folder: trying again would fight it. See supabase/local/main.ts. */
const folderInUse = 3;

/**
 * A first start that fails is not repeated: a setting is wrong, and a person is looking.
 *
 * @param start `(environment) => { child, ready }`, as `startServerProcess` in install.mjs
 * @param ended told the exit code, once nothing is started any more
 * @param say gets one plain line
 * @returns `stop(signal)`: lets the server close its database; nothing is started afterwards
 */
export function keepRunning(start, ended, say = console.log, pauseMs = firstPauseMs) {
	let child = null;
	let port = null;
	let stopping = false;
	let failures = 0;
	let timer;

	function run() {
		const startedAt = Date.now();
		const started = start(port === null ? {} : { PORT: port });
		child = started.child;
		started.ready.then(
			// The browsers know this address, also where any free port was taken.
			(url) => (port ??= new URL(url).port || '80'),
			() => undefined
		);
		child.once('exit', (code) => {
			child = null;
			if (stopping || port === null || code === 0 || code === folderInUse) return ended(code ?? 1);
			failures = Date.now() - startedAt > recoveredMs ? 1 : failures + 1;
			const pause = Math.min(longestPauseMs, pauseMs * 2 ** (failures - 1));
			say(
				`Peladen berhenti tanpa diminta. Dijalankan lagi dalam ${Math.ceil(pause / 1000)} detik.`
			);
			timer = setTimeout(run, pause);
		});
	}

	run();
	return {
		stop(signal) {
			stopping = true;
			clearTimeout(timer);
			if (child) child.kill(signal);
			else ended(0);
		}
	};
}
