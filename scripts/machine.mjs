// What the tests need from the machine: a Chromium and a PostgreSQL with PostGIS. Found, or on
// Debian as root installed; else a reason in words.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './install.mjs';

const systemChromiums = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome-stable',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'C:/Program Files/Google/Chrome/Application/chrome.exe'
];

const canInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version');
let listsAreFresh = false;

/** `{path}` of a Chromium that starts, or `{missing: reason}`. */
export function findChromium() {
	const wanted = process.env['JANGKAU_CHROMIUM'];
	const found = [...(wanted ? [wanted] : []), ...systemChromiums, playwrightChromium()].find(
		(path) => path && existsSync(path)
	);
	if (found) return { path: found };
	if (canInstall && install(['chromium']) && existsSync('/usr/bin/chromium')) {
		return { path: '/usr/bin/chromium' };
	}
	runQuietly(process.execPath, ['node_modules/playwright/cli.js', 'install', 'chromium']);
	const downloaded = playwrightChromium();
	if (downloaded && existsSync(downloaded)) return { path: downloaded };
	return { missing: 'tidak ada Chromium dan tidak dapat dipasang (atur JANGKAU_CHROMIUM)' };
}

function playwrightChromium() {
	try {
		const require = createRequire(join(root, 'package.json'));
		return require('playwright').chromium.executablePath();
	} catch {
		return null;
	}
}

/** `{}` when PostgreSQL 15 or newer with PostGIS is there, or `{missing: reason}`. */
export function findPostgres() {
	if (hasPostgres()) return {};
	const packages = ['postgresql', 'postgresql-postgis'];
	if (canInstall && install(packages) && hasPostgres()) return {};
	const hint = canInstall
		? 'dan tidak dapat dipasang'
		: `(Debian: apt-get install ${packages.join(' ')})`;
	return { missing: `tidak ada PostgreSQL 15+ dengan PostGIS ${hint}` };
}

function hasPostgres() {
	const versions = ['/usr/lib/postgresql', '/usr/share/postgresql'].map((folder) =>
		existsSync(folder) ? readdirSync(folder) : []
	);
	const onDebian = (versions[0] ?? []).some(
		(version) =>
			Number(version) >= 15 &&
			existsSync(`/usr/lib/postgresql/${version}/bin/initdb`) &&
			existsSync(`/usr/share/postgresql/${version}/extension/postgis.control`)
	);
	if (onDebian) return true;
	const share = spawnSync('pg_config', ['--sharedir'], { encoding: 'utf8' }).stdout?.trim();
	return Boolean(share) && existsSync(join(share, 'extension/postgis.control'));
}

/** The independent scorer of territories needs Python with these. `{}` or `{missing: reason}`. */
export function findScorer() {
	// Debian's packages belong to Debian's Python, which need not be the first on the path.
	const works = () =>
		['/usr/bin/python3', 'python3'].some(
			(python) =>
				spawnSync(python, ['-c', 'import shapely, numpy, scipy'], { stdio: 'ignore' }).status === 0
		);
	const packages = ['python3-shapely', 'python3-numpy', 'python3-scipy'];
	if (works() || (canInstall && install(packages) && works())) return {};
	return { missing: `tidak ada Python dengan ${packages.join(', ')}` };
}

function install(packages) {
	const environment = { DEBIAN_FRONTEND: 'noninteractive' };
	if (!listsAreFresh) listsAreFresh = runQuietly('apt-get', ['update', '-qq'], environment);
	console.log(`Memasang ${packages.join(', ')}…`);
	return runQuietly(
		'apt-get',
		['install', '-y', '-qq', '--no-install-recommends', ...packages],
		environment
	);
}

function runQuietly(command, args, environment = {}) {
	const { status, stderr } = spawnSync(command, args, {
		cwd: root,
		stdio: ['ignore', 'ignore', 'pipe'],
		encoding: 'utf8',
		env: { ...process.env, ...environment }
	});
	if (status !== 0)
		console.log(`${command} ${args[0]} gagal: ${(stderr ?? '').trim().slice(-400)}`);
	return status === 0;
}
