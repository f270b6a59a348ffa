// What packs, areas and failures are called.
import type { UnpackFailure } from '#lib/state/map-packs.svelte.ts';
import type { ArchiveProblem, PackState } from '#lib/domain/map-pack/map-pack.ts';
import type { OpeningFailure } from '#lib/map/tile-archive.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PackArea } from '#lib/state/map-pack-areas.ts';
import type { IconName } from '#lib/ui/icons.ts';
import type { Tone } from '#lib/ui/nav-item.ts';

export function areaName({ name, number }: PackArea): string {
	if (name === null) return m.maps_houses();
	return number === null ? name : m.maps_territory({ number, area: name });
}

export function areaKind({ scope }: PackArea): string {
	if (scope === 'territory') return m.maps_kind_territory();
	return scope === 'village' ? m.maps_kind_village() : m.maps_kind_district();
}

export interface PackWords {
	readonly state: string;
	readonly tone: Tone;
	readonly icon: IconName;
	/** What it means, or what to do. */
	readonly help: string | null;
}

/** `running`: fetched just now; `resting`: and why nothing comes. */
export function packWords(
	state: PackState,
	running: boolean,
	resting: 'offline' | 'server' | null,
	isOnline: boolean
): PackWords {
	switch (state) {
		case 'loading':
			if (resting === 'offline' || !isOnline) {
				return {
					...{ state: m.maps_state_offline(), tone: 'warn', icon: 'offline' },
					help: m.maps_help_offline()
				};
			}
			if (resting === 'server') {
				return {
					...{ state: m.maps_state_server(), tone: 'warn', icon: 'clock' },
					help: m.maps_help_server()
				};
			}
			return running
				? {
						...{ state: m.maps_state_loading(), tone: 'info', icon: 'download' },
						help: m.maps_help_restart()
					}
				: { state: m.maps_state_queued(), tone: 'neutral', icon: 'clock', help: null };
		case 'paused':
			return { state: m.maps_state_paused(), tone: 'neutral', icon: 'clock', help: null };
		case 'done':
			return { state: m.maps_state_done(), tone: 'success', icon: 'check', help: null };
		case 'full':
			return {
				...{ state: m.maps_state_full(), tone: 'warn', icon: 'warn' },
				help: m.maps_help_full()
			};
		case 'refused':
			return {
				...{ state: m.maps_state_refused(), tone: 'warn', icon: 'warn' },
				help: m.maps_help_refused()
			};
		case 'dropped':
			return {
				...{ state: m.maps_state_dropped(), tone: 'warn', icon: 'warn' },
				help: m.maps_help_dropped()
			};
		case 'importing':
			return { state: m.maps_state_importing(), tone: 'info', icon: 'clock', help: null };
	}
}

const fileProblems: Readonly<
	Record<ArchiveProblem | OpeningFailure | UnpackFailure, () => string>
> = {
	broken: m.maps_file_broken,
	unreadable: m.maps_file_unreadable,
	other_map: m.maps_file_other_map,
	other_place: m.maps_file_other_place,
	empty: m.maps_file_empty,
	too_many: m.maps_file_too_many,
	full: m.maps_file_full,
	failed: m.maps_file_failed,
	busy: m.maps_file_busy,
	cancelled: m.maps_file_cancelled
};

export function fileProblemWords(problem: keyof typeof fileProblems): string {
	return fileProblems[problem]();
}
