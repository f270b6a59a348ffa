// Why a division ended that the page itself has ended. Apart from the other sentences: a page that only
// starts the engine carries none of those.
import type { DivisionRefusal } from './contract.ts';

export const stoppedWords = {
	stuck:
		'Pembagian tidak selesai di perangkat ini. Coba wilayah yang lebih kecil, atau sederhanakan batasnya.',
	cancelled: 'Pembagian dihentikan.'
} as const;

export function stopped(code: keyof typeof stoppedWords): DivisionRefusal {
	return { code, text: stoppedWords[code] };
}
