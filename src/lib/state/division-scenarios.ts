// How the scenarios of one area are kept on the device, sealed like the draft of its plan.
import type { Scenario } from '#lib/domain/scenario.ts';

const format = 1;

interface KeptScenarios {
	readonly format: typeof format;
	readonly scenarios: readonly Scenario[];
}

export function scenariosKey(areaId: string): string {
	return `division-scenarios/${areaId}`;
}

export function keptScenarios(scenarios: readonly Scenario[]): KeptScenarios {
	return { format, scenarios };
}

/** Null for what a later version of the app kept: it must not be written over. */
export function scenariosFrom(kept: unknown): readonly Scenario[] | null {
	if (kept === undefined || kept === null) return [];
	const found = kept as Partial<KeptScenarios>;
	return found.format === format && found.scenarios ? found.scenarios : null;
}
