// What stands before the words of a legend entry.
import type { Shape } from './symbols.ts';

export type Swatch =
	| { readonly kind: 'shape'; readonly shape: Shape; readonly colour: string }
	| { readonly kind: 'fill'; readonly colour: string }
	| { readonly kind: 'hatch'; readonly ground: string; readonly line: string }
	| {
			readonly kind: 'line';
			readonly colour: string;
			readonly dashed: boolean;
			readonly widthPx: number;
	  }
	| { readonly kind: 'ramp'; readonly colours: readonly string[] }
	| { readonly kind: 'circle'; readonly colour: string; readonly radiusPx: number };
