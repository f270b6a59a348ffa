// The questions of each card in the order of the official paper sheets (KMK HK.01.07/MENKES/2015/2023), by
// code. The visit asks in another order: danger signs first, what matters most before the rest.
import type { CardCode } from './checklist/form.ts';

const education = 'education_topics education_topic nakes_visit_on signed';
const reporting = 'reminded reported_on';
const measured = 'measured_on measured_place measured_by weight length head';
const firstDoses = 'hb0 bcg opv1 dpt1 opv2 pcv1 rv1 dpt2 opv3 pcv2 rv2 dpt3 opv4 ipv1 rv3';
const antenatal = [1, 2, 3, 4, 5, 6].map((n) => `k${n}_on k${n}_place k${n}_by`).join(' ');
const postnatal = [1, 2, 3, 4].map((n) => `kf${n}_on kf${n}_place`).join(' ');
const yearly = (code: string) => `${code}_on ${code}_place ${code}_result`;
const chronic = (code: string) =>
	`${code}_diagnosed ${code}_since ${code}_checked_month ${code}_medicine ${code}_taken`;
const chronicDiseases = [
	...[yearly('blood_pressure'), chronic('hypertension')],
	...[yearly('blood_sugar'), chronic('diabetes')]
].join(' ');

const orders: Readonly<Record<CardCode, string>> = {
	pregnant: `pregnancy_no pregnancy_gap_years temperature mch_book ${antenatal} balanced_meal
		iron_has iron_taken muac_low supplement class_on class_place class_companion mental_screening
		${education} fever headache anxiety diarrhoea tb_risk no_movement chest leaking urination
		abdominal_pain ${reporting}`,
	postpartum: `birth_no born_on born_at gestation_weeks attendant birth_place mother_state
		early_breastfeeding temperature mch_book ${postnatal} balanced_meal vitamin_a_has vitamin_a_on
		breast_milk_only contraception mental_screening ${education} fever mood urination breath headache
		bleeding wound leaking epigastric_pain blurred_sight breast foul_lochia discharge palpitations
		${reporting}`,
	infant_0_6m: `birth_place temperature mch_book breast_milk_only ${measured} kn0_on kn1_on kn2_on
		kn3_on ${firstDoses} ${education} breathing weak skin_colour sucking seizure
		abnormal_temperature stool urine cord eyes skin_spots no_birth_vaccine ${reporting}`,
	child_6_71m: `birth_place temperature mch_book breast_milk_only ${measured} ${firstDoses} mr1 ipv2 je
		pcv3 dpt4 mr2 food_staple food_animal food_plant food_fat food_fruit deworming_on vitamin_a_blue
		vitamin_a_red local_food local_food_eaten ${education} breathing cough fever diarrhoea urine
		skin_colour weak sucking not_eating ${reporting}`,
	school_age_teen: `temperature measured_on balanced_meal weight height iron_has iron_taken
		${yearly('anaemia')} smoking ${yearly('blood_pressure')} ${yearly('blood_sugar')}
		mental_screening ${education}`,
	adult: `family_history temperature balanced_meal ${chronicDiseases} smoking contraception
		mental_screening ${education}`,
	elderly: `${chronicDiseases} adl_on adl_place skilas_on skilas_place smoking mental_screening
		${education}`,
	tb: `cough fever weight_loss close_contact diagnosed diagnosed_on diagnosed_place last_check_on
		medicine taken observer smoking ${education} ${reporting}`
};

/** Of sheet A, filled once a family: what the household sheet asks. */
export const householdOrder: readonly string[] =
	'phone people jkn clean_water protected_water latrine sanitary_latrine ventilation odgj diagnosed'.split(
		' '
	);

/** Of sheet A, the columns of each person that are asked on her card. */
export const personOrder: readonly string[] = 'relation marital schooling work'.split(' ');

/** Codes of the questions of a card that the official sheet has, in its order. */
export function officialOrder(card: CardCode): readonly string[] {
	return orders[card].trim().split(/\s+/);
}
