import { describe, expect, it } from 'vitest';
import type { Household } from './household.ts';
import { rtFigures, rtGroups, rtOf } from './rt.ts';

const house = (id: string, rw: string | null, rt: string | null, areaId = 'desa') =>
	({ id, rw, rt, areaId }) as Household;

describe('an RT', () => {
	it('is another one in another RW, and in another village where the RW is not known', () => {
		const all = [
			house('1', '001', '002'),
			house('2', '002', '002'),
			house('3', null, '002'),
			house('4', null, '002', 'dusun')
		];
		expect(new Set(all.map(rtOf)).size).toBe(4);
		expect(rtOf(house('5', '001', null))).toBeNull();
	});

	it('holds the households that name it, each once, in the order of RW and RT', () => {
		const groups = rtGroups([
			house('a', '002', '001'),
			house('b', '001', '010'),
			house('c', '001', '002'),
			house('d', '001', '010'),
			house('e', null, '003'),
			house('f', '001', null),
			house('g', null, '003', 'dusun')
		]);
		expect(groups.map(({ rw, rt, ids }) => [rw, rt, ids.join()])).toEqual([
			[null, '003', 'e'],
			[null, '003', 'g'],
			['001', '002', 'c'],
			['001', '010', 'b,d'],
			['002', '001', 'a']
		]);
	});

	it('counts as divided when its houses lie in several territories', () => {
		const households = [
			house('1', '001', '001'),
			house('2', '001', '001'),
			house('3', '001', '002'),
			house('4', '001', '002'),
			house('5', '001', null),
			house('6', '001', '003')
		];
		const numbers = new Map([
			['1', 1],
			['2', 2],
			['3', 2],
			['4', 2],
			['5', 1]
		]);
		expect(rtFigures(households, numbers)).toEqual({ known: 2, divided: 1 });
	});
});
