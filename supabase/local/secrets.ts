// What this server signs and knows its app by. Made on the first start, kept in the data folder
// only, readable by its owner only.
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Secrets {
	/** Signs the sessions. Losing it signs everybody out. */
	readonly jwtSecret: string;
	/** Names the app, not a person: sent with each call, public in config.json. */
	readonly publishableKey: string;
}

/**
 * Reads the secrets of a data folder, or makes them.
 * @throws when the file is there but damaged: new secrets would silently sign everybody out.
 */
export function loadSecrets(folder: string): Secrets {
	const file = join(folder, 'secrets.json');
	if (existsSync(file)) {
		chmodSync(file, 0o600);
		return parseSecrets(readFileSync(file, 'utf8'), file);
	}
	const secrets: Secrets = {
		jwtSecret: randomBytes(48).toString('base64url'),
		publishableKey: `sb_publishable_${randomBytes(24).toString('base64url')}`
	};
	// Renamed into place, so that a killed start leaves no half file behind.
	writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, '\t')}\n`, { mode: 0o600 });
	renameSync(`${file}.new`, file);
	return secrets;
}

function parseSecrets(text: string, file: string): Secrets {
	try {
		const value = JSON.parse(text) as Partial<Secrets>;
		if (typeof value.jwtSecret === 'string' && value.jwtSecret.length >= 32) {
			if (typeof value.publishableKey === 'string' && value.publishableKey !== '') {
				return { jwtSecret: value.jwtSecret, publishableKey: value.publishableKey };
			}
		}
	} catch {
		// Said below, without the content.
	}
	throw new Error(
		`Berkas ${file} rusak. Pulihkan dari cadangan; atau hapus berkas itu, lalu semua orang masuk lagi.`
	);
}
