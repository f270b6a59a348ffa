// The browser of all end-to-end tests: Debian's Chromium, drawing without a graphics card.

export const chromium = process.env['JANGKAU_CHROMIUM'] ?? '/usr/bin/chromium';

export const chromiumArguments: string[] = [
	'--no-sandbox',
	'--disable-gpu',
	'--use-angle=swiftshader',
	'--enable-unsafe-swiftshader',
	'--disable-background-networking',
	'--no-first-run'
];
