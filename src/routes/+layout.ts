// One page for every path: nothing is rendered on a server, so that the app starts with no network.
import { builtApp } from '#lib/app.ts';

export const ssr = false;
export const prerender = false;

export async function load() {
	return { built: await builtApp() };
}
