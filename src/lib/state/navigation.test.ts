import { describe, expect, it } from 'vitest';
import { roles } from '#lib/domain/access.ts';
import { gate, homeOf, menuOf, pages } from './navigation.ts';

describe('the guard', () => {
	it.each(roles)('sends %s from the front door to a page that she may open', (role) => {
		expect(gate('/', role)).toEqual({ kind: 'redirect', to: homeOf(role) });
		expect(gate(homeOf(role), role)).toEqual({ kind: 'open' });
	});
	it('sends strangers to the sign-in, from the front door and from every page', () => {
		expect(gate('/', null)).toEqual({ kind: 'redirect', to: '/masuk' });
		for (const page of pages) expect(gate(page.path, null)).toEqual({ kind: 'sign_in' });
	});
	it('leaves sign-in and joining open to everyone', () => {
		for (const path of ['/masuk', '/gabung']) {
			expect(gate(path, null)).toEqual({ kind: 'open' });
			expect(gate(path, 'kader')).toEqual({ kind: 'open' });
		}
	});
	it('keeps aggregate roles away from every page with people on it', () => {
		const paths =
			'/rumah /rumah/1 /kunjungan/1 /kasus /hari-ini /wilayah /rekap /pekan /salin'.split(' ');
		for (const path of paths) {
			expect(gate(path, 'viewer')).toEqual({ kind: 'not_for_you', home: '/cakupan' });
			expect(gate(path, 'health_office')).toEqual({ kind: 'not_for_you', home: '/cakupan' });
		}
	});
	it('guards what lies below a page, and not what only begins like it', () => {
		expect(gate('/wilayah/1', 'kader').kind).toBe('not_for_you');
		expect(gate('/wilayahku', 'kader')).toEqual({ kind: 'open' });
	});
});

describe('the menu', () => {
	it.each(roles)('of %s holds only pages that open for her, each once', (role) => {
		const menu = menuOf(role);
		expect(new Set(menu.map((page) => page.path)).size).toBe(menu.length);
		for (const page of menu) expect(gate(page.path, role)).toEqual({ kind: 'open' });
	});
	it('puts a kader’s day first, with what is unsent among her four tabs', () => {
		const tabs = menuOf('kader').slice(0, 4);
		expect(tabs.map((page) => page.name)).toEqual(['today', 'households', 'send', 'cases']);
	});
});
