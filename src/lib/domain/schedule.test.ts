import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aWoman } from '../../../tests/support/visit-world.ts';
import type { Answer } from './checklist/form.ts';
import { addDays, lastDayOf, weekdayOf } from './day.ts';
import type { Member } from './member.ts';
import { scheduleMonth, storeSchedule, type ScheduleInput } from './schedule.ts';
import { occasionsOf, visitDue } from './visit-due.ts';
import { defaultVisitRules as rules } from './visit-rules.ts';

const today = '2026-11-02';

const aHousehold = (index: number, over: Partial<ScheduleInput['households'][number]> = {}) => ({
	household: {
		id: `h${index}`,
		areaId: 'a',
		territoryId: 't',
		status: 'active' as const,
		location: {
			type: 'Point' as const,
			coordinates: [117.5 + (index % 7) * 0.001, 0.5 + Math.floor(index / 7) * 0.001]
		}
	},
	kaderId: 'k1' as string | null,
	members: [aWoman()],
	lastVisitedOn: null as string | null,
	openFindings: [],
	...over
});

const month = (
	households: ScheduleInput['households'],
	existing: ScheduleInput['existing'] = []
): ScheduleInput => ({ period: '2026-11', today, rules, households, existing });

describe('the month of a kader', () => {
	it('plans every due household once, on her visiting days, within her capacity', () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.record({
						kader: fc.constantFrom('k1', 'k2', null),
						ago: fc.option(fc.integer({ min: 0, max: 400 })),
						status: fc.constantFrom('active' as const, 'moved' as const)
					}),
					{ maxLength: 180 }
				),
				(rows) => {
					const households = rows.map((row, index) => {
						const base = aHousehold(index, {
							kaderId: row.kader,
							lastVisitedOn: row.ago === null ? null : addDays(today, -row.ago)
						});
						return { ...base, household: { ...base.household, status: row.status } };
					});
					const result = scheduleMonth(month(households));
					const due = households.filter(
						(entry) =>
							entry.household.status === 'active' &&
							visitDue(entry, today, rules).dueOn <= lastDayOf('2026-11')
					);
					const seen = [
						...result.plans.map((plan) => plan.householdId),
						...result.overCapacity.map((entry) => entry.householdId),
						...result.withoutKader
					];
					expect([...seen].sort()).toEqual(due.map((entry) => entry.household.id).sort());
					const perDay = new Map<string, number>();
					for (const plan of result.plans) {
						expect(plan.kaderId).not.toBeNull();
						expect(plan.reasons.length).toBeGreaterThan(0);
						expect(plan.dueOn >= today && plan.dueOn <= '2026-11-30').toBe(true);
						expect(rules.visitWeekdays).toContain(weekdayOf(plan.dueOn));
						const key = `${plan.kaderId}:${plan.dueOn}`;
						perDay.set(key, (perDay.get(key) ?? 0) + 1);
					}
					for (const count of perDay.values())
						expect(count).toBeLessThanOrEqual(rules.visitsPerDay);
				}
			),
			{ numRuns: 60 }
		);
	});

	it('adds nothing when it is made again', () => {
		const households = Array.from({ length: 40 }, (_, index) => aHousehold(index));
		const first = scheduleMonth(month(households));
		const again = scheduleMonth(month(households, first.plans));
		expect(first.plans).toHaveLength(40);
		expect(again.plans).toEqual([]);
	});

	it('does not touch a visit that is done', () => {
		const done = { ...scheduleMonth(month([aHousehold(1)])).plans[0]!, status: 'done' as const };
		expect(scheduleMonth(month([aHousehold(1)], [done])).plans).toEqual([]);
	});

	it('sends the kader to near houses on the same day', () => {
		const households = Array.from({ length: 60 }, (_, index) => aHousehold(index * 7));
		const { plans } = scheduleMonth(month(households));
		const rowOf = (id: string) => Number(id.slice(1)) / 7;
		const byDay = new Map<string, typeof plans>();
		for (const plan of plans) byDay.set(plan.dueOn, [...(byDay.get(plan.dueOn) ?? []), plan]);
		for (const day of byDay.values()) {
			const rows = day.map((plan) => rowOf(plan.householdId)).sort((a, b) => a - b);
			expect(rows.at(-1)! - rows[0]!).toBeLessThanOrEqual(rows.length + 1);
		}
	});

	it('makes one change for each plan', () => {
		let next = 0;
		const result = scheduleMonth(month([aHousehold(1), aHousehold(2)]));
		const changes = storeSchedule(result, () => `id${next++}`);
		expect(changes.map((change) => [change.entity, change.op, change.id])).toEqual([
			['visit_plan', 'create', 'id0'],
			['visit_plan', 'create', 'id1']
		]);
	});
});

