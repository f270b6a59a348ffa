// Paints the words of the day over the page that is still empty. Builds elements, never HTML: the words are
// people's. Looks like the page that takes its place, whose stylesheets are not there yet.
import type { Sight, SightHouse } from '#lib/data/local/sights.ts';

/** Whoever takes its place removes it: state/first-sight.ts. */
export const sightId = 'sekilas';

type Styles = Partial<Record<string, string>>;

const light = {
	paper: '#f6f4ee',
	surface: '#ffffff',
	ink: '#16211e',
	soft: '#49554f',
	line: '#d8d4c7',
	accent: '#0b5f58',
	onAccent: '#ffffff',
	shell: '#0b4f4a',
	shellInk: '#ffffff'
};
const dark: typeof light = {
	paper: '#101715',
	surface: '#18211f',
	ink: '#ecf1ee',
	soft: '#b0bcb6',
	line: '#33403c',
	accent: '#7ccfc4',
	onAccent: '#06211e',
	shell: '#0a2a27',
	shellInk: '#ffffff'
};

/** @param document the page @param isDark the phone is set to dark */
export function painted(sight: Sight, document: Document, isDark: boolean): HTMLElement {
	const colours = isDark ? dark : light;
	const make = (tag: string, styles: Styles, inside: readonly (Node | string)[]) => {
		const element = document.createElement(tag);
		for (const [name, value] of Object.entries(styles)) element.style.setProperty(name, value!);
		element.append(...inside);
		return element;
	};
	const link = (house: SightHouse, styles: Styles, inside: readonly (Node | string)[]) => {
		const made = make('a', { 'text-decoration': 'none', ...styles }, inside);
		made.setAttribute('href', house.href);
		return made;
	};
	const lines = (house: SightHouse) =>
		house.lines.map((line) => make('div', { 'overflow-wrap': 'anywhere' }, [line]));
	const box = {
		border: `1px solid ${colours.line}`,
		'border-radius': '0.625rem',
		background: colours.surface,
		padding: '0.75rem 1rem'
	};

	const first = (house: SightHouse) =>
		make(
			'div',
			{ ...box, border: `2px solid ${colours.accent}`, 'border-radius': '1rem', padding: '1rem' },
			[
				make('div', { color: colours.accent, 'font-size': '0.875rem', 'font-weight': '700' }, [
					sight.kicker
				]),
				make(
					'strong',
					{
						display: 'block',
						'font-size': '1.375rem',
						margin: '0.5rem 0',
						'overflow-wrap': 'anywhere'
					},
					[house.name]
				),
				...lines(house),
				link(
					house,
					{
						display: 'block',
						'margin-top': '1rem',
						padding: '0.7rem 1rem',
						'border-radius': '0.625rem',
						background: colours.accent,
						color: colours.onAccent,
						'font-weight': '600',
						'text-align': 'center'
					},
					[house.go]
				)
			]
		);
	const other = (house: SightHouse) =>
		link(house, { ...box, display: 'block', color: colours.ink }, [
			make('strong', { display: 'block', 'overflow-wrap': 'anywhere' }, [house.name]),
			...lines(house)
		]);

	const [next, ...rest] = sight.houses;
	const page = make(
		'div',
		{
			position: 'absolute',
			inset: '0 0 auto 0',
			'min-height': '100dvh',
			'z-index': '40',
			background: colours.paper,
			color: colours.ink,
			'font-family': "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
			'line-height': '1.5'
		},
		[
			make(
				'div',
				{
					background: colours.shell,
					color: colours.shellInk,
					padding: '0.85rem min(1rem, 4.5vw)',
					'font-weight': '700'
				},
				['Jangkau']
			),
			make(
				'div',
				{
					display: 'grid',
					'grid-template-columns': 'minmax(0, 42rem)',
					gap: '0.75rem',
					padding: '1rem min(1rem, 4.5vw)'
				},
				[
					make('strong', { 'font-size': '1.375rem', 'line-height': '1.2' }, [sight.title]),
					make('div', { color: colours.soft, 'font-size': '0.875rem' }, [sight.note]),
					...(next ? [first(next)] : []),
					...rest.map(other)
				]
			)
		]
	);
	page.id = sightId;
	return page;
}
