// A better position that comes after a visit was saved: saving never waits for the sky, the house learns
// from what comes while the page is still open. The visit itself stays as it was recorded.
import type { Fix } from '#lib/domain/fix.ts';
import { refineHouse, worstDoorM } from '#lib/domain/house-position.ts';
import type { VisitOutcome } from '#lib/domain/visit.ts';
import type { Records } from '#lib/data/contracts.ts';

export interface SavedVisit {
	readonly visitId: string;
	readonly householdId: string;
	readonly outcome: VisitOutcome;
	/** The position that it was saved with. */
	readonly fix: Fix | null;
}

/** Less of a gain is the same position once more. */
const muchBetter = 0.7;

export class LaterFix {
	readonly #records: Pick<Records, 'get' | 'commit'>;
	readonly #visit: SavedVisit;
	#bestM: number;
	#running = false;

	constructor(records: Pick<Records, 'get' | 'commit'>, visit: SavedVisit) {
		this.#records = records;
		this.#visit = visit;
		this.#bestM = visit.fix?.accuracyM ?? Infinity;
	}

	/** Call it with each position while she is still at the door. Never rejects; a failure is no loss. */
	async see(fix: Fix | null): Promise<void> {
		if (!fix || this.#running || fix.accuracyM > worstDoorM) return;
		if (fix.accuracyM > muchBetter * this.#bestM) return;
		this.#running = true;
		this.#bestM = fix.accuracyM;
		try {
			const { householdId, outcome, visitId } = this.#visit;
			const household = await this.#records.get('household', householdId);
			const changes = household ? refineHouse(household, outcome, fix, [visitId]) : [];
			if (changes.length > 0) await this.#records.commit(changes);
		} catch {
			// The visit is stored; only the house stays where it was.
		} finally {
			this.#running = false;
		}
	}
}
