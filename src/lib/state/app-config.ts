// Where this installation's server and map are. Kept on the device so that an offline start knows
// them too; holds nothing personal and no secret.
import type { AppConfig } from '#lib/data/contracts.ts';

export interface ConfigSources {
	readonly fetch: (url: string) => Promise<Response>;
	/** The configuration of the last start with a network. */
	readonly kept: () => Promise<AppConfig | null>;
	readonly keep: (config: AppConfig) => Promise<void>;
}

/**
 * The kept configuration at once, when there is one, while the current one is fetched for the next
 * start; on a first start the network is waited for.
 * @param onChanged called when the fetched one differs from the kept one
 * @returns null when nothing is kept and the network does not answer
 */
export async function loadConfig(
	sources: ConfigSources,
	onChanged: (config: AppConfig) => void
): Promise<AppConfig | null> {
	const kept = await sources.kept();
	const fetching = fetchConfig(sources.fetch).then(async (config) => {
		if (!config || JSON.stringify(config) === JSON.stringify(kept)) return config;
		// A full disk costs the next offline start its server address, nothing more.
		await sources.keep(config).catch(() => undefined);
		if (kept) onChanged(config);
		return config;
	});
	return kept ?? fetching;
}

async function fetchConfig(fetch: ConfigSources['fetch']): Promise<AppConfig | null> {
	try {
		const response = await fetch('/config.json');
		return response.ok ? parseConfig(await response.text()) : null;
	} catch {
		return null;
	}
}

/** null for anything that is not a configuration: a proxy's login page, a truncated file. */
export function parseConfig(text: string): AppConfig | null {
	try {
		const value = JSON.parse(text) as Partial<AppConfig> | null;
		const complete =
			typeof value?.supabaseUrl === 'string' &&
			typeof value.publishableKey === 'string' &&
			typeof value.accountDomain === 'string' &&
			typeof value.basemap === 'object';
		return complete ? (value as AppConfig) : null;
	} catch {
		return null;
	}
}
