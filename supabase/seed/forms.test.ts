import { expect, it } from 'vitest';
import { readForms } from './forms.ts';

it('reads every form of the folder, each version once', () => {
	const versions = readForms().map((form) => `${form.code} ${form.version}`);
	expect(versions).toContain('kunjungan-rumah 1');
	expect(new Set(versions).size).toBe(versions.length);
});
