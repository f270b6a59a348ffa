// Bugs that real systems have had, planted one at a time into the device's code. Each must make the
// named tests fail; `npm run test:mutants` tries them all.

export interface Mutant {
	/** What the broken device does. */
	readonly name: string;
	readonly file: string;
	readonly from: string;
	readonly to: string;
	/** The test file that must notice. */
	readonly found: string;
}

const local = 'src/lib/data/local';
const sync = 'src/lib/data/sync';
const domain = 'src/lib/domain/sync';
const remote = 'src/lib/data/remote';
const histories = 'tests/sync/histories-1.test.ts';
const engine = 'tests/sync/engine.test.ts';
const queue = 'tests/sync/queue.test.ts';
const chance = 'tests/sync/found-by-chance.test.ts';
const orders = 'tests/sync/orders.test.ts';
const records = 'tests/sync/records.test.ts';
const triggers = 'tests/sync/triggers.test.ts';
const versions = 'tests/sync/versions.test.ts';

export const mutants: readonly Mutant[] = [
	{
		name: 'takes a change out of the queue when it is sent, not when it is answered',
		file: `${local}/sync-store.ts`,
		from: '		return mutations;\n',
		to: '		await this.#store.database.outbox.bulkDelete([...mids]);\n		return mutations;\n',
		found: histories
	},
	{
		name: 'drops what the server refused',
		file: `${local}/acknowledge.ts`,
		from: 'rest = replaced(rest, change, { verdict: outcome, code });',
		to: 'rest = rest.filter((other) => other !== change);',
		found: histories
	},
	{
		name: 'reads the results by their place in the answer',
		file: `${domain}/answer.ts`,
		from: 'return { results, epoch',
		to: 'return { results: results.map((one, at) => ({ ...one, mid: sent[at]! })), epoch',
		found: queue
	},
	{
		name: 'takes any answer with results for the whole one',
		file: `${domain}/answer.ts`,
		from: 'if (results.length !== sent.length || !sent.every((mid) => answered.has(mid))) return null;',
		to: 'void answered;',
		found: `${domain}/answer.test.ts`
	},
	{
		name: 'stores the rows without the cursor that belongs to them',
		file: `${local}/apply-page.ts`,
		from: '			await putArrived(store, arrived);\n',
		to: '			void arrived;\n',
		found: histories
	},
	{
		name: 'deletes everything when it is signed out',
		file: `${sync}/engine.ts`,
		from: '	#failed(failure: SyncFailure): number {\n',
		to: "	#failed(failure: SyncFailure): number {\n		if (failure === 'signed_out') void this.#ports.orders.wipe();\n",
		found: engine
	},
	{
		name: 'forgets what was confirmed',
		file: `${local}/acknowledge.ts`,
		from: '		await journal.put(',
		to: '		if (storedAt === null) await journal.put(',
		found: engine
	},
	{
		name: 'forgets what was confirmed when the phone’s date jumps ahead',
		file: `${local}/apply-page.ts`,
		from: '				await thinJournal(store, serverTime);\n			}',
		to: '				await thinJournal(store, now);\n			}',
		found: orders
	},
	{
		name: 'keeps sealed copies of what is no longer hers',
		file: `${local}/journal.ts`,
		from: 'await journal.bulkDelete(await withoutRow(store, older));',
		to: 'void (await withoutRow(store, older));',
		found: orders
	},
	{
		name: 'takes a clash for stored and says nothing',
		file: `${domain}/verdict.ts`,
		from: "		case 'conflict':\n		case 'rejected':\n			return verdict;",
		to: "		case 'conflict':\n			return 'stored';\n		case 'rejected':\n			return verdict;",
		found: queue
	},
	{
		name: 'sends a clash again under the id that the server already knows',
		file: `${local}/mending.ts`,
		from: "item.verdict === 'conflict' ? making.id() : item.mid",
		to: 'making && item.mid',
		found: queue
	},
	{
		name: 'sends what hangs on a refused change',
		file: `${domain}/batch.ts`,
		from: '		if (item.deps.some((dep) => queued.has(dep) && !cut.has(dep))) continue;\n',
		to: '		void queued;\n',
		found: `${domain}/batch.test.ts`
	},
	{
		name: 'counts from the start again after each save',
		file: `${local}/commit.ts`,
		from: ', store.setMeta({ seq })]',
		to: ']',
		found: records
	},
	{
		name: 'writes the row in one transaction and its place in the queue in another',
		file: `${local}/commit.ts`,
		from: '			await Promise.all([putRows(store, rows), append(store, entries)]);\n',
		to: '			await putRows(store, rows);\n			void Promise.resolve().then(() =>\n				store.write([], () => Promise.resolve(() => append(store, entries)))\n			);\n',
		found: versions
	},
	{
		name: 'takes unsent changes away with a territory',
		file: `${local}/purge.ts`,
		from: '	await rows.delete(id);\n',
		to: "	await rows.delete(id);\n	await store.database.outbox.where('row').equals(row).delete();\n",
		found: histories
	},
	{
		name: 'sweeps away what was made here and is unsent',
		file: `${local}/purge.ts`,
		from: 'const waits = queued.has(rowKey(entity, id));',
		to: 'const waits = queued.has(id);',
		found: orders
	},
	{
		name: 'keeps for ever what no pull has shown',
		file: `${local}/purge.ts`,
		from: '	if (until <= since) return;\n',
		to: '	return;\n',
		found: engine
	},
	{
		name: 'says that all is here after the first page',
		file: `${local}/apply-page.ts`,
		from: '		...(page.more ? {} : end)',
		to: '		...end',
		found: engine
	},
	{
		name: 'goes on saying that all is here while a new territory arrives',
		file: `${local}/apply-page.ts`,
		from: '		...(grew ? { complete: false } : {}),\n',
		to: '		...(grew ? {} : {}),\n',
		found: orders
	},
	{
		name: 'empties the phone while a change may still be sent',
		file: `${sync}/pull.ts`,
		from: "			if (await maySendMore(ports, page)) return ok('wipe_waits');\n",
		to: '			void maySendMore;\n',
		found: orders
	},
	{
		name: 'never hears of an order while its push fails',
		file: `${sync}/engine.ts`,
		from: '!pushed.ok && endsRound(pushed.error)',
		to: '!pushed.ok && (endsRound(pushed.error) || true)',
		found: orders
	},
	{
		name: 'counts the day of an order by its own clock',
		file: `${sync}/pull.ts`,
		from: 'await store.wipeHeard(page.server_time);',
		to: 'await store.wipeHeard(new Date(0).toISOString());',
		found: orders
	},
	{
		name: 'forgets to try again after a failure',
		file: `${sync}/engine.ts`,
		from: 'if (this.#stops.length > 0) this.#tryAfter',
		to: 'if (this.#stops.length > 0 && this.#failures === 0) this.#tryAfter',
		found: triggers
	},
	{
		name: 'waits for a frozen tab for ever',
		file: `${sync}/engine.ts`,
		from: '}, frozen);',
		to: '}, frozen && false);',
		found: triggers
	},
	{
		name: 'robs a tab that is at work',
		file: `${sync}/engine.ts`,
		from: '			if (this.#waitingSince !== null) this.#waitingSince = this.#ports.clock.now();\n',
		to: '',
		found: triggers
	},
	{
		name: 'stops at an entry that does not open',
		file: `${local}/record-store.ts`,
		from: '		if (error instanceof SealBroken) return null;\n',
		to: '		if (error === SealBroken) return null;\n',
		found: queue
	},
	{
		name: 'covers a later value with an answer that came twice',
		file: `${local}/acknowledge.ts`,
		from: "!(base && result.verdict === 'duplicate')",
		to: 'true',
		found: chance
	},
	{
		name: 'lets a visit wait for an edit that clashed',
		file: `${local}/sync-store.ts`,
		from: "filter(({ verdict }) => verdict !== 'conflict')",
		to: 'toCollection()',
		found: chance
	},
	{
		name: 'forgets why a change was refused',
		file: `${local}/acknowledge.ts`,
		from: 'if (change.item.verdict === null) rest',
		to: 'rest',
		found: chance
	},
	{
		name: 'tries the same long call over and over',
		file: `${sync}/push.ts`,
		from: '			return size.shorten();',
		to: '			return;',
		found: queue
	},
	{
		name: 'asks for the same long page over and over',
		file: `${sync}/pull.ts`,
		from: "		if (answer.error !== 'busy' && answer.error !== 'portal') size.shorten();\n",
		to: '',
		found: queue
	},
	{
		name: 'sends one change that is too large for ever',
		file: `${sync}/push.ts`,
		from: "				await ports.store.refuse(mids[0]!, 'too_large');\n				continue;\n",
		to: '				return err(answer.error);\n',
		found: queue
	},
	{
		name: 'does not leave a server alone that asks for it',
		file: `${sync}/engine.ts`,
		from: 'return Math.max(this.#backoff(), asked);',
		to: 'return this.#backoff() + 0 * asked;',
		found: queue
	},
	{
		name: 'does not notice that the server was restored',
		file: `${local}/epoch.ts`,
		from: '	if (known === epoch) return false;\n',
		to: '	if (known) return false;\n',
		found: engine
	},
	{
		name: 'does not say what it last saw confirmed',
		file: `${sync}/pull.ts`,
		from: '		last_mid: lastMid\n',
		to: '		last_mid: null\n',
		found: orders
	},
	{
		name: 'keeps the records of somebody whose access has ended',
		file: `${local}/apply-page.ts`,
		from: '	await removeAll(store);\n',
		to: '',
		found: orders
	},
	{
		name: 'notes a clock offset that a turned clock has made worthless',
		file: `${local}/commit.ts`,
		from: 'return now < (readAt ?? Infinity) ? null :',
		to: 'return now < (readAt ?? Infinity) && now < 0 ? null :',
		found: orders
	},
	{
		name: 'passes over rows of a kind that only the updated app knows',
		file: `${local}/sync-store.ts`,
		from: '		await this.#meetNewEntities();\n',
		to: '',
		found: orders
	},
	{
		name: 'writes to a database of a newer version',
		file: `${local}/versions.ts`,
		from: "	database.on('ready', refuseNewer, true);\n",
		to: '	void refuseNewer;\n',
		found: versions
	},
	{
		name: 'reports a save that is only in the buffer',
		file: `${local}/records-database.ts`,
		from: "chromeTransactionDurability: 'strict'",
		to: "chromeTransactionDurability: 'relaxed'",
		found: versions
	},
	{
		name: 'renews one session in two tabs at once',
		file: `${remote}/client.ts`,
		from: 'this.#alone(work)',
		to: 'this.#alone === null ? work() : work()',
		found: 'tests/sync/session.test.ts'
	}
];
