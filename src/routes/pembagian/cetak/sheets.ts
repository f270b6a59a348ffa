// From the plan on the device to what its sheets and its files are made of.
import type { ExportedPlan } from '#lib/domain/plan-export.ts';
import type { SheetRow, SheetSource } from '#lib/domain/territory-sheet.ts';
import { ranges } from '#lib/domain/sheet/house-marks.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PrintedPlan, PrintedTerritory } from '#lib/state/printed-plan.ts';

/** Its neighbours are the other territories of the plan, by number and kader. */
export function sheetSource(printed: PrintedPlan, one: PrintedTerritory): SheetSource {
	return {
		boundary: one.territory.boundary,
		households: one.households,
		people: printed.people,
		neighbours: printed.territories.flatMap(({ territory, kader }) => {
			const { id, number, boundary } = territory;
			if (id === one.territory.id || boundary === null) return [];
			return [{ boundary, name: [m.sheet_one({ number }), ...(kader === null ? [] : [kader])] }];
		}),
		roads: printed.roads
	};
}

export function exportedPlan(printed: PrintedPlan, area: string): ExportedPlan {
	return {
		plan: printed.plan,
		area,
		territories: printed.territories.map(({ territory, kader, households }) => ({
			territory,
			kader,
			households: households.length
		}))
	};
}

/** What of the list does not stand on the map, in sentences. */
export function missingOnMap(rows: readonly SheetRow[]): string[] {
	const numbers = (where: SheetRow['where']): string =>
		ranges(rows.filter((row) => row.where === where).map(({ number }) => number));
	const off = numbers('off_map');
	const unknown = numbers('unknown');
	return [
		...(off ? [m.sheet_off_map({ numbers: off })] : []),
		...(unknown ? [m.sheet_unknown({ numbers: unknown })] : [])
	];
}

/** `jangkau-desa-contoh-v2.kml`: the area and the version, no person. */
export function fileName(area: string, version: number, extension: string): string {
	const words = area
		.normalize('NFD')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '')
		.slice(0, 60);
	return `jangkau-${words || 'wilayah'}-v${version}.${extension}`;
}
