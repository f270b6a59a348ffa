// What other methods reach on the measuring instances, measured once with the same scorer. Figures of
// November 2026: BCPD = balanced centroidal power diagrams (Cohen-Addad, Klein, Young 2018, the authors'
// C++), shortest splitline (60 angles), METIS 5.1 (k-way, 1 %), GerryChain ReCom (2 %, 400 steps).

/** As the scorer names them: percent, territories in pieces, Polsby–Popper, metres, kilometres. */
export interface PeerFigures {
	readonly deviation: number;
	readonly inPieces: number;
	readonly compactness: number;
	readonly rmsM: number;
	readonly borderKm: number;
}

export interface MeasuredInstance {
	readonly name: string;
	readonly k: number;
	/** Islands or banks: distances may then be 4 % instead of 2 % above BCPD's. */
	readonly hasParts: boolean;
	/** Territories in pieces that the area's own parts force. */
	readonly forcedParts: number;
	readonly bcpd: PeerFigures;
	readonly splitline: PeerFigures;
	readonly metis: PeerFigures;
	readonly gerryChain: PeerFigures;
}

const of = (
	deviation: number,
	inPieces: number,
	compactness: number,
	rmsM: number,
	borderKm: number
): PeerFigures => ({ deviation, inPieces, compactness, rmsM, borderKm });

export const measuredInstances: readonly MeasuredInstance[] = [
	{
		...{ name: 'syn500', k: 5, hasParts: false, forcedParts: 0 },
		bcpd: of(1.0, 1, 0.582, 238, 4.1),
		splitline: of(0.0, 0, 0.72, 264, 3.0),
		metis: of(1.0, 0, 0.6, 267, 3.7),
		gerryChain: of(2.0, 0, 0.55, 280, 4.2)
	},
	{
		...{ name: 'syn2k', k: 10, hasParts: false, forcedParts: 0 },
		bcpd: of(1.0, 1, 0.689, 326, 10.2),
		splitline: of(0.0, 1, 0.684, 349, 10.5),
		metis: of(1.0, 1, 0.596, 344, 11.6),
		gerryChain: of(2.0, 1, 0.474, 340, 13.5)
	},
	{
		...{ name: 'syn2kw', k: 10, hasParts: false, forcedParts: 0 },
		bcpd: of(1.0, 0, 0.708, 335, 9.9),
		splitline: of(0.4, 0, 0.659, 360, 10.5),
		metis: of(0.9, 0, 0.551, 389, 11.4),
		gerryChain: of(1.8, 0, 0.455, 360, 14.5)
	},
	{
		...{ name: 'pondokpinang', k: 20, hasParts: false, forcedParts: 0 },
		bcpd: of(1.8, 1, 0.676, 170, 18.5),
		splitline: of(0.6, 0, 0.623, 201, 17.2),
		metis: of(1.0, 0, 0.525, 213, 19.4),
		gerryChain: of(1.8, 0, 0.339, 208, 26.2)
	},
	{
		...{ name: 'syn20k', k: 60, hasParts: true, forcedParts: 2 },
		bcpd: of(1.3, 7, 0.696, 318, 85),
		splitline: of(0.8, 7, 0.664, 371, 78),
		metis: of(1.1, 8, 0.5, 422, 94),
		gerryChain: of(2.0, 9, 0.257, 439, 145)
	}
];
