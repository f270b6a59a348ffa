// `npm start`: installs, builds and starts, each only as far as needed.
import { ensureBuilt, ensureInstalled, refuseOldNode, startServerProcess } from './install.mjs';

refuseOldNode();
ensureInstalled();
ensureBuilt();
const { child, ready } = startServerProcess();
ready.catch(() => undefined);
child.on('exit', (code) => process.exit(code ?? 1));
