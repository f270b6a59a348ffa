// Areas in the reader's language.
import type { Area, BoundaryStatus } from '#lib/domain/area.ts';
import type { DrawnProblem } from '#lib/domain/drawn-area.ts';
import type { AreaDrawing } from '#lib/state/area-drawing.svelte.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';

export function kindWords(area: Pick<Area, 'kind' | 'villageKind'>): string {
	if (area.kind === 'village')
		return area.villageKind === 'kelurahan' ? m.area_kind_kelurahan() : m.area_kind_village();
	const words = {
		province: m.area_kind_province,
		regency: m.area_kind_regency,
		district: m.area_kind_district,
		hamlet: m.area_kind_hamlet,
		rw: m.area_kind_rw,
		rt: m.area_kind_rt
	};
	return words[area.kind]();
}

const boundaryMessages: Readonly<Record<BoundaryStatus, () => string>> = {
	official: m.area_boundary_official,
	imported: m.area_boundary_imported,
	drawn: m.area_boundary_drawn,
	derived: m.area_boundary_derived,
	none: m.area_boundary_none
};

export function boundaryWords(status: BoundaryStatus): string {
	return boundaryMessages[status]();
}

export function boundaryTone(status: BoundaryStatus): 'success' | 'neutral' | 'warn' {
	if (status === 'none' || status === 'derived') return 'warn';
	return status === 'official' ? 'success' : 'neutral';
}

export function numberWords(value: number): string {
	return value.toLocaleString(getLocale());
}

export function kilometreWords(metres: number): string {
	const km = metres / 1000;
	const digits = km < 10 ? 1 : 0;
	return m.area_kilometres({
		km: km.toLocaleString(getLocale(), { maximumFractionDigits: digits })
	});
}

const drawnProblems: Readonly<Record<DrawnProblem, () => string>> = {
	few: m.draw_problem_few,
	crossing: m.draw_problem_crossing,
	outside: m.draw_problem_outside,
	small: m.draw_problem_small
};

function drawnProblemWords(problem: DrawnProblem): string {
	return drawnProblems[problem]();
}

/** What to do next while corners are tapped. */
export function drawingWords({ corners, boundary, inhabitants }: AreaDrawing): string {
	if (corners.length < 3) return m.draw_hint({ count: numberWords(corners.length) });
	if (!boundary.ok) return drawnProblemWords(boundary.error);
	const { free, elsewhere } = inhabitants;
	return m.draw_households({ count: numberWords(free.length + elsewhere.length) });
}

export function saveFailureWords(failure: 'quota' | 'locked' | 'failed'): string {
	const words = {
		quota: m.area_save_quota,
		locked: m.area_save_locked,
		failed: m.area_save_failed
	};
	return words[failure]();
}
