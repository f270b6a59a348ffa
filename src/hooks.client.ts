import { builtApp } from '#lib/app.ts';
import { harmlessHtml, ownScriptUrl } from './trusted-types.ts';

interface PolicyFactory {
	createPolicy(
		name: string,
		rules: {
			createHTML: (html: string) => string;
			createScriptURL: (url: string) => string | null;
		}
	): unknown;
}

// Before anything of the app runs. No createScript: nothing here may turn text into code.
(globalThis as { trustedTypes?: PolicyFactory }).trustedTypes?.createPolicy('default', {
	createHTML: harmlessHtml,
	createScriptURL: (url) => ownScriptUrl(url, location.origin)
});

export async function init(): Promise<void> {
	// Files of the app that run before it is painted would keep her waiting for it.
	await globalThis.firstSight;
	// What fails is shown by the page that waits for it.
	builtApp().catch(() => undefined);
}
