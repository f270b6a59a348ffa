import { describe, expect, it } from 'vitest';
import {
	canTake,
	drawnShape,
	noteUnreachable,
	reviewUnreachable,
	takenShape,
	unreachableAreas,
	unreachableDuring,
	unreachableFrom,
	unreachableProblems,
	unreachableSpells,
	type UnreachableArea,
	type UnreachableEntry
} from './unreachable.ts';
import { unreachableIn } from './unreachable-spell.ts';

const square = {
	type: 'Polygon' as const,
	coordinates: [
		[
			[117, 0.5],
			[117.01, 0.5],
			[117.01, 0.51],
			[117, 0.51],
			[117, 0.5]
		]
	]
};
const entry: UnreachableEntry = {
	...{ shape: square, place: ' Muara Lembak ', cause: 'tide' },
	...{ fromOn: '2026-11-03', untilOn: '' }
};
const by = {
	...{ id: 'a', puskesmasId: 'p', role: 'kader' as const, name: 'Kader 1' },
	today: '2026-11-20'
};
const anArea = (own: Partial<UnreachableArea> = {}): UnreachableArea => ({
	...{ id: 'a', rev: 2, shape: square, place: 'Muara', cause: 'flood', state: 'confirmed' },
	...{ fromOn: '2026-11-03', untilOn: null, notedBy: 'Kader 1', notedOn: '2026-11-04' },
	...own
});

describe('an area that cannot be reached', () => {
	it('is a proposal of a kader and a fact of the planner, and reads back as it was written', () => {
		const proposed = noteUnreachable(entry, by);
		const decided = noteUnreachable(entry, { ...by, role: 'planner' });
		if (!proposed.ok || !decided.ok) throw new Error('refused');
		const change = proposed.value;
		expect(change).toMatchObject({ entity: 'setting', op: 'create', id: 'a' });
		const setting = {
			...(change as unknown as { patch: { key: string; value: unknown } }).patch,
			id: 'a',
			rev: 1
		};
		expect(setting.key).toBe('unreachable.a');
		expect(unreachableFrom(setting)).toEqual(
			anArea({
				...{ rev: 1, state: 'proposed', place: 'Muara Lembak', cause: 'tide' },
				notedOn: '2026-11-20'
			})
		);
		expect(decided.value).toMatchObject({ patch: { value: { state: 'confirmed' } } });
	});

	it('says everything that is wrong with what was typed at once', () => {
		const wrong = { ...entry, shape: null, place: ' ', untilOn: '2026-11-02' };
		expect(unreachableProblems(wrong, by.today)).toEqual([
			'shape_missing',
			'place_missing',
			'until_wrong'
		]);
		expect(unreachableProblems({ ...entry, fromOn: '2026-02-31' }, by.today)).toEqual([
			'from_missing'
		]);
		expect(unreachableProblems({ ...entry, fromOn: '2025-11-20' }, by.today)).toEqual(['from_far']);
		expect(unreachableProblems({ ...entry, untilOn: entry.fromOn }, by.today)).toEqual([]);
	});

	it('is decided without losing what was noted, and never ends before it begins', () => {
		const area = anArea({ state: 'proposed' });
		const { id: _, rev: __, ...noted } = area;
		expect(reviewUnreachable(area, { state: 'rejected' })).toEqual({
			ok: true,
			value: {
				...{ entity: 'setting', op: 'update', id: 'a', baseRev: 2, after: ['a'] },
				patch: { value: { ...noted, state: 'rejected' } }
			}
		});
		expect(reviewUnreachable(area, { untilOn: '2026-11-02' })).toMatchObject({ ok: false });
	});

	it('is nothing where a setting is of something else or makes no sense', () => {
		const { id, rev, ...value } = anArea();
		const row = { id, rev, key: 'unreachable.a' };
		for (const broken of [
			{ ...row, key: 'visit_rules', value },
			{ ...row, value: null },
			{ ...row, value: { ...value, fromOn: 'soon' } },
			{ ...row, value: { ...value, shape: { type: 'Point', coordinates: [117, 0.5] } } },
			{ ...row, value: { ...value, state: 'maybe' } }
		])
			expect(unreachableFrom(broken)).toBeNull();
		expect(unreachableFrom({ ...row, value: { ...value, cause: 'tsunami' } })?.cause).toBe('other');
	});

	it('stands first in the list while it waits for a decision', () => {
		const settings = [
			anArea({ id: 'old', fromOn: '2026-01-01' }),
			anArea({ id: 'new' }),
			anArea({ id: 'waits', fromOn: '2025-12-01', state: 'proposed' })
		].map(({ id, rev, ...value }) => ({ id, rev, key: `unreachable.${id}`, value }));
		expect(unreachableAreas(settings).map(({ id }) => id)).toEqual(['waits', 'new', 'old']);
	});

	it('is shown for the days that it touches, once confirmed', () => {
		const ends = anArea({ untilOn: '2026-11-10' });
		expect(unreachableDuring([ends], '2026-11-10', '2026-11-30')).toHaveLength(1);
		expect(unreachableDuring([ends], '2026-11-11', '2026-11-30')).toHaveLength(0);
		expect(unreachableDuring([anArea()], '2027-01-01', '2027-01-31')).toHaveLength(1);
		expect(unreachableDuring([anArea({ state: 'proposed' })], '2026-11-01', '2026-11-30')).toEqual(
			[]
		);
	});
});

