// The one place that drives MapLibre: implements MapView. No MapLibre type leaves it, and no HTML is
// ever made from data. Loaded by dynamic import, so that pages without a map never pay for it.
// By name: what nobody uses of the library (markers, popups, other controls) stays out of the build.
import {
	GPUInitializationError,
	MapLibreMap,
	NavigationControl,
	ScaleControl,
	setWorkerUrl,
	type FilterSpecification,
	type GeoJSONSource,
	type LayerSpecification,
	type LngLatBounds,
	type Point
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';
import type { Position } from 'geojson';
import { err, ok, type Result } from '#lib/domain/result.ts';
import type {
	BasemapSource,
	Bounds,
	MapFailure,
	MapLayer,
	MapPick,
	MapView,
	TileStore
} from './contracts.ts';
import { LayerSync } from './layer-sync.ts';
import { drawSelection, selectedFeatures } from './layers/selection.ts';
import { pickAt } from './pick.ts';
import { makePictures } from './pictures.ts';
import { picturePixelRatio } from './rasters.ts';
import { basemapStyle, firstNameLayer } from './style/basemap.ts';
import { quietNames } from './style/quiet-names.ts';
import { tileNetwork } from './tile-network.ts';
import { registerTiles } from './tile-protocol.ts';
import { createTileLoader, tileSourceKey } from './tiles.ts';

export interface MapLibreViewOptions {
	readonly container: HTMLElement;
	readonly basemap: BasemapSource;
	readonly tileStore: TileStore;
	readonly bounds: Bounds | null;
	/** Texts of MapLibre's own controls, in the person's language. */
	readonly words: { readonly label: string; readonly zoomIn: string; readonly zoomOut: string };
	readonly onFailure?: (failure: MapFailure) => void;
}

type PickListener = (pick: MapPick | null, at: Position) => void;
type MoveListener = (bounds: Bounds, zoom: number) => void;

/** Indonesia, for a map that is given nothing to show. */
const defaultBounds: Bounds = [95, -11, 141, 6];
const fitPaddingPx = 36;
/** Closer than this a single house fills no screen, and the basemap has nothing more to say. */
const defaultMaxZoom = 17;

/** Answers `no_webgl` where the device cannot draw; the list beside the map must then do the job. */
export function createMapLibreView(options: MapLibreViewOptions): Result<MapView, MapFailure> {
	try {
		return ok(new MapLibreView(options));
	} catch (error) {
		return err(error instanceof GPUInitializationError ? 'no_webgl' : 'failed');
	}
}

class MapLibreView implements MapView {
	readonly #map: MapLibreMap;
	readonly #sync: LayerSync;
	readonly #pickListeners = new Set<PickListener>();
	readonly #moveListeners = new Set<MoveListener>();
	readonly #removeTiles: () => void;
	readonly #chosen = new Map<string, string | readonly string[]>();
	readonly #ground: readonly LayerSpecification[];
	/** What was to be shown while the map had no size, as behind a list on a phone. */
	#unfitted: { readonly bounds: Bounds; readonly maxZoom: number } | null = null;
	#layers: readonly MapLayer[] = [];
	#ready = false;
	#changed = false;
	#destroyed = false;
	readonly #waiting = new Set<() => void>();

	constructor({ container, basemap, tileStore, bounds, words, onFailure }: MapLibreViewOptions) {
		setWorkerUrl(workerUrl);
		const loader = createTileLoader({
			source: tileSourceKey(basemap),
			store: tileStore,
			network: tileNetwork(basemap, (url, init) => fetch(url, init)),
			now: Date.now,
			onFresh: (z, x, y) => this.#refresh([{ z, x, y }])
		});
		const tiles = registerTiles(basemap, loader);
		this.#removeTiles = tiles.remove;
		const style = basemapStyle(basemap, tiles.url);
		this.#ground = style.layers;
		try {
			this.#map = new MapLibreMap({
				container,
				style,
				bounds: toLibrary(bounds ?? defaultBounds),
				fitBoundsOptions: { padding: fitPaddingPx, maxZoom: defaultMaxZoom },
				attributionControl: false,
				dragRotate: false,
				pitchWithRotate: false,
				touchPitch: false,
				maxPitch: 0,
				maxZoom: 20,
				locale: {
					'Map.Title': words.label,
					'NavigationControl.ZoomIn': words.zoomIn,
					'NavigationControl.ZoomOut': words.zoomOut
				}
			});
		} catch (error) {
			tiles.remove();
			throw error;
		}
		this.#map.touchZoomRotate.disableRotation();
		this.#map.keyboard.disableRotation();
		this.#map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
		this.#map.addControl(new ScaleControl({ unit: 'metric', maxWidth: 96 }), 'bottom-left');
		this.#sync = new LayerSync(this.#map, firstNameLayer(style));
		if (isHidden(container)) {
			this.#unfitted = { bounds: bounds ?? defaultBounds, maxZoom: defaultMaxZoom };
		}
		this.#listen(onFailure);
	}

	setLayers(layers: readonly MapLayer[]): void {
		this.#layers = layers;
		this.#draw();
	}

	select(layer: string, id: string | readonly string[] | null): void {
		if (id === null) this.#chosen.delete(layer);
		else this.#chosen.set(layer, id);
		this.#draw();
	}

	positionAt(x: number, y: number): Position {
		return this.#map.unproject([x, y]).toArray();
	}

	pointAt([lng = 0, lat = 0]: Position): readonly [x: number, y: number] {
		const { x, y } = this.#map.project([lng, lat]);
		return [x, y];
	}

	fit(bounds: Bounds, options: { readonly animate?: boolean; readonly maxZoom?: number } = {}) {
		const maxZoom = options.maxZoom ?? defaultMaxZoom;
		const hidden = isHidden(this.#map.getContainer());
		this.#unfitted = hidden ? { bounds, maxZoom } : null;
		if (hidden) return;
		this.#map.fitBounds(toLibrary(bounds), {
			padding: fitPaddingPx,
			maxZoom,
			animate: options.animate ?? true,
			duration: 400
		});
	}

	onPick(listener: PickListener): () => void {
		this.#pickListeners.add(listener);
		return () => this.#pickListeners.delete(listener);
	}

	onMove(listener: MoveListener): () => void {
		this.#moveListeners.add(listener);
		return () => this.#moveListeners.delete(listener);
	}

	onFrame(listener: () => void): () => void {
		const listening = this.#map.on('move', () => listener());
		return () => listening.unsubscribe();
	}

	idle(): Promise<void> {
		if (this.#destroyed || (this.#ready && !this.#changed && this.#map.loaded())) {
			return Promise.resolve();
		}
		return new Promise((resolve) => this.#waiting.add(resolve));
	}

	resize(): void {
		this.#map.resize();
	}

	destroy(): void {
		if (this.#destroyed) return;
		this.#destroyed = true;
		window.removeEventListener('online', this.#onOnline);
		this.#removeTiles();
		this.#map.remove();
		this.#settle();
	}

	#listen(onFailure: ((failure: MapFailure) => void) | undefined): void {
		this.#map.on('style.load', () => {
			for (const [name, pixels] of makePictures()) {
				this.#map.addImage(name, pixels, { pixelRatio: picturePixelRatio });
			}
			this.#ready = true;
			this.#draw();
		});
		this.#map.on('idle', () => {
			if (!this.#ready) return;
			this.#changed = false;
			this.#settle();
		});
		this.#map.on('resize', () => {
			if (!this.#unfitted || isHidden(this.#map.getContainer())) return;
			const { bounds, maxZoom } = this.#unfitted;
			this.fit(bounds, { animate: false, maxZoom });
		});
		this.#map.on('moveend', () => {
			const bounds = fromLibrary(this.#map.getBounds());
			for (const listener of this.#moveListeners) listener(bounds, this.#map.getZoom());
		});
		this.#map.on('click', (event) => void this.#pick(event.point));
		this.#map.getCanvas().addEventListener('keydown', (event) => {
			if (event.key !== 'Enter') return;
			event.preventDefault();
			void this.#pick(this.#map.project(this.#map.getCenter()));
		});
		this.#map.on('mousemove', ({ point }) => {
			if (!this.#ready || this.#map.isMoving()) return;
			const hit = pickAt(this.#map, this.#sync.pickable(), point, 0);
			this.#map.getCanvas().style.cursor = hit ? 'pointer' : '';
		});
		// A tile that cannot be had is no failure of the map; a style that does not load is.
		this.#map.on('error', () => {
			if (!this.#ready) onFailure?.('failed');
		});
		window.addEventListener('online', this.#onOnline);
	}

	/** What was drawn from ancestors while offline is asked for again. */
	readonly #onOnline = () => this.#refresh();

	#refresh(tiles?: { z: number; x: number; y: number }[]): void {
		if (this.#destroyed || !this.#map.getSource('basemap')) return;
		this.#map.refreshTiles('basemap', tiles);
	}

	#draw(): void {
		this.#changed = true;
		if (!this.#ready || this.#destroyed) return;
		this.#sync.apply(this.#layers);
		for (const { id, visible, filter } of quietNames(this.#ground, this.#layers)) {
			this.#map.setLayoutProperty(id, 'visibility', visible ? 'visible' : 'none');
			this.#map.setFilter(id, filter as FilterSpecification | null);
		}
		this.#sync.setExtra(drawSelection(selectedFeatures(this.#layers, this.#chosen)));
		this.#map.triggerRepaint();
	}

	async #pick(point: Point): Promise<void> {
		if (!this.#ready) return;
		const at = this.#map.unproject(point).toArray();
		const hit = pickAt(this.#map, this.#sync.pickable(), point);
		if (hit?.cluster !== undefined) {
			const source = this.#map.getSource<GeoJSONSource>(hit.source);
			const zoom = await source?.getClusterExpansionZoom(hit.cluster);
			this.#map.easeTo({ center: hit.at, zoom: zoom ?? this.#map.getZoom() + 2 });
			return;
		}
		const pick = hit ? { layer: hit.layer, id: hit.id, at } : null;
		for (const listener of this.#pickListeners) listener(pick, at);
	}

	#settle(): void {
		for (const resolve of this.#waiting) resolve();
		this.#waiting.clear();
	}
}

function isHidden(container: HTMLElement): boolean {
	return container.clientWidth === 0 || container.clientHeight === 0;
}

function toLibrary([west, south, east, north]: Bounds): [number, number, number, number] {
	return [west, south, east, north];
}

function fromLibrary(bounds: LngLatBounds): Bounds {
	return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
}
