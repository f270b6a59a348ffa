// Finds what a column means among the names that people give it.
type Properties = Readonly<Record<string, unknown>>;

function text(value: unknown): string | null {
	if (typeof value !== 'string' && typeof value !== 'number') return null;
	const words = String(value).replace(/\s+/g, ' ').trim();
	return words === '' || /^(null|none|nan|-)$/i.test(words) ? null : words;
}

/** The first of `names` (case does not matter) that has a value in this row. */
export function textOf(properties: Properties, names: readonly string[]): string | null {
	for (const name of names) {
		const key = Object.keys(properties).find((entry) => entry.toLowerCase() === name);
		const value = key === undefined ? null : text(properties[key]);
		if (value !== null) return value;
	}
	return null;
}

/** From the finest level to the coarsest, so that an RW layer that also names its village is named by RW. */
export const areaNameColumns = [
	'rt_rw',
	'rt',
	'rw',
	'dusun',
	'nama_dusun',
	'nama_dsn',
	'kampung',
	'lingkungan',
	'nama',
	'name',
	'desa',
	'kelurahan',
	'kel_name2',
	'kel_name',
	'wadmkd',
	'namobj',
	'remark'
];
export const headNameColumns = [
	'nama_kk',
	'kepala_keluarga',
	'nama_kepala_keluarga',
	'nama',
	'name'
];
export const roadNameColumns = ['name', 'nama', 'nmjln', 'namrjl', 'namobj', 'nama_jalan'];
export const roadClassColumns = [
	...['highway', 'railway', 'waterway', 'fclass', 'type', 'jenis', 'kelas', 'remark', 'fungsi']
];
