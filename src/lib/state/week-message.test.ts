import { describe, expect, it } from 'vitest';
import type { KaderWeek } from '#lib/domain/kader-week.ts';
import { weekMessage } from './week-message.ts';

const week: KaderWeek = {
	...{ kaderId: 'k1', name: 'Aminah', metBefore: 7, metNow: 1, inVain: 0 },
	...{ planned: 5, done: 2, overdue: 1, openCases: 2, redCases: 1, lastVisitOn: '2026-11-20' }
};

describe('the message to a kader', () => {
	it('thanks her, says what is left, what is late and what is open', () => {
		const text = weekMessage(week);
		expect(text).toContain('Halo Aminah');
		expect(text).toContain('7 keluarga sudah ditemui');
		expect(text).toContain('ada 3 kunjungan terjadwal');
		expect(text).toContain('1 kunjungan sudah lewat tanggal');
		expect(text).toContain('2 temuan masih terbuka');
	});

	it('says that nothing waits where nothing does', () => {
		const text = weekMessage({ ...week, done: 5, overdue: 0, openCases: 0 });
		expect(text).toContain('tidak ada kunjungan yang menunggu');
		expect(text).not.toContain('temuan');
	});

	it('holds no word that would tell of an illness or a danger', () => {
		const text = weekMessage(week).toLowerCase();
		for (const word of ['bahaya', 'merah', 'tbc', 'hamil', 'jiwa', 'kb ', 'nifas'])
			expect(text).not.toContain(word);
	});
});
