// The app shows the page itself: what first-sight/ painted in its place goes.

const sightId = 'sekilas';

export function endFirstSight(): void {
	document.documentElement.dataset['started'] = '';
	document.getElementById(sightId)?.remove();
}
