// `npm start` after installing and building: reads the settings, starts the server, says where it
// is, and closes the database when asked to stop.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demoAccounts, demoPassword } from '../seed/accounts.ts';
import { FolderInUse } from './lock.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';
import { settingsFrom } from './settings.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

function say(line = ''): void {
	process.stdout.write(`${line}\n`);
}

function describe(server: RunningServer, usesPostgres: boolean): void {
	const address = server.url.replace('127.0.0.1', 'localhost');
	say();
	say(`Jangkau siap di ${address}`);
	if (server.demo) {
		say();
		say(`Akun contoh (kata sandi ${demoPassword}):`);
		for (const { email, title } of demoAccounts) say(`  ${email.padEnd(28)} ${title}`);
	}
	if (server.firstPlannerCode) {
		say();
		say('Belum ada yang bergabung. Tautan sekali pakai untuk perencana pertama:');
		say(`  ${address}/gabung#${server.firstPlannerCode}`);
	}
	if (!usesPostgres) {
		say();
		say('Data disimpan di basis data tertanam, cukup untuk mencoba. Catatan yang sungguhan');
		say('simpanlah di PostgreSQL: JANGKAU_DATABASE_URL=postgres://… (lihat docs/deploy.md).');
	}
	say();
}

async function main(): Promise<void> {
	const settings = settingsFrom(process.env, root);
	const server = await startServer({
		...settings,
		buildDir: process.env['JANGKAU_API_ONLY'] === '1' ? null : resolve(root, 'build'),
		log: say
	});
	describe(server, settings.databaseUrl !== null);
	process.send?.({ url: server.url });
	let stopping = false;
	const stop = () => {
		if (stopping) return;
		stopping = true;
		say('Menutup basis data…');
		server.close().then(
			() => process.exit(0),
			() => process.exit(1)
		);
	};
	process.on('SIGINT', stop);
	process.on('SIGTERM', stop);
	// The script that started us is gone: do not live on alone.
	process.on('disconnect', stop);
}

// The PostgreSQL driver lets errors go where nobody can catch them when its server dies, and is of no
// use afterwards: scripts/keep-running.mjs starts us again. The kind only: a message may carry values.
process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
	say(`Galat peladen: ${error.code ?? error.name}`);
	process.exit(1);
});

main().catch((error: unknown) => {
	const isPortTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
	const message = error instanceof Error ? error.message : String(error);
	process.stderr.write(
		isPortTaken ? 'Port itu sedang dipakai. Pilih yang lain dengan PORT=….\n' : `${message}\n`
	);
	process.exit(error instanceof FolderInUse ? 3 : 1);
});
