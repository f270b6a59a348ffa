// The app shows the page itself: what first-sight/ painted in its place goes.

export function endFirstSight(): void {
	document.documentElement.dataset['started'] = '';
	document.getElementById('sekilas')?.remove();
}
