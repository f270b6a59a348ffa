// A file to fill in: the areas shown, with what is set already, under the headings that an import looks for.
import type { TargetBoard } from '#lib/state/target-board.svelte.ts';

type Shown = Pick<TargetBoard, 'rows' | 'indicator' | 'year' | 'canSet'>;

const number = (value: number | null | undefined) => (value == null ? '' : String(value));

export function exampleRows(board: Shown): string[][] {
	const { indicator, year } = board;
	const rows = board.rows.filter(({ area }) => board.canSet(area));
	return [
		['kode wilayah', 'wilayah', 'indikator', 'tahun', 'persen', 'penyebut', 'sumber', 'catatan'],
		...rows.map(({ area, own, percent }) => {
			const official = own?.denominatorSource === 'official' ? own : null;
			return [
				area.code ?? '',
				area.name,
				indicator,
				String(year),
				number(percent?.percent),
				number(official?.denominator),
				official ? 'resmi' : '',
				official?.denominatorNote ?? ''
			];
		})
	];
}
