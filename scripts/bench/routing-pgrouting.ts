// Our ways against pgRouting's on the same roads. Its graph is made in SQL from the lines as they are, by
// the same two rules (shared vertices meet; a dead end meets another line within 15 m), sharing no code.
import { existsSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Client } from 'pg';
import type { Position } from 'geojson';
import { seededRandom } from '../../src/lib/domain/division/random.ts';
import { buildRoadNetwork } from '../../src/lib/domain/routing/road-network.ts';
import { WayFinder } from '../../src/lib/domain/routing/shortest-way.ts';
import { defaultTravelRules } from '../../src/lib/domain/travel.ts';
import { findPostgres, PostgresCluster } from '../../tests/support/postgres-cluster.ts';
import type { BenchRow } from './bench-row.ts';
import { verticesOf, type RoutingPlace } from './routing-places.ts';

const pairs = 200;

export async function pgRoutingRows(places: readonly RoutingPlace[]): Promise<BenchRow[]> {
	const found = findPostgres();
	const missing = 'reason' in found ? found.reason : extensionMissing(found.bin);
	if (missing !== null || !('bin' in found) || places.length === 0) {
		const ours = `skipped: ${missing ?? 'no measuring data (JANGKAU_TEST_DATA)'}`;
		return [{ what: 'metres against pgRouting', goal: 'within 1 %', ours, instead: '–' }];
	}
	const cluster = await PostgresCluster.start(found.bin);
	const client = await cluster.connect('postgres');
	try {
		await client.query(`
			create extension postgis; create extension pgrouting;
			create function spot(p geometry) returns text immutable language sql as
			$$ select round(st_x(p)::numeric, 1) || ' ' || round(st_y(p)::numeric, 1) $$;`);
		const rows: BenchRow[] = [];
		for (const place of places) rows.push(await compare(client, place));
		return rows;
	} finally {
		await client.end();
		await cluster.stop();
	}
}

function extensionMissing(bin: string): string | null {
	const share = execFileSync(join(bin, 'pg_config'), ['--sharedir'], { encoding: 'utf8' }).trim();
	return existsSync(join(share, 'extension/pgrouting.control'))
		? null
		: 'pgRouting is not installed (Debian: postgresql-15-pgrouting)';
}

async function compare(client: Client, place: RoutingPlace): Promise<BenchRow> {
	// One class of road: the least metres are the least seconds.
	const lines = place.lines.map(({ line }) => ({ class: 'local' as const, line }));
	const network = buildRoadNetwork(lines, 'foot', defaultTravelRules);
	const random = seededRandom(4);
	const vertices = verticesOf(place).map((position) => position.slice(0, 2));
	const any = (): Position => vertices[Math.floor(random() * vertices.length)]!;
	const asked = Array.from({ length: pairs }, () => [any(), any()] as const);
	const finder = new WayFinder(network);
	const ours = asked.map(([from, to]) => finder.way(from, to));
	const plane = await makeGraph(client, place);
	const theirs = await theirMetres(client, plane, asked);
	const both = ours.flatMap((way, i) => {
		const isByRoad = way.guessM < way.metres || way.metres === 0;
		return isByRoad && theirs[i] !== null ? [way.metres / Math.max(theirs[i]!, 0.1) - 1] : [];
	});
	const within = both.filter((gap) => Math.abs(gap) <= 0.01).length;
	const worst = Math.max(0, ...both.map(Math.abs));
	const known = ours.filter((way) => !way.isGuess).length;
	return {
		what: `metres against pgRouting, ${place.name}, ${String(pairs)} pairs`,
		goal: 'within 1 % where both find a path',
		ours: `${String(within)} of ${String(both.length)}; at most ${(100 * worst).toFixed(2)} % apart`,
		instead: `pgRouting finds ${String(both.length)} paths; we lead ${String(known)} mostly by road, the others by a guess that says so`
	};
}