describe('targeted visits', () => {
	const delivered = (day: string) => [aWoman({ deliveredOn: day })];
	const seenOn = (answers: Readonly<Record<string, Answer>>, on = today) =>
		new Map([
			['m', new Map(Object.entries(answers).map(([code, answer]) => [code, { answer, on }]))]
		]);
	const plansOf = (over: Partial<ScheduleInput['households'][number]>, of = rules) => {
		const asked = month([aHousehold(1, { lastVisitedOn: '2026-10-01', ...over })]);
		return scheduleMonth({ ...asked, rules: of }).plans;
	};

	it('come in every window of care that nobody recorded, each inside its days', () => {
		const plans = plansOf({ members: delivered('2026-10-31') });
		expect(plans.map(({ fromOn, untilOn }) => [fromOn, untilOn])).toEqual([
			['2026-10-31', '2026-11-02'],
			['2026-11-03', '2026-11-07'],
			['2026-11-08', '2026-11-28'],
			['2026-11-29', '2026-12-12']
		]);
		for (const { dueOn, fromOn, untilOn } of plans) {
			expect(dueOn >= fromOn && dueOn <= untilOn!).toBe(true);
		}
		expect(plans[1]!.reasons.map(({ text }) => text)).toEqual([
			'KF2 ibu nifas, hari 3–7 setelah bersalin'
		]);
	});

	it('leave out a window whose service is recorded', () => {
		const records = seenOn({ kf2_on: '2026-11-04', kf3_on: '2026-11-10' });
		const plans = plansOf({ members: delivered('2026-10-31'), records });
		expect(plans.map(({ fromOn }) => fromOn)).toEqual(['2026-10-31', '2026-11-29']);
	});

	it('see mother and newborn together', () => {
		const members = [...delivered('2026-10-30'), aWoman({ id: 'b', birthDate: '2026-10-30' })];
		const [first] = plansOf({ members });
		expect(first!.reasons.slice(0, 2).map(({ code, memberId }) => [code, memberId])).toEqual([
			['postpartum_window', 'm'],
			['newborn_window', 'b']
		]);
	});

	it('say what is behind each of them', () => {
		const reasonsWith = (facts: Partial<Member>, answers: Readonly<Record<string, Answer>>) =>
			plansOf({ members: [aWoman(facts)], records: seenOn(answers) }).flatMap(({ reasons }) =>
				reasons.map(({ text }) => text)
			);
		const pregnant = { pregnantSince: '2026-05-01' };
		expect(reasonsWith(pregnant, {})).toContain(
			'Pemeriksaan kehamilan belum tercatat, hamil 26 minggu'
		);
		expect(reasonsWith(pregnant, { k1_on: '2026-06-01', muac_low: true })).toEqual([
			'K2 belum tercatat, hamil 26 minggu',
			'Ibu hamil berisiko: umur 36 tahun, LiLA kurang dari 23,5 cm',
			expect.stringContaining('Kunjungan rutin ibu hamil')
		]);
		expect(reasonsWith({ conditions: ['tb'] }, { taken: false })).toContain(
			'Obat TBC habis atau tidak diminum'
		);
		expect(reasonsWith({}, { close_contact: 'household' })).toContain(
			'Kontak erat TBC belum diperiksa'
		);
		const infant = ['hb0', 'bcg', 'opv4', 'dpt3', 'pcv2', 'rv3', 'ipv1'];
		const doses = Object.fromEntries(infant.map((dose) => [dose, '2026-03-20']));
		expect(reasonsWith({ birthDate: '2025-11-10' }, doses)).toContain(
			'Imunisasi terlambat: IPV2, MR1'
		);
		expect(
			reasonsWith({}, { hypertension_diagnosed: true, hypertension_medicine: false })
		).toContain('Obat hipertensi habis atau tidak diminum');
		expect(reasonsWith({ conditions: ['odgj'] }, { odgj_taken: false })).toContain(
			'Obat gangguan jiwa habis atau tidak diminum'
		);
		expect(
			reasonsWith({}, { odgj_diagnosed: true, odgj_medicine: true, odgj_restrained: true })
		).toContain('Dipasung, dikurung, atau ditelantarkan');
	});

	it('ask for JE only where the puskesmas says that it is endemic', () => {
		const given = ['hb0', 'bcg', 'opv4', 'dpt3', 'pcv3', 'rv3', 'ipv2', 'mr1'];
		const records = seenOn(Object.fromEntries(given.map((dose) => [dose, '2026-09-20'])));
		const members = [aWoman({ birthDate: '2025-08-10' })];
		const texts = (jeEndemic: boolean) =>
			plansOf({ members, records }, { ...rules, jeEndemic }).flatMap(({ reasons }) =>
				reasons.map(({ text }) => text)
			);
		expect(texts(true)).toContain('Imunisasi terlambat: JE');
		expect(texts(false).join()).not.toContain('Imunisasi');
	});

	it('are not made of what nobody was asked', () => {
		const plans = plansOf({ members: [aWoman({ birthDate: '2025-11-10' })] });
		expect(plans).toEqual([]);
	});

	it('do not come for a reason that the puskesmas has switched off', () => {
		const quiet = {
			...rules,
			intervalDays: { ...rules.intervalDays, postpartum: 90 },
			withoutReasons: ['postpartum_window' as const]
		};
		const households = [aHousehold(1, { members: delivered('2026-10-31'), lastVisitedOn: today })];
		expect(scheduleMonth({ ...month(households), rules: quiet }).plans).toEqual([]);
	});

	it('keep inside their windows as long as her days have room, whatever the routine asks', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: -42, max: 20 }), { maxLength: 12 }),
				fc.integer({ min: 0, max: 150 }),
				(births, others) => {
					const mothers = births.map((day, index) =>
						aHousehold(index, {
							members: delivered(addDays(today, day)),
							lastVisitedOn: '2026-09-01'
						})
					);
					const rest = Array.from({ length: others }, (_, i) => aHousehold(100 + i));
					const { plans } = scheduleMonth(month([...rest, ...mothers]));
					const windows = plans.filter(({ reasons }) => reasons[0]!.code === 'postpartum_window');
					for (const { dueOn, fromOn, untilOn } of windows) {
						expect(dueOn >= fromOn && dueOn <= untilOn!).toBe(true);
					}
					const expected = mothers.flatMap((entry) =>
						occasionsOf(entry, today, '2026-11-30', rules).filter(
							({ reasons }) => reasons[0]!.code === 'postpartum_window'
						)
					);
					// Twelve mothers in one short window may be more than her days can take.
					if (births.length <= 5) expect(windows.length).toBe(expected.length);
				}
			),
			{ numRuns: 60 }
		);
	});
});
