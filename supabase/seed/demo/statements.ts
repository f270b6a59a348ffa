// Rows to SQL: one bulk insert for a thousand rows. Every value travels as one text parameter holding
// JSON, which every driver carries alike.

export interface Statement {
	readonly sql: string;
	readonly params?: unknown[];
}

type ColumnType =
	| 'uuid'
	| 'text'
	| 'integer'
	| 'float'
	| 'boolean'
	| 'date'
	| 'timestamptz'
	| 'jsonb'
	| 'texts'
	| 'geometry';

/** Columns of a table with their types; a row's fields are the same words in camelCase. */
export type Columns = Readonly<Record<string, ColumnType>>;

/** How a column is read from the JSON, where its type is not its own name. */
const declared: Partial<Record<ColumnType, string>> = {
	float: 'double precision',
	texts: 'jsonb',
	geometry: 'jsonb'
};

function selected(column: string, type: ColumnType): string {
	if (type === 'texts') return `array(select jsonb_array_elements_text(r.${column}))`;
	// A JSON null must become a NULL, not a geometry.
	if (type === 'geometry')
		return `case when jsonb_typeof(r.${column}) = 'object' then extensions.st_setsrid(extensions.st_geomfromgeojson(r.${column}::text), 4326) end`;
	return `r.${column}`;
}

const camel = (column: string) =>
	column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const rowsAtOnce = 1000;

/** Inserts of `rows` into jangkau.`table`, in their order. */
export function* inserts(
	table: string,
	columns: Columns,
	rows: readonly object[]
): Generator<Statement> {
	const entries = Object.entries(columns);
	const sql = `insert into jangkau.${table} (${entries.map(([column]) => column).join(', ')})
select ${entries.map(([column, type]) => selected(column, type)).join(', ')}
from jsonb_to_recordset(($1::text)::jsonb) as r(${entries
		.map(([column, type]) => `${column} ${declared[type] ?? type}`)
		.join(', ')})`;
	for (let start = 0; start < rows.length; start += rowsAtOnce) {
		const page = rows.slice(start, start + rowsAtOnce).map((row) => {
			const values = row as Record<string, unknown>;
			return Object.fromEntries(entries.map(([column]) => [column, values[camel(column)] ?? null]));
		});
		yield { sql, params: [JSON.stringify(page)] };
	}
}
