// What lies on a phone, read past the app: every database, every cache, every file of the profile.
import type { Page } from '@playwright/test';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TextFinder } from './text-finder.ts';

/** All of IndexedDB, localStorage, sessionStorage and Cache Storage as text; bytes as Latin-1. */
export function dumpStorage(page: Page): Promise<string> {
	return page.evaluate(async () => {
		const latin1 = (bytes: Uint8Array) => {
			let text = '';
			for (let at = 0; at < bytes.length; at += 4096) {
				text += String.fromCharCode(...bytes.subarray(at, at + 4096));
			}
			return text;
		};
		const asText = (value: unknown) =>
			JSON.stringify(value, (_key, part: unknown) => {
				if (part instanceof ArrayBuffer) return latin1(new Uint8Array(part));
				if (ArrayBuffer.isView(part)) return latin1(new Uint8Array(part.buffer));
				if (part instanceof CryptoKey)
					return `${part.type} key ${part.extractable ? 'extractable' : 'sealed in'}`;
				return part;
			});
		const finished = <T>(request: IDBRequest<T>) =>
			new Promise<T>((resolve, reject) => {
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
			});
		const found: string[] = [asText({ ...localStorage }), asText({ ...sessionStorage })];
		for (const { name } of await indexedDB.databases()) {
			const database = await finished(indexedDB.open(name ?? ''));
			for (const store of database.objectStoreNames) {
				const rows = database.transaction(store).objectStore(store);
				found.push(`${name ?? ''}/${store}`, asText(await finished(rows.getAll())));
			}
			database.close();
		}
		for (const name of await caches.keys()) {
			const cache = await caches.open(name);
			for (const request of await cache.keys()) {
				found.push(request.url, (await (await cache.match(request))?.text()) ?? '');
			}
		}
		return found.join('\n');
	});
}

/** Rows of one store of the records database of whoever is signed in (or was last). */
export function readStore(page: Page, store: string): Promise<Record<string, unknown>[]> {
	return page.evaluate(async (name) => {
		const finished = <T>(request: IDBRequest<T>) =>
			new Promise<T>((resolve, reject) => {
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
			});
		const rows: Record<string, unknown>[] = [];
		for (const { name: known } of await indexedDB.databases()) {
			if (!known?.startsWith('jangkau-records-')) continue;
			const database = await finished(indexedDB.open(known));
			const found: unknown[] = await finished(
				database.transaction(name).objectStore(name).getAll()
			);
			rows.push(...(found as Record<string, unknown>[]));
			database.close();
		}
		return rows;
	}, store);
}

/** As `z/x/y`. */
export function storedTiles(page: Page): Promise<string[]> {
	return page.evaluate(
		() =>
			new Promise<string[]>((resolve, reject) => {
				const opening = indexedDB.open('jangkau-tiles');
				opening.onerror = () => reject(new Error('tiles do not open'));
				opening.onsuccess = () => {
					const database = opening.result;
					if (!database.objectStoreNames.contains('tile')) {
						database.close();
						return resolve([]);
					}
					const keys = database.transaction('tile').objectStore('tile').getAllKeys();
					keys.onerror = () => reject(new Error('tiles are not listed'));
					keys.onsuccess = () => {
						database.close();
						resolve((keys.result as unknown[][]).map(([, ...place]) => place.join('/')));
					};
				};
			})
	);
}

/** Every file of a closed browser's profile in which one of the texts stands, in either encoding. */
export function filesHolding(folder: string, texts: readonly string[]): string[] {
	const finder = new TextFinder(texts);
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((file) => finder.in(readFileSync(file)).length > 0);
}
