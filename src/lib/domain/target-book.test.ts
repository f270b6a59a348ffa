import { describe, expect, it } from 'vitest';
import type { Area } from './area.ts';
import type { AreaCoverage, Target } from './coverage.ts';
import { pwsChart } from './pws.ts';
import { defaultPwsRules, pwsRulesFrom, pwsRulesKey } from './pws-rules.ts';
import { estimateOf, TargetBook } from './target-book.ts';

const anArea = (id: string, parentId: string | null = 'kec') =>
	({ id, parentId, name: id }) as Area;
const parent = anArea('kec', null);
const names = ['Mawar', 'Melati', 'Anggrek'];
const areas = [parent, ...names.map((name) => anArea(name))];
const aTarget = (own: Partial<Target> = {}): Target => ({
	id: 't',
	rev: 1,
	areaId: 'kec',
	indicator: 'household_visited',
	year: 2026,
	percent: 80,
	denominator: null,
	denominatorSource: null,
	denominatorNote: null,
	...own
});
const official = (areaId: string, denominator: number | null) =>
	aTarget({ areaId, denominator, denominatorSource: 'official' });
const estimate = aTarget({
	areaId: 'Mawar',
	indicator: estimateOf('household_visited'),
	percent: 0,
	denominator: 280,
	denominatorSource: 'estimated',
	denominatorNote: 'bangunan di peta'
});
const book = (targets: Target[], of: readonly Area[] = areas) =>
	new TargetBook(targets, of, 'household_visited', 2026);

/** Mawar 140 of 200 registered, the kecamatan 467 of 790. */
function figuresOf(targets: Target[], basis: 'official' | 'estimated') {
	const so = (areaId: string, numerator: number, denominator: number) =>
		({ areaId, numerator, denominator, suppressed: false }) as AreaCoverage;
	const known = new Map([
		['Mawar', so('Mawar', 140, 200)],
		['kec', so('kec', 467, 790)]
	]);
	const { rows, total } = pwsChart({
		parent,
		parts: areas.slice(1),
		month: '2026-09',
		coverage: { year: known, month: known, last: known },
		targets: book(targets),
		rules: { flat: 'own', basis }
	});
	return { mawar: rows.find(({ area }) => area.name === 'Mawar')!.year, total: total.year };
}

describe('the percent to be reached', () => {
	it('is that of the area, else of the nearest above', () => {
		const own = book([aTarget(), aTarget({ areaId: 'Mawar', percent: 90 })]);
		expect(own.percentFor('Mawar')).toEqual({ percent: 90, areaId: 'Mawar' });
		expect(own.percentFor('Melati')).toEqual({ percent: 80, areaId: 'kec' });
	});
	it('of the whole is that of the parts where nobody set it and all have the same', () => {
		const same = names.map((areaId) => aTarget({ areaId, percent: 75 }));
		expect(book(same).percentFor('kec')).toEqual({ percent: 75, areaId: 'kec', isOfParts: true });
		expect(book(same.slice(1)).percentFor('kec')).toBeNull();
		expect(book([...same.slice(1), aTarget({ areaId: 'Mawar' })]).percentFor('kec')).toBeNull();
		expect(book([...same, aTarget({ percent: 0 })]).percentFor('kec')).toBeNull();
	});
	it('is none in another year or of another indicator', () => {
		expect(book([aTarget({ year: 2025 })]).percentFor('kec')).toBeNull();
		expect(book([aTarget({ indicator: 'weighed' })]).percentFor('kec')).toBeNull();
	});
	it('survives a tree that runs in a circle', () => {
		const ring = [anArea('a', 'b'), anArea('b', 'a')];
		expect(book([], ring).percentFor('a')).toBeNull();
		expect(book([], ring).denominatorFor('a', 'official')).toBeNull();
	});
});

describe('the other denominators', () => {
	it('divide the same numerator by what was set; unknown is not zero', () => {
		const { mawar, total } = figuresOf([official('Mawar', 250)], 'official');
		expect(mawar).toMatchObject({ numerator: 140, denominator: 250, percent: 56 });
		expect(total).toMatchObject({ state: 'no_denominator', numerator: 467, percent: null });
	});
	it('are unknown where 0 was set', () => {
		const { mawar } = figuresOf([official('Mawar', 0)], 'official');
		expect(mawar).toMatchObject({ state: 'no_denominator', percent: null });
	});
	it('add up to the whole only where every part has one', () => {
		const all = names.map((name) => official(name, 300));
		expect(figuresOf(all, 'official').total).toMatchObject({ denominator: 900, percent: 51.9 });
		expect(book(all).denominatorFor('kec', 'official')).toMatchObject({ isSum: true });
		const own = [...all, official('kec', 934)];
		expect(figuresOf(own, 'official').total).toMatchObject({ denominator: 934, percent: 50 });
	});
	it('keep the estimate beside the official one', () => {
		const both = [official('Mawar', 250), estimate];
		expect(figuresOf(both, 'estimated').mawar).toMatchObject({ denominator: 280, percent: 50 });
		expect(figuresOf(both, 'official').mawar).toMatchObject({ denominator: 250 });
		expect(book(both).percentFor('Mawar')).toEqual({ percent: 80, areaId: 'Mawar' });
		expect(book(both).denominatorFor('Mawar', 'estimated')!.note).toBe('bangunan di peta');
	});
	it('come from the target itself where that is said to be an estimate', () => {
		const only = aTarget({ areaId: 'Mawar', denominator: 260, denominatorSource: 'estimated' });
		expect(book([only]).denominatorFor('Mawar', 'estimated')!.count).toBe(260);
		expect(book([only]).denominatorFor('Mawar', 'official')).toBeNull();
	});
});

describe('the rules of a puskesmas', () => {
	const set = (value: unknown) => pwsRulesFrom([{ key: pwsRulesKey, value }]);
	it('are the default where nothing or nonsense is set', () => {
		for (const value of [undefined, null, 7, 'up', {}, { flat: 'sideways', basis: 3 }])
			expect(set(value)).toEqual(defaultPwsRules);
		expect(pwsRulesFrom([])).toEqual(defaultPwsRules);
	});
	it('are what was set', () => {
		expect(set({ flat: 'down', basis: 'official' })).toEqual({ flat: 'down', basis: 'official' });
	});
});

describe('an estimate that nobody set', () => {
	const computed = (areaId: string) => (areaId === 'Melati' ? 310 : areaId === 'kec' ? 950 : null);
	const of = (targets: Target[]) =>
		new TargetBook(targets, areas, 'household_visited', 2026, computed);
	it('counts where a planner set none, before the sum of the parts, and for no other denominator', () => {
		expect(of([]).denominatorFor('Melati', 'estimated')).toMatchObject({
			count: 310,
			isComputed: true
		});
		expect(of([]).denominatorFor('kec', 'estimated')).toMatchObject({ count: 950, isSum: false });
		expect(of([]).denominatorFor('Melati', 'official')).toBeNull();
		expect(of([estimate]).denominatorFor('Mawar', 'estimated')).toMatchObject({ count: 280 });
		expect(of([]).denominatorFor('Mawar', 'estimated')).toBeNull();
	});
});
