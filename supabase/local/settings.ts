// The environment variables of `npm start`, read in one place. Pure.
import { resolve } from 'node:path';
import type { ServerOptions } from './server.ts';

export type Environment = Readonly<Record<string, string | undefined>>;
export type Settings = ServerOptions & { readonly databaseUrl: string | null };

/** @throws with one clear line when a setting cannot be used. Relative paths start at `root`. */
export function settingsFrom(environment: Environment, root: string): Settings {
	const text = (name: string) => environment[name]?.trim() || null;
	const databaseUrl = text('JANGKAU_DATABASE_URL');
	if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
		throw new Error('JANGKAU_DATABASE_URL harus diawali postgres://');
	}
	return {
		dataDir: resolve(root, text('JANGKAU_DATA') ?? '.jangkau'),
		port: portFrom(text('PORT')),
		host: text('HOST') ?? '127.0.0.1',
		demo: yesOrNo('JANGKAU_DEMO', text('JANGKAU_DEMO')) ?? true,
		databaseUrl,
		basemapUrl: text('JANGKAU_BASEMAP'),
		basemapAttribution: text('JANGKAU_BASEMAP_ATTRIBUTION') ?? '',
		basemapDownload: yesOrNo('JANGKAU_BASEMAP_DOWNLOAD', text('JANGKAU_BASEMAP_DOWNLOAD')),
		publicUrl: originFrom(text('JANGKAU_PUBLIC_URL')),
		trustProxy: text('JANGKAU_TRUST_PROXY') === '1',
		...(text('JANGKAU_ACCOUNT_DOMAIN') && {
			accountDomain: String(text('JANGKAU_ACCOUNT_DOMAIN'))
		}),
		firstPlanner: {
			puskesmas: text('JANGKAU_PUSKESMAS') ?? 'Puskesmas baru',
			district: text('JANGKAU_KECAMATAN') ?? 'Kecamatan baru',
			timeZone: timeZoneFrom(text('JANGKAU_TIME_ZONE') ?? 'Asia/Jakarta')
		}
	};
}

function portFrom(value: string | null): number {
	const port = Number(value ?? 4173);
	if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
	throw new Error('PORT harus bilangan antara 0 dan 65535.');
}

/** null when it is not set. */
function yesOrNo(name: string, value: string | null): boolean | null {
	if (value === null) return null;
	if (value === '1' || value === '0') return value === '1';
	throw new Error(`${name} harus 0 atau 1.`);
}

function originFrom(value: string | null): string | null {
	if (value === null) return null;
	try {
		return new URL(value).origin;
	} catch {
		throw new Error('JANGKAU_PUBLIC_URL harus alamat lengkap, misalnya https://jangkau.example.');
	}
}

function timeZoneFrom(value: string): string {
	try {
		return new Intl.DateTimeFormat('id', { timeZone: value }).resolvedOptions().timeZone;
	} catch {
		throw new Error('JANGKAU_TIME_ZONE harus zona waktu, misalnya Asia/Makassar.');
	}
}
