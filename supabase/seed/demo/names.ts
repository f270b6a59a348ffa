// Names put together from syllables at random: they belong to nobody, and no list of real people was used.
import type { Sex } from '#lib/domain/member.ts';
import type { Random } from './random.ts';

const maleStarts =
	'Su Har Rus Mar Jun Dar Bas Sar Yus Kas Tar War Ar Hen Rid Ih Muz Fir Ag Bud'.split(' ');
const maleEnds = 'yadi manto wandi diansyah wan tono midi san ridin yanto dani lani'.split(' ');
const femaleStarts =
	'Su Nur Sri Mar Yul Ros Ida Ran Sal Wah Ju Han Li Ram Eka Asti Dew Is Kar Nov'.split(' ');
const femaleEnds = 'yati niah hayati lina winarti mawati diana tini fitri santi rina lestia'.split(
	' '
);
const familyStarts = 'Pra Wi Kur Has Sap Gun Ber Lam Tan Mul Sem Dju Pang Rah Al Bor'.split(' ');
const familyEnds =
	'tama jaya niawan anudin tono awan sudi bungan dung yana biring naidi ling mansyah fian neo'.split(
		' '
	);

export function givenName(random: Random, sex: Sex): string {
	const [starts, ends] = sex === 'male' ? [maleStarts, maleEnds] : [femaleStarts, femaleEnds];
	return random.pick(starts) + random.pick(ends);
}

/** One or two words, as many Indonesian names are. */
export function fullName(random: Random, sex: Sex): string {
	const given = givenName(random, sex);
	return random.chance(0.7)
		? `${given} ${random.pick(familyStarts)}${random.pick(familyEnds)}`
		: given;
}
