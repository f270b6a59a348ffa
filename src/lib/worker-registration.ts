// Registers the service worker and tells when a new version waits. Never reloads by itself.
import { Workbox } from 'workbox-window';
import type { AppUpdate } from './state/app-update.svelte.ts';

/** A phone may stay open for days: look for a new version now and then. */
const lookAgainMs = 60 * 60_000;
/** A worker that still answers, or one that is gone, lets no other take over: she is not left waiting. */
const mostTakingOverMs = 8000;

export function watchForUpdates(update: AppUpdate): void {
	if (!('serviceWorker' in navigator)) return;
	const workbox = new Workbox('/service-worker.js', { scope: '/' });
	let asked = false;
	workbox.addEventListener('waiting', () => {
		update.offer(() => {
			asked = true;
			workbox.messageSkipWaiting();
			setTimeout(() => location.reload(), mostTakingOverMs);
		});
	});
	workbox.addEventListener('controlling', (event) => {
		if (!event.isUpdate) return;
		// Another tab asked for it: this one only offers, it may hold a half-filled form.
		if (asked) location.reload();
		else update.offer(() => location.reload());
	});
	// Without a worker the app still runs; it only needs the network to start.
	const look = () => void workbox.update().catch(() => undefined);
	workbox.register().then(
		() => setInterval(look, lookAgainMs),
		() => undefined
	);
}
