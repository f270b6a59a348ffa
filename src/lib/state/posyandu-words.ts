import type { PosyanduStaff } from '#lib/domain/posyandu-staff.ts';
import { m } from '#lib/paraglide/messages.js';

/** "6 kader", or "3 kader, kurang 2". */
export function staffWords({ kader: count, missing }: PosyanduStaff): string {
	return missing > 0 ? m.posyandu_staff_short({ count, missing }) : m.posyandu_staff({ count });
}
