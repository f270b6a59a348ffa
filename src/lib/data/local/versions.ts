// Two tabs, two versions of the app: the older one steps aside, or the newer one would wait for ever.
// And an older app never touches what a newer one has left on the disk.
import type Dexie from 'dexie';

/** The database was made by a newer version of the app: update the app, the records are all there. */
export class NewerOnDisk extends Error {
	constructor() {
		super('database of a newer version');
		this.name = 'NewerOnDisk';
	}
}

/**
 * Opening then fails with `NewerOnDisk` where the disk is ahead of the app.
 *
 * @param outdated told when a newer version of the app has taken over and this tab must reload
 */
export function guardVersions(database: Dexie, outdated: () => void = () => {}): void {
	const declared = database.verno;
	database.on('versionchange', () => {
		database.close();
		outdated();
	});
	// The other tab closes on its own `versionchange`; opening then goes on by itself.
	database.on('blocked', outdated);
	const refuseNewer = () => {
		// Dexie opens a newer version without a word, and counts tenths.
		if (database.backendDB().version <= Math.round(declared * 10)) return;
		outdated();
		throw new NewerOnDisk();
	};
	database.on('ready', refuseNewer, true);
}
