import { expect, it } from 'vitest';
import { harmlessHtml, ownScriptUrl } from './trusted-types.ts';

const origin = 'https://jangkau.example';

it('lets the attribution of a map through, links included', () => {
	const line = '© <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a>';
	expect(harmlessHtml(line)).toBe(line);
});

it.each([
	'<img src=x onerror=alert(1)>',
	'<a href="javascript:alert(1)">x</a>',
	'<a href="https://x" onclick="alert(1)">x</a>',
	'<script>alert(1)</script>',
	'<svg/onload=alert(1)',
	'<<script>alert(1)//<</script>'
])('turns %s into text', (html) => {
	expect(harmlessHtml(html).replaceAll('</a>', '')).not.toContain('<');
});

it('lets only our own files become scripts', () => {
	expect(ownScriptUrl('/_app/immutable/worker.js', origin)).toBe('/_app/immutable/worker.js');
	expect(ownScriptUrl(`${origin}/service-worker.js`, origin)).toBe(`${origin}/service-worker.js`);
	for (const url of [
		'https://evil.example/x.js',
		'//evil.example/x.js',
		'data:text/javascript,1'
	]) {
		expect(ownScriptUrl(url, origin)).toBeNull();
	}
});
