import { afterEach, describe, expect, it, vi } from 'vitest';
import { dropIndex, RowDrag } from './row-drag.svelte.ts';

/** Four rows of 50 px, one under the other. */
function rows(): HTMLElement[] {
	return ['a', 'b', 'c', 'd'].map((id, i) => {
		const row = document.createElement('li');
		row.dataset['id'] = id;
		row.getBoundingClientRect = () => ({ top: 100 + i * 50, height: 50 }) as DOMRect;
		return row;
	});
}

function pointer(clientY: number, button = 0): PointerEvent {
	const currentTarget = { setPointerCapture: () => undefined };
	return { clientY, button, pointerId: 1, currentTarget, preventDefault: () => undefined } as never;
}

describe('a row that is dragged', () => {
	afterEach(() => vi.unstubAllGlobals());

	function held(id: string, y: number) {
		const dropped: [string, number][] = [];
		const all = rows();
		const drag = new RowDrag(
			() => all,
			(row, to) => dropped.push([row, to])
		);
		drag.start(id, pointer(y));
		return { drag, dropped };
	}

	it('lands before the first whose middle lies below', () => {
		expect(dropIndex([125, 175, 225], 10)).toBe(0);
		expect(dropIndex([125, 175, 225], 180)).toBe(2);
		expect(dropIndex([125, 175, 225], 400)).toBe(3);
		expect(dropIndex([], 5)).toBe(0);
	});

	it('stays where it was when it is let go at once', () => {
		const { drag, dropped } = held('b', 175);
		expect(drag.held).toBe('b');
		drag.end();
		expect(dropped).toEqual([['b', 1]]);
		expect(drag.held).toBeNull();
	});

	it('goes down and up among the others', () => {
		const down = held('a', 125);
		down.drag.move(pointer(240));
		expect(down.drag.pulledPx).toBe(115);
		down.drag.end();
		expect(down.dropped).toEqual([['a', 2]]);
		const up = held('d', 275);
		up.drag.move(pointer(90));
		up.drag.end();
		expect(up.dropped).toEqual([['d', 0]]);
	});

	it('is dropped nowhere when the system takes the finger away', () => {
		const { drag, dropped } = held('a', 125);
		drag.move(pointer(240));
		drag.cancel();
		drag.end();
		expect(dropped).toEqual([]);
	});

	it('is not taken by another button of the mouse', () => {
		const dropped: unknown[] = [];
		const drag = new RowDrag(rows, (...all) => dropped.push(all));
		drag.start('a', pointer(125, 2));
		expect(drag.held).toBeNull();
	});
});
