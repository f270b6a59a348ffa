// Brings a MapLibre map from what it shows to what a page asks for, with as few changes as possible:
// the same data object costs nothing, new data is only set, a new look is rebuilt.
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import type { MapLayer } from './contracts.ts';
import { drawLayer } from './layers/draw.ts';
import type { Drawing } from './layers/drawing.ts';
import { picturePixelRatio } from './rasters.ts';

interface Shown {
	readonly layer: MapLayer;
	readonly drawing: Drawing;
	/** Everything of the drawing but the data: when it differs, the layer is rebuilt. */
	readonly look: string;
}

export class LayerSync {
	readonly #map: MapLibreMap;
	/** Fills go under this layer of the basemap; undefined puts them on top. */
	readonly #fillsBelow: string | undefined;
	#shown = new Map<string, Shown>();
	#extra: Drawing | null = null;

	constructor(map: MapLibreMap, fillsBelow: string | undefined) {
		this.#map = map;
		this.#fillsBelow = fillsBelow;
	}

	/** `extra` is drawn on top of all layers. */
	apply(layers: readonly MapLayer[]): void {
		const wanted = new Map(layers.map((layer) => [layer.id, this.#next(layer, layers)]));
		for (const [id, shown] of this.#shown) {
			if (wanted.get(id)?.look !== shown.look) this.#remove(shown.drawing);
		}
		for (const [id, next] of wanted) {
			const before = this.#shown.get(id);
			if (before?.look !== next.look) this.#add(next.drawing);
			else if (before !== next) this.#update(next.drawing);
		}
		this.#shown = wanted;
		this.#order();
	}

	setExtra(drawing: Drawing): void {
		if (this.#extra) this.#update(drawing);
		else this.#add(drawing);
		this.#extra = drawing;
		this.#order();
	}

	/** Style layers a tap may hit, with the page's layer they belong to. */
	pickable(): ReadonlyMap<string, string> {
		const owners = new Map<string, string>();
		for (const [id, { drawing }] of this.#shown) {
			for (const styleLayer of drawing.pickable) owners.set(styleLayer, id);
		}
		return owners;
	}

	#next(layer: MapLayer, layers: readonly MapLayer[]): Shown {
		const before = this.#shown.get(layer.id);
		// Dots take their colours from the territories beside them, so those may not be reused blindly.
		const reusable = layer.kind !== 'assigned_households';
		if (reusable && before?.layer.kind === layer.kind && before.layer.data === layer.data) {
			return before;
		}
		const drawing = drawLayer(layer, layers);
		const sources = Object.entries(drawing.sources).map(([id, source]) => ({
			id,
			...source,
			data: null
		}));
		const look = JSON.stringify([layer.kind, sources, drawing.fills, drawing.marks]);
		return { layer, drawing, look };
	}

	#add({ sources, fills, marks, pictures }: Drawing): void {
		for (const [name, pixels] of pictures?.() ?? [])
			if (!this.#map.hasImage(name))
				this.#map.addImage(name, pixels, { pixelRatio: picturePixelRatio });
		for (const [id, source] of Object.entries(sources)) this.#map.addSource(id, source);
		for (const layer of [...fills, ...marks]) this.#map.addLayer(layer);
	}

	#update({ sources }: Drawing): void {
		for (const [id, source] of Object.entries(sources)) {
			const shown = this.#map.getSource<GeoJSONSource>(id);
			// Rejects only when the source was taken away meanwhile: then there is nothing left to show.
			shown?.setData(source.data).catch(() => undefined);
		}
	}

	#remove({ sources, fills, marks }: Drawing): void {
		for (const { id } of [...fills, ...marks]) {
			if (this.#map.getLayer(id)) this.#map.removeLayer(id);
		}
		for (const id of Object.keys(sources)) {
			if (this.#map.getSource(id)) this.#map.removeSource(id);
		}
	}

	/** Fills of all layers, then the names of the basemap, then marks of all layers, then the extra. */
	#order(): void {
		const drawings = [...this.#shown.values()].map(({ drawing }) => drawing);
		const fills = drawings.flatMap((drawing) => drawing.fills.map(({ id }) => id));
		const marks = drawings.flatMap((drawing) => drawing.marks.map(({ id }) => id));
		const extra = this.#extra?.marks.map(({ id }) => id) ?? [];
		const own = new Set([...fills, ...marks, ...extra]);
		const base = this.#map.getLayersOrder().filter((id) => !own.has(id));
		const names = this.#fillsBelow === undefined ? base.length : base.indexOf(this.#fillsBelow);
		const wanted = [...base.slice(0, names), ...fills, ...base.slice(names), ...marks, ...extra];
		const current = this.#map.getLayersOrder();
		if (wanted.every((id, index) => current[index] === id)) return;
		for (const id of wanted) this.#map.moveLayer(id);
	}
}
