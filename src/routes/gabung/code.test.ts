import { expect, it } from 'vitest';
import { codeFromFragment, isCode, tidyCode } from './code.ts';

it.each(['ab2cd-ef3gh', ' AB2CD EF3GH ', 'ab2cdef3gh', 'AB2CD—EF3GH'])(
	'understands %s the way it was meant',
	(typed) => {
		expect(tidyCode(typed)).toBe('AB2CD-EF3GH');
		expect(isCode(tidyCode(typed))).toBe(true);
	}
);

it('leaves an unfinished code as it was typed', () => {
	expect(tidyCode('AB2')).toBe('AB2');
	expect(isCode('AB2')).toBe(false);
});

it('takes the code from the fragment of a link, and nothing else from it', () => {
	expect(codeFromFragment('#AB2CD-EF3GH')).toBe('AB2CD-EF3GH');
	expect(codeFromFragment('#ab2cd%20ef3gh')).toBe('AB2CD-EF3GH');
	expect(codeFromFragment('#%E0%A4%A')).toBe('');
	expect(codeFromFragment('#atas')).toBe('');
	expect(codeFromFragment('')).toBe('');
});
