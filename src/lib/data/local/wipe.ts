// Empties this device: records, keys, session, stored map and the app's own kept files. Nothing of it
// can be had back from here. Called when the puskesmas has ordered it, after what could be sent was sent.
import Dexie from 'dexie';

const own = 'jangkau';

/** What holds records first; `confirm` runs while the session that may say so is still there. */
export async function wipeDevice(confirm: () => Promise<unknown>): Promise<void> {
	const names = (await Dexie.getDatabaseNames()).filter((name) => name.startsWith(own));
	const device = `${own}-device`;
	await Promise.all(names.filter((name) => name !== device).map((name) => Dexie.delete(name)));
	await clearCaches();
	await confirm().catch(() => undefined);
	if (names.includes(device)) await Dexie.delete(device);
	await forgetWorker();
}

async function clearCaches(): Promise<void> {
	if (!('caches' in globalThis)) return;
	await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
}

async function forgetWorker(): Promise<void> {
	if ('localStorage' in globalThis) localStorage.clear();
	if ('sessionStorage' in globalThis) sessionStorage.clear();
	if (!('navigator' in globalThis) || !('serviceWorker' in navigator)) return;
	const workers = await navigator.serviceWorker.getRegistrations();
	await Promise.all(workers.map((worker) => worker.unregister()));
}
