// Empties this device: records, keys, session, stored map and the app's own kept files. Nothing of it
// can be had back from here. Called when the puskesmas has ordered it, after what could be sent was sent.
import Dexie from 'dexie';
import type { Device } from './device.ts';

const own = 'jangkau';

/**
 * What holds records first; `confirm` runs while the session that may say so is still there. Where it
 * is cut short, `device.wiping()` tells the next start to do it again.
 */
export async function wipeDevice(
	device: Pick<Device, 'startWipe' | 'close'>,
	deviceId: string,
	confirm: () => Promise<unknown>
): Promise<void> {
	await device.startWipe(deviceId);
	const names = (await Dexie.getDatabaseNames()).filter((name) => name.startsWith(own));
	const last = `${own}-device`;
	await Promise.all(names.filter((name) => name !== last).map((name) => Dexie.delete(name)));
	await clearCaches();
	await confirm().catch(() => undefined);
	device.close();
	await Dexie.delete(last);
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
