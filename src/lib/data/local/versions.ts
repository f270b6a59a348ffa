// Two tabs, two versions of the app: the older one steps aside, or the newer one would wait for ever.
import type Dexie from 'dexie';

/** @param outdated told when a newer version of the app has taken over and this tab must reload */
export function guardVersions(database: Dexie, outdated: () => void = () => {}): void {
	database.on('versionchange', () => {
		database.close();
		outdated();
	});
	// The other tab closes on its own `versionchange`; opening then goes on by itself.
	database.on('blocked', outdated);
}
