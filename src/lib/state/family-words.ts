// How the healthy-family index and the habits of one family read to the kader: the figure, what is not
// met, what to ask.
import type { FamilyHealth, FamilyIndicator, Verdict } from '#lib/domain/family-health.ts';
import { familyIndicators } from '#lib/domain/family-health.ts';
import { phbsHabits, type Phbs, type PhbsHabit } from '#lib/domain/phbs.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';

const indicatorWords: Readonly<Record<FamilyIndicator, () => string>> = {
	family_planning: m.service_iks_family_planning,
	facility_birth: m.service_iks_facility_birth,
	immunised: m.service_iks_immunised,
	breastfed: m.service_iks_breastfed,
	weighed: m.service_iks_weighed,
	tb_treated: m.service_iks_tb_treated,
	hypertension_treated: m.service_iks_hypertension_treated,
	odgj_treated: m.service_iks_odgj_treated,
	smoke_free: m.service_iks_smoke_free,
	jkn: m.service_iks_jkn,
	clean_water: m.service_iks_clean_water,
	sanitary_latrine: m.service_iks_sanitary_latrine
};

const levelWords = {
	healthy: m.service_iks_healthy,
	nearly: m.service_iks_nearly,
	unhealthy: m.service_iks_unhealthy
};

/** One to three sentences, the figure first. */
export function familyHealthWords({ verdicts, index, level }: FamilyHealth): string[] {
	const listOf = (wanted: Verdict) =>
		familyIndicators
			.filter((indicator) => verdicts[indicator] === wanted)
			.map((indicator) => indicatorWords[indicator]());
	const missing = listOf('no');
	const unknown = listOf('unknown');
	const figure =
		index === null || level === null
			? m.service_iks_unknown({ count: unknown.length })
			: m.service_iks({
					index: index.toLocaleString(getLocale(), {
						minimumFractionDigits: 2,
						maximumFractionDigits: 2
					}),
					level: levelWords[level]()
				});
	return [
		figure,
		...(missing.length > 0 ? [m.service_iks_no({ list: missing.join(', ') })] : []),
		...(unknown.length > 0 ? [m.service_iks_ask({ list: unknown.join(', ') })] : [])
	];
}

const habitWords: Readonly<Record<PhbsHabit, () => string>> = {
	attended_birth: m.service_phbs_attended_birth,
	breastfed: m.service_phbs_breastfed,
	weighed: m.service_phbs_weighed,
	clean_water: m.service_phbs_clean_water,
	handwashing: m.service_phbs_handwashing,
	latrine: m.service_phbs_latrine,
	larvae_checked: m.service_phbs_larvae_checked,
	fruit_vegetables: m.service_phbs_fruit_vegetables,
	exercise: m.service_phbs_exercise,
	smoke_free: m.service_phbs_smoke_free
};

/** One to three sentences, the figure first; it counts only what concerns the family. */
export function phbsWords(habits: Phbs): string[] {
	const which = (wanted: Verdict) => phbsHabits.filter((habit) => habits[habit] === wanted);
	const listOf = (wanted: Verdict) =>
		which(wanted)
			.map((habit) => habitWords[habit]())
			.join(', ');
	const count = phbsHabits.length - which('na').length;
	return [
		m.service_phbs({ met: which('yes').length, count }),
		...(which('no').length > 0 ? [m.service_phbs_no({ list: listOf('no') })] : []),
		...(which('unknown').length > 0 ? [m.service_phbs_ask({ list: listOf('unknown') })] : [])
	];
}
