import type { Area } from '#lib/domain/area.ts';
import type { DenominatorSource, Span } from '#lib/domain/coverage.ts';
import type { Month } from '#lib/domain/entity.ts';
import type { Figure } from '#lib/domain/pws.ts';

/** A figure that somebody wants to know the origin of. */
export interface Ask {
	readonly area: Area;
	readonly label: string;
	readonly figure: Figure;
	readonly month: Month;
	readonly span: Span;
	readonly basis: DenominatorSource;
	/** What else there is to say of it, by name: why the rest was missed, what was filtered. */
	readonly more?: readonly (readonly [name: string, value: string])[];
	/** What stood on the screen, where that was not the percent. */
	readonly value?: string;
}
