// Reads what somebody chose as a queue file, whatever it is. Pure; opens no seal.
import { err, ok, type Result } from '../result.ts';
import type { ImportRequest, QueueBundle, QueueFile, QueueFileProblem } from './queue-file.ts';

/** @param text all of a file, or all codes of a set put together */
export function queueFileFrom(text: string): Result<QueueFile, QueueFileProblem> {
	const given = jsonObject(text.trim());
	if (!given || given.format !== 'jangkau-queue') return err('not_a_queue_file');
	if (given.version !== 1) return err('newer_version');
	const { membership, device, iv, data } = given;
	if (!isText(membership) || !isText(device) || !isBase64(iv) || !isBase64(data)) {
		return err('damaged');
	}
	return ok({ format: 'jangkau-queue', version: 1, membership, device, iv, data });
}

/** What the envelope held; null when it is not what this app writes. */
export function bundleFrom(text: string): QueueBundle | null {
	const given = jsonObject(text);
	if (!given || !Array.isArray(given.batches)) return null;
	const batches = given.batches as unknown[];
	if (!batches.every(isBatch)) return null;
	return { batches, unreadable: typeof given.unreadable === 'number' ? given.unreadable : 0 };
}

function isBatch(value: unknown): value is ImportRequest {
	if (typeof value !== 'object' || value === null) return false;
	const { payload, signature } = value as Record<string, unknown>;
	if (!isText(payload) || !isText(signature) || !/^[0-9a-f]{128}$/.test(signature)) return false;
	return Array.isArray(jsonObject(payload)?.mutations);
}

function jsonObject(text: string): Record<string, unknown> | null {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
	} catch {
		return null;
	}
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}

function isBase64(value: unknown): value is string {
	return isText(value) && /^[A-Za-z0-9+/]+={0,2}$/.test(value) && value.length % 4 === 0;
}