describe('a drawn shape', () => {
	it('is closed, and refused where it is no area', () => {
		const corners = square.coordinates[0]!.slice(0, 4);
		expect(drawnShape(corners)).toEqual({ ok: true, value: square });
		expect(drawnShape([...corners, corners[0]!])).toEqual({ ok: true, value: square });
		expect(drawnShape(corners.slice(0, 2))).toEqual({ ok: false, error: 'few' });
		expect(drawnShape([])).toEqual({ ok: false, error: 'few' });
		const [a, b, c, d] = corners as [number[], number[], number[], number[]];
		expect(drawnShape([a, c, b, d])).toEqual({ ok: false, error: 'crossing' });
		expect(
			drawnShape([
				[117, 0.5],
				[117.00001, 0.5],
				[117, 0.50001]
			])
		).toEqual({
			ok: false,
			error: 'small'
		});
		expect(
			drawnShape([
				[110, 0],
				[118, 0],
				[118, 4],
				[110, 4]
			])
		).toEqual({
			ok: false,
			error: 'large'
		});
	});
});

describe('a boundary of the list', () => {
	it('is taken to the metre, unless it has more corners than a proposal may', () => {
		const ring = [
			[117.1234567, 0.5],
			[117.2, 0.5000004],
			[117.2, 0.6],
			[117.1234567, 0.5]
		];
		const boundary = { type: 'MultiPolygon' as const, coordinates: [[ring]] };
		expect(takenShape(boundary).coordinates).toEqual([
			[
				[
					[117.12346, 0.5],
					[117.2, 0.5],
					[117.2, 0.6],
					[117.12346, 0.5]
				]
			]
		]);
		expect(canTake(boundary)).toBe(true);
		const long = Array.from({ length: 2001 }, () => ring[0]!);
		expect(canTake({ type: 'MultiPolygon', coordinates: [[long]] })).toBe(false);
	});
});

describe('households out of reach', () => {
	const at = (id: string, lng: number, lat: number) => ({
		id,
		location: { type: 'Point' as const, coordinates: [lng, lat] }
	});
	const homes = [
		at('in', 117.005, 0.505),
		at('edge', 117, 0.505),
		at('out', 117.02, 0.505),
		{ id: 'nowhere', location: null }
	];

	it('are those in it or on its border while it is confirmed', () => {
		const [spell] = unreachableSpells([anArea()], homes);
		expect([...spell!.households]).toEqual(['in', 'edge']);
		expect(unreachableSpells([anArea({ state: 'proposed' })], homes)).toEqual([]);
	});

	it('were so on a day of each month of the span, in one area or another', () => {
		const first = { households: new Set(['a', 'b']), fromOn: '2026-08-20', untilOn: '2026-10-02' };
		const second = { households: new Set(['a']), fromOn: '2026-11-30', untilOn: null };
		const among = (from: string, to: string) => [...unreachableIn([first, second], from, to)];
		expect(among('2026-10-01', '2026-10-31')).toEqual(['a', 'b']);
		expect(among('2026-10-03', '2026-10-09')).toEqual([]);
		expect(among('2026-10-01', '2026-12-31')).toEqual(['a']);
		expect(among('2026-01-01', '2026-10-31')).toEqual([]);
		expect(unreachableIn([], '2026-10-01', '2026-10-31').size).toBe(0);
	});
});
