// How numbers, hours and territories of this page read in the language chosen.
import { getLocale } from '#lib/paraglide/runtime.js';
import type { Day, Id } from '#lib/domain/entity.ts';
import type { Household } from '#lib/domain/household.ts';
import type { Kader } from '#lib/domain/kader.ts';
import { fairnessOf, type RoundLoad } from '#lib/domain/fairness.ts';
import type { PlanFigures, TerritoryFigures } from '#lib/domain/plan-figures.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PublishFailure } from '#lib/state/division-board.svelte.ts';

export function numberWords(value: number): string {
	return value.toLocaleString(getLocale(), { maximumFractionDigits: 0 });
}

/** Below a hundred hours one decimal, below one hour minutes: whole hours would hide the difference. */
export function hoursWords(minutes: number): string {
	if (minutes < 60) return m.division_minutes({ count: numberWords(minutes) });
	const digits = minutes < 6000 ? 1 : 0;
	const hours = (minutes / 60).toLocaleString(getLocale(), { maximumFractionDigits: digits });
	return m.division_hours({ count: hours });
}

export function percentWords(percent: number): string {
	const size = Math.abs(percent).toLocaleString(getLocale(), { maximumFractionDigits: 1 });
	return `${size} %`;
}

/** With its sign: `+2,1 %`, `−0,4 %`. */
export function deviationWords(percent: number): string {
	const words = percentWords(percent);
	if (Math.abs(percent) < 0.05) return words;
	return `${percent > 0 ? '+' : '−'}${words}`;
}

export function dayWords(day: Day): string {
	return new Intl.DateTimeFormat(getLocale(), { dateStyle: 'long', timeZone: 'UTC' }).format(
		new Date(`${day}T00:00:00Z`)
	);
}

/** The first names of a long list, and how many more there are. */
export function namesInShort(names: readonly string[], most = 6): string {
	const first = names.slice(0, most).join(', ');
	const more = names.length - most;
	return more > 0 ? `${first}, ${m.division_and_more({ count: more })}` : first;
}

export function kaderName(kader: readonly Kader[], id: Id<'kader'> | null): string | null {
	return kader.find((one) => one.id === id)?.name ?? null;
}

/** `Bu Ani: 74 rumah, 21 jam sebulan; rata-rata 20 jam.` */
export function fairnessSentence(
	territory: TerritoryFigures,
	figures: PlanFigures,
	name: string | null
): string {
	const { households, load, unit, mean, meanHouseholds, share, uneven } = fairnessOf(
		territory,
		figures
	);
	const housesWords = (count: number) => m.division_households({ count: numberWords(count) });
	const words = share === null ? m.division_sentence : m.division_sentence_share;
	return words({
		who: name ?? m.division_territory_nobody({ number: territory.number }),
		households: numberWords(households),
		hours: roundWords(load),
		mean: unit === 'minutes' ? roundWords(mean) : housesWords(meanHouseholds),
		share: share === null ? '' : typeof share === 'number' ? housesWords(share) : roundWords(share),
		uneven: uneven ? unevenWords[uneven.is]({ percent: numberWords(uneven.percent) }) : ''
	});
}

const unevenWords = { lighter: m.division_lighter, heavier: m.division_heavier };

function roundWords({ value, unit }: RoundLoad): string {
	const count = value.toLocaleString(getLocale());
	return unit === 'hours' ? m.division_hours({ count }) : m.division_minutes({ count });
}

export function houseWords({ code, headName }: Household): string {
	return m.division_move_house({ code, name: headName });
}

/** `Wilayah 3 · Bu Ani` */
export function territoryName(
	kader: readonly Kader[],
	{ number, kaderId }: Pick<TerritoryFigures, 'number' | 'kaderId'>
): string {
	const name = kaderName(kader, kaderId);
	const territory = m.division_territory({ number });
	return name ? `${territory} · ${name}` : territory;
}

export function failureWords(failure: PublishFailure): string {
	switch (failure.code) {
		case 'date_invalid':
		case 'until_invalid':
			return m.division_publish_from_wrong();
		case 'decree_too_long':
			return m.division_publish_decree_long();
		case 'until_before_start':
			return m.staff_until_before_start();
		case 'until_over':
			return m.staff_until_over();
		case 'households_missing':
			return m.division_missing({ count: failure.count });
		case 'too_large':
			return m.division_error_too_large({ kilobytes: Math.round(failure.bytes / 1024) });
		case 'quota':
			return m.division_error_quota();
		case 'locked':
			return m.division_error_locked();
		case 'not_ready':
			return m.division_error_not_ready();
	}
}

const refusals: Readonly<Record<string, () => string>> = {
	households_incomplete: () => m.division_refused_households_incomplete(),
	household_foreign: () => m.division_refused_household_foreign(),
	kader_foreign: () => m.division_refused_kader_foreign(),
	too_large: () => m.division_refused_too_large(),
	forbidden: () => m.division_refused_forbidden()
};

export function refusalWords(code: string): string {
	return refusals[code]?.() ?? m.division_refused_other({ code });
}

/** Number of a territory → its kader. */
export function kaderNames(
	territories: readonly Pick<TerritoryFigures, 'number' | 'kaderId'>[],
	kader: readonly Kader[]
): ReadonlyMap<number, string | null> {
	return new Map(territories.map(({ number, kaderId }) => [number, kaderName(kader, kaderId)]));
}
