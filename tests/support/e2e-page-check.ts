// What every page must keep at any width: readable by assistive technology, nothing out of the screen.
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axeSource = readFileSync(
	createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
	'utf8'
);

/** The page has its heading and shows no placeholder for what is still being read or loaded. */
export async function waitUntilShown(page: Page): Promise<void> {
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(page.getByRole('status', { name: 'Sedang dimuat…' })).toHaveCount(0);
	await expect(page.getByText('Memuat peta…').filter({ visible: true })).toHaveCount(0);
}

/** Grows the window to the page, so that nothing lies half behind the bar at the bottom. */
export async function showWhole(page: Page): Promise<void> {
	// What is high as a share of the window grows with it, up to a size of its own.
	for (let time = 0; time < 8; time++) {
		const size = page.viewportSize();
		const whole = await page.evaluate(() => document.documentElement.scrollHeight);
		const height = Math.min(Math.max(whole, 740), 6000);
		if (!size || size.height >= height) return;
		await page.setViewportSize({ ...size, height });
		await page.waitForFunction((wanted) => window.innerHeight >= wanted, height);
	}
}

/** Serious and critical violations of WCAG 2.2 AA, as `rule: where`. */
export async function accessibilityViolations(page: Page): Promise<string[]> {
	// Bars that float over the page cover now this, now that: here they stand where they belong.
	await page.evaluate(() => {
		for (const bar of document.querySelectorAll<HTMLElement>('.shell > header, .shell > .tabs'))
			bar.style.position = 'static';
	});
	await page.evaluate(axeSource);
	const results = await page.evaluate(() =>
		(
			window as unknown as { axe: { run(context: unknown, options: unknown): Promise<AxeResults> } }
		).axe.run(document, {
			resultTypes: ['violations'],
			runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
		})
	);
	return results.violations
		.filter(({ impact }) => impact === 'serious' || impact === 'critical')
		.flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.target.join(' ')}`));
}

/** How far the page is wider than its window once it has come to rest, in CSS pixels. */
export async function overflowPx(page: Page): Promise<number> {
	// A table or a map takes the width of a new window a moment after the window has it.
	await page
		.waitForFunction(() => document.documentElement.scrollWidth <= window.innerWidth, undefined, {
			timeout: 10_000
		})
		.catch(() => undefined);
	return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}
