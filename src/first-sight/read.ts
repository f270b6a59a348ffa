// Reads the kept words of the day straight from the disk, with nothing of the app loaded. Shows nothing to
// whom the app itself would not show it: signed out, behind a PIN, sealed, or being emptied.
import type { IdentityRow, LockRow, SettingRow } from '#lib/data/local/device-database.ts';
import { unseal } from '#lib/data/local/sealing.ts';
import { sightPurpose } from '#lib/data/local/sight-purpose.ts';
import type { Sight, SightRow } from '#lib/data/local/sights.ts';
import { daysUntilSeal, defaultLockRules } from '#lib/domain/lock/lock-rules.ts';

/** What the device database holds. */
export interface DeviceRows {
	readonly identities: readonly IdentityRow[];
	readonly locks: readonly LockRow[];
	readonly sights: readonly SightRow[];
	readonly settings: readonly SettingRow[];
}

/** @param now milliseconds since 1970 @returns null where nothing may be shown, or nothing is kept */
export async function sightOf(rows: DeviceRows, now: number): Promise<Sight | null> {
	if (rows.settings.some(({ key }) => key === 'wiping')) return null;
	const owner = rows.identities
		.filter(({ signedOutAt }) => signedOutAt === null)
		.reduce<IdentityRow | null>(
			(last, row) => (last && last.lastUsedAt >= row.lastUsedAt ? last : row),
			null
		)?.membershipId;
	const lock = rows.locks.find(({ membershipId }) => membershipId === owner);
	if (owner === undefined || !lock?.device || lock.pin) return null;
	if (daysUntilSeal(lock.rules ?? defaultLockRules, lock.contactAt, now) === 0) return null;
	const row = rows.sights.find(({ membershipId }) => membershipId === owner);
	const day = row?.days.find(({ from, until }) => from <= now && now < until);
	if (!row || !day) return null;
	return (await unseal(row.key, sightPurpose(owner, day.from), day.sealed)) as Sight;
}

/** Null where the app has not been here, or an older one. Never makes a database. */
export function readDevice(factory: IDBFactory): Promise<DeviceRows | null> {
	return new Promise((resolve) => {
		const opening = factory.open('jangkau-device');
		opening.onupgradeneeded = () => opening.transaction?.abort();
		opening.onerror = () => resolve(null);
		opening.onsuccess = () => {
			const database = opening.result;
			// The app may want to change or delete it at any time.
			database.onversionchange = () => database.close();
			if (!database.objectStoreNames.contains('sight')) {
				database.close();
				resolve(null);
				return;
			}
			const reading = database.transaction(['identity', 'lock', 'sight', 'setting']);
			const all = (store: string) => reading.objectStore(store).getAll();
			const [identities, locks, sights, settings] = [
				all('identity'),
				all('lock'),
				all('sight'),
				all('setting')
			];
			reading.oncomplete = () => {
				database.close();
				resolve({
					identities: identities.result,
					locks: locks.result,
					sights: sights.result,
					settings: settings.result
				} as DeviceRows);
			};
			reading.onabort = () => {
				database.close();
				resolve(null);
			};
		};
	});
}
