// Stands in the build for a library of three kilobytes: pmtiles falls back to it in browsers without
// DecompressionStream, which are too old for the rest of this app. See vite.config.ts.

/** @throws always */
export function decompressSync(): never {
	throw new Error('This browser cannot unpack maps.');
}
