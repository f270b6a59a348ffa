export interface Found {
	readonly path?: string;
	readonly missing?: string;
}
export function findChromium(): Found;
export function findPostgres(): Found;
export function findScorer(): Found;
