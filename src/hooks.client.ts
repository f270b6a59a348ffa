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

// Runs before anything of the app. No createScript: nothing here may turn text into code.
(globalThis as { trustedTypes?: PolicyFactory }).trustedTypes?.createPolicy('default', {
	createHTML: harmlessHtml,
	createScriptURL: (url) => ownScriptUrl(url, location.origin)
});
