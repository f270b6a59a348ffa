// Noting at the server what was printed or downloaded.
import type { App } from '#lib/app.ts';
import { recordExport } from '#lib/data/remote/review.ts';
import { m } from '#lib/paraglide/messages.js';

/**
 * Paper must be had without a network: what could not be noted is said, and not refused.
 * @param count households, rows of a recap, or territories of a map without households
 */
export async function noteExport(
	app: Pick<App, 'remote' | 'toasts'>,
	kind: 'territory_sheet' | 'territory_map' | 'hand_over_sheet' | 'visit_recap',
	count: number
): Promise<void> {
	const noted = await recordExport(app.remote, kind, count);
	if (noted.ok) return;
	const words = noted.error === 'offline' ? m.sheet_not_noted : m.sheet_not_noted_refused;
	app.toasts.show(words(), { tone: 'warn' });
}
