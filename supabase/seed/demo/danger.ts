// The few danger signs of the story, and what became of each. They are ticked on real visits of the
// simulation; the findings then follow from the form like any other.
import { daysBetween } from '#lib/domain/day.ts';
import type { CardCode } from '#lib/domain/checklist/form.ts';
import type { FindingStatus } from '#lib/domain/finding.ts';
import type { VisitAnswers } from '#lib/domain/visit.ts';
import type { Accounts } from './accounts.ts';
import type { VillageKey } from './areas.ts';
import type { Story } from './story.ts';
import type { DemoVisit } from './visits.ts';

export interface DangerStory {
	readonly card: CardCode;
	readonly question: string;
	readonly village: VillageKey;
	/** Only in the territory of kader@demo. */
	readonly ofDemoKader?: true;
	/** The visit was at least and at most this many days ago. */
	readonly daysAgo: readonly [number, number];
	/** Hours after the visit, status and note of each follow-up. */
	readonly course: readonly (readonly [number, FindingStatus, string | null])[];
}

const seen = [3, 'seen', null] as const;

export const dangerStories: readonly DangerStory[] = [
	// Nobody has looked at this one since it was found: overdue.
	{
		card: 'child_6_71m',
		question: 'diarrhoea',
		village: 'riverside',
		ofDemoKader: true,
		daysAgo: [3, 20],
		course: []
	},
	{
		card: 'child_6_71m',
		question: 'not_eating',
		village: 'riverside',
		ofDemoKader: true,
		daysAgo: [1, 12],
		course: [seen]
	},
	{
		card: 'pregnant',
		question: 'headache',
		village: 'riverside',
		daysAgo: [1, 12],
		course: [seen, [7, 'contacted', 'Sudah dihubungi lewat telepon, diminta ke pustu besok pagi.']]
	},
	{
		card: 'infant_0_6m',
		question: 'cord',
		village: 'riverside',
		daysAgo: [1, 25],
		course: [
			seen,
			[20, 'visited', 'Dikunjungi bersama kader, tali pusat dibersihkan.'],
			[26, 'waiting', 'Kontrol ulang tiga hari lagi.']
		]
	},
	{
		card: 'child_6_71m',
		question: 'fever',
		village: 'riverside',
		daysAgo: [10, 40],
		course: [
			seen,
			[9, 'referred', 'Dirujuk ke puskesmas.'],
			[90, 'closed', 'Sudah sembuh, diperiksa ulang di pustu.']
		]
	},
	{
		card: 'tb',
		question: 'cough',
		village: 'coast',
		daysAgo: [1, 30],
		course: [seen, [28, 'scheduled', 'Dijadwalkan pemeriksaan dahak.']]
	},
	{
		card: 'pregnant',
		question: 'leaking',
		village: 'coast',
		daysAgo: [1, 20],
		course: [
			[1, 'seen', null],
			[2, 'referred', 'Dirujuk ke rumah sakit dengan ambulans desa.']
		]
	},
	{ card: 'child_6_71m', question: 'breathing', village: 'coast', daysAgo: [1, 2], course: [] },
	{
		card: 'postpartum',
		question: 'breast',
		village: 'transmigration',
		daysAgo: [1, 30],
		course: [
			seen,
			[24, 'visited', 'Diajari posisi menyusui dan kompres.'],
			[120, 'closed', 'Keluhan hilang.']
		]
	},
	{
		card: 'infant_0_6m',
		question: 'sucking',
		village: 'transmigration',
		daysAgo: [1, 15],
		course: [[5, 'seen', null]]
	},
	{
		card: 'pregnant',
		question: 'fever',
		village: 'upstream',
		daysAgo: [1, 50],
		course: [
			[30, 'seen', null],
			[54, 'waiting', 'Menunggu perahu puskesmas keliling.']
		]
	}
];

export interface DangerCase {
	readonly story: DangerStory;
	readonly visit: DemoVisit;
	readonly memberId: string;
}

/** Ticks each story's danger sign on the latest visit that fits. A story that fits none is left out. */
export function tickDangerSigns(
	visits: readonly DemoVisit[],
	villageOf: (visit: DemoVisit) => VillageKey,
	accounts: Accounts,
	story: Story
): DangerCase[] {
	const used = new Set<string>();
	const latestFirst = [...visits].reverse();
	return dangerStories.flatMap((danger) => {
		for (const visit of latestFirst) {
			const ago = daysBetween(visit.visitedOn, story.today);
			if (ago > danger.daysAgo[1]) break;
			if (ago < danger.daysAgo[0] || !visit.answers || used.has(visit.householdId)) continue;
			if (villageOf(visit) !== danger.village) continue;
			if (danger.ofDemoKader && visit.territoryId !== accounts.demoTerritory.id) continue;
			const card = visit.answers.cards.find((one) => one.card === danger.card);
			if (!card) continue;
			used.add(visit.householdId);
			visit.answers = ticked(visit.answers, card, danger.question, visit.visitedOn);
			return [{ story: danger, visit, memberId: card.memberId }];
		}
		return [];
	});
}

function ticked(
	answers: VisitAnswers,
	card: VisitAnswers['cards'][number],
	question: string,
	on: string
): VisitAnswers {
	const found = { ...card.answers, [question]: true, reminded: true, reported_on: on };
	return {
		...answers,
		cards: answers.cards.map((one) => (one === card ? { ...one, answers: found } : one))
	};
}
