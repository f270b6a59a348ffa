// What /rekap/asik reads: the visits of a month whose answers somebody types again, and one of them.
import type { Records } from '#lib/data/contracts.ts';
import { addDays, daysBetween, firstDayOf, lastDayOf } from '#lib/domain/day.ts';
import type { Day, Month } from '#lib/domain/entity.ts';
import type { Household } from '#lib/domain/household.ts';
import { familySheet, type FamilySheet } from '#lib/domain/person-sheet.ts';
import { standingVisits } from '#lib/domain/standing-visits.ts';
import type { Visit, VisitOutline } from '#lib/domain/visit.ts';

export interface VisitRow {
	readonly visit: VisitOutline;
	readonly household: Household | null;
}

export interface VisitChoice {
	readonly month: Month;
	/** Null is everybody's. */
	readonly kaderId: string | null;
	readonly posyanduId: string | null;
}

/** Visits of a month at which somebody was met, the newest first. */
export async function readVisitRows(
	records: Records,
	{ month, kaderId, posyanduId }: VisitChoice
): Promise<VisitRow[]> {
	const [from, to] = [firstDayOf(month), lastDayOf(month)];
	const days: Day[] = Array.from({ length: daysBetween(from, to) + 1 }, (_, at) =>
		addDays(from, at)
	);
	const outlines = await records.outlines('visit', 'visitedOn', days);
	const visits = standingVisits(outlines).filter(
		(visit) => visit.outcome === 'completed' && (kaderId === null || visit.kaderId === kaderId)
	);
	const households = await records.where('household', 'id', [
		...new Set(visits.map(({ householdId }) => householdId as string))
	]);
	const byId = new Map(households.map((row) => [row.id as string, row]));
	return visits
		.map((visit) => ({ visit, household: byId.get(visit.householdId) ?? null }))
		.filter(({ household }) => posyanduId === null || household?.posyanduId === posyanduId)
		.sort(
			(a, b) =>
				b.visit.visitedOn.localeCompare(a.visit.visitedOn) ||
				(a.household?.code ?? '').localeCompare(b.household?.code ?? '', 'id')
		);
}

export interface VisitSheet {
	readonly visit: Visit;
	readonly household: Household | null;
	/** Null where the visit has no answers, or the form it was filled on is not on this device. */
	readonly sheet: FamilySheet | null;
	readonly kaderName: string | null;
	/** Desa, kecamatan, kabupaten: from the house's own area upwards. */
	readonly places: readonly { readonly kind: string; readonly name: string }[];
	readonly posyandu: string | null;
	readonly puskesmas: string | null;
}

async function placesOf(records: Records, areaId: string): Promise<VisitSheet['places']> {
	const areas = new Map((await records.all('area')).map((area) => [area.id as string, area]));
	const places: { kind: string; name: string }[] = [];
	for (
		let area = areas.get(areaId);
		area && places.length < areas.size;
		area = area.parentId === null ? undefined : areas.get(area.parentId)
	)
		places.push({ kind: area.kind, name: area.name });
	return places;
}

/** @returns null when the visit is not on this device */
export async function readVisitSheet(
	records: Records,
	visitId: string
): Promise<VisitSheet | null> {
	const visit = await records.get('visit', visitId);
	if (!visit) return null;
	const [household, members, forms, kader, facilities] = await Promise.all([
		records.get('household', visit.householdId),
		records.where('member', 'householdId', visit.householdId),
		records.all('checklist_form'),
		visit.kaderId === null ? undefined : records.get('kader', visit.kaderId),
		records.all('facility')
	]);
	const form = forms.find(({ id }) => id === visit.formId);
	const posyandu = facilities.find(({ id }) => id === household?.posyanduId);
	const puskesmas = facilities.filter(({ kind }) => kind === 'puskesmas');
	return {
		visit,
		household: household ?? null,
		sheet: form ? familySheet(visit, form, members) : null,
		kaderName: kader?.name ?? null,
		places: await placesOf(records, visit.areaId),
		posyandu: posyandu?.name ?? null,
		puskesmas:
			puskesmas.find(({ id }) => id === posyandu?.parentId)?.name ??
			(puskesmas.length === 1 ? puskesmas[0]!.name : null)
	};
}
