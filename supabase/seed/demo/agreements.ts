// What the kecamatan wants and has agreed: targets of the year for each desa, settings of the
// puskesmas, and the actions of the last meeting.
import type { ActionItem } from '#lib/domain/action-item.ts';
import type { Target } from '#lib/domain/coverage.ts';
import { addDays } from '#lib/domain/day.ts';
import type { Area } from '#lib/domain/area.ts';
import type { Setting } from '#lib/domain/setting.ts';
import { visitRulesKey } from '#lib/domain/visit-rules-setting.ts';
import { defaultWorkloadRules, workloadRulesKey } from '#lib/domain/workload.ts';
import { storyHamlets, type DemoAreas } from './areas.ts';
import type { Facilities } from './facilities.ts';
import type { DemoHousehold } from './households.ts';
import { Random } from './random.ts';
import { demoVisitRules, type Story } from './story.ts';

/** Official head counts run a little ahead of who is registered. */
const officialSurplus = 1.06;

function targetOf(random: Random, area: Area, year: number, households: number): Target {
	return {
		id: random.uuid(Date.UTC(year, 0, 12)),
		rev: 1,
		areaId: area.id,
		indicator: 'household_visited',
		year,
		percent: 100,
		denominator: Math.round(households * officialSurplus),
		denominatorSource: 'official',
		denominatorNote: `Proyeksi keluarga ${year} (data contoh)`
	};
}

export function buildTargets(
	areas: DemoAreas,
	households: readonly DemoHousehold[],
	story: Story
): Target[] {
	const random = new Random('targets');
	const year = Number(story.today.slice(0, 4));
	const years = story.programStart.startsWith(String(year)) ? [year] : [year - 1, year];
	return years.flatMap((one) => [
		targetOf(random, areas.district, one, households.length),
		...areas.villages.map((village) =>
			targetOf(
				random,
				village.area,
				one,
				households.filter((household) => household.village === village).length
			)
		)
	]);
}

export function buildSettings(facilities: Facilities): Setting[] {
	const random = new Random('settings');
	const values: Record<string, unknown> = {
		[visitRulesKey]: demoVisitRules,
		[workloadRulesKey]: defaultWorkloadRules
	};
	return Object.entries(values).map(([key, value]) => ({
		id: random.uuid(Date.UTC(2025, 0, 20)),
		rev: 1,
		puskesmasId: facilities.puskesmas.id,
		key,
		value
	}));
}

export function buildActionItems(areas: DemoAreas, story: Story): ActionItem[] {
	const random = new Random('actions');
	const hamlets = areas.villages.flatMap((village) => village.hamlets);
	const areaOf = (name: string) => hamlets.find((hamlet) => hamlet.name === name)!.area.id;
	const item = (
		areaId: ActionItem['areaId'],
		title: string,
		owner: string,
		dueInDays: number,
		closedDaysAgo: number | null = null
	): ActionItem => ({
		id: random.uuid(Date.parse(`${addDays(story.today, -26)}T02:00:00Z`)),
		rev: 1,
		areaId,
		title,
		owner,
		agreedOn: addDays(story.today, -26),
		dueOn: addDays(story.today, dueInDays),
		status: closedDaysAgo === null ? 'open' : 'done',
		closedOn: closedDaysAgo === null ? null : addDays(story.today, -closedDaysAgo)
	});
	return [
		item(
			areaOf(storyHamlets.flooded),
			`Perbaiki perahu puskesmas dan kunjungi ${storyHamlets.flooded}`,
			'Kepala Desa Long Sebatu',
			-9
		),
		item(
			areaOf(storyHamlets.vacant),
			`Tunjuk kader pengganti untuk ${storyHamlets.vacant}`,
			'Lurah Muara Pandan',
			12
		),
		item(
			areas.district.id,
			'Umumkan jadwal posyandu di semua rumah ibadah',
			'Kasi Kesejahteraan Sosial kecamatan',
			-2,
			4
		)
	];
}