/** Tables `node` and `edge` of this session; metres on a plane around the middle of the lines. */
async function makeGraph(client: Client, place: RoutingPlace): Promise<string> {
	await client.query('drop table if exists line, segment, node, joint, edge, asked');
	const [lng = 0, lat = 0] = verticesOf(place)[0]!;
	const plane = `+proj=aeqd +lat_0=${String(lat)} +lon_0=${String(lng)} +datum=WGS84 +units=m`;
	await client.query(
		`create temp table line as select row_number() over () as id, st_transform(st_setsrid(geom, 4326), $2::text) as geom
		from (select (st_dump(st_force2d(st_geomfromgeojson(value::text)))).geom
			from json_array_elements($1::json)) dumped`,
		[JSON.stringify(place.lines.map(({ line }) => line)), plane]
	);
	await client.query(graphSql);
	return plane;
}

/** Null where it finds no path. */
async function theirMetres(
	client: Client,
	plane: string,
	asked: readonly (readonly [Position, Position])[]
): Promise<(number | null)[]> {
	await client.query(
		`create temp table asked as
		with place as (
			select n, side, spot(st_transform(st_setsrid(st_makepoint((at->>0)::float8, (at->>1)::float8), 4326), $2::text)) as spot
			from json_array_elements($1::json) with ordinality as pair(ends, n),
				json_array_elements(ends) with ordinality as one(at, side)
		)
		select a.n, na.id as source, nb.id as target
		from place a join place b on a.n = b.n and a.side = 1 and b.side = 2
		join node na on na.spot = a.spot join node nb on nb.spot = b.spot`,
		[JSON.stringify(asked), plane]
	);
	const { rows } = await client.query<{ n: number; metres: number }>(`
		select n, sum(edge.metres) as metres
		from pgr_dijkstra('select id, source, target, cost from edge',
			'select distinct source, target from asked where source <> target', false) way
		join edge on edge.id = way.edge
		join asked on asked.source = way.start_vid and asked.target = way.end_vid
		group by n`);
	const metres = new Map(rows.map((row) => [row.n, row.metres]));
	return asked.map((_, i) => metres.get(i + 1) ?? null);
}

const graphSql = `
	create temp table segment as
	select row_number() over () as id, line, geom, spot(st_startpoint(geom)) as a, spot(st_endpoint(geom)) as b,
		null::bigint as source, null::bigint as target
	from (select id as line, (st_dumpsegments(geom)).geom from line) pieces where st_length(geom) > 0;
	create temp table node as
	select row_number() over () as id, spot from (select a as spot from segment union select b from segment) spots;
	create index on node (spot);
	update segment s set source = (select id from node where spot = s.a), target = (select id from node where spot = s.b);
	create index on segment using gist (geom);
	analyze node; analyze segment;

	create temp table joint as
	with end_of as (
		select id as line, st_startpoint(geom) as p from line union all select id, st_endpoint(geom) from line
	), neighbour as (
		select source as node, target as other from segment union select target, source from segment
	), dead as (
		select line, p, n.id as node from end_of join node n on n.spot = spot(p)
		where (select count(*) from neighbour where neighbour.node = n.id) = 1
	)
	select row_number() over () as id, dead.node, near.id as segment, near.metres, near.at,
		case near.at when 0 then near.source when 1 then near.target
			else 1000000000 + row_number() over () end as onto
	from dead cross join lateral (
		select s.id, s.source, s.target, st_distance(s.geom, p) as metres, st_linelocatepoint(s.geom, p) as at
		from segment s
		where st_dwithin(s.geom, p, 15) and s.line <> dead.line and dead.node not in (s.source, s.target)
		order by metres, s.id limit 1
	) near;

	create temp table edge as
	with on_segment as (
		select id as segment, 0::float8 as at, source as node from segment
		union select id, 1, target from segment
		union select segment, at, onto from joint where at > 0 and at < 1
	), piece as (
		select segment, node as source, lead(node) over along as target, lead(at) over along - at as share
		from on_segment window along as (partition by segment order by at, node)
	)
	select row_number() over () as id, source, target, metres, metres / mps as cost from (
		select piece.source, piece.target, share * st_length(geom) as metres, 1.25 as mps
		from piece join segment on segment.id = piece.segment where piece.target is not null
		union all
		select node, onto, metres, case when metres > 1 then 1.0 else 1.25 end from joint
	) edges`;
