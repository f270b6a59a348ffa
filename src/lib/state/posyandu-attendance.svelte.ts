// Screen state of a posyandu's list: what is searched, who is shown, and every tap stored at once.
import { uuidv7 } from 'uuidv7';
import type { Membership } from '#lib/domain/access.ts';
import type { Day } from '#lib/domain/entity.ts';
import {
	closePosyanduDay,
	markAll,
	markAttendance,
	type Marking,
	type PosyanduDayProblem
} from '#lib/domain/posyandu-day.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';
import type { Change } from '#lib/domain/sync/change.ts';
import type { Records } from '#lib/data/contracts.ts';
import { LiveQuery } from './live-query.svelte.ts';
import {
	attendanceCounts,
	readAttendance,
	shownFamilies,
	type AttendanceFilter,
	type AttendanceSource,
	type Attender
} from './posyandu-attendance.ts';

export type AttendanceFailure = PosyanduDayProblem | 'quota' | 'locked' | 'failed';
type Stored = Result<unknown, AttendanceFailure>;

interface Source {
	readonly list: AttendanceSource | null;
	/** Of the kader who looks at it; null for staff. */
	readonly ownPosyanduId: string | null;
}

async function read(records: Records, member: Membership, sessionId: string): Promise<Source> {
	const list = await readAttendance(records, sessionId);
	const kader = member.kaderId ? await records.get('kader', member.kaderId) : undefined;
	return { list, ownPosyanduId: kader?.posyanduId ?? null };
}

export class AttendanceView {
	readonly #records: Records;
	readonly #member: Membership;
	readonly #source: LiveQuery<Source>;
	readonly #today: () => Day;
	query = $state('');
	filter = $state<AttendanceFilter>('expected');
	/** One command at a time: two quick taps on one name are two marks of one row. */
	#last: Promise<unknown> = Promise.resolve();

	constructor(records: Records, member: Membership, sessionId: string, today: () => Day) {
		this.#records = records;
		this.#member = member;
		this.#today = today;
		this.#source = new LiveQuery(records.live((store) => read(store, member, sessionId)));
	}

	get failed(): boolean {
		return this.#source.error !== undefined;
	}
	get ready(): boolean {
		return this.#source.ready;
	}
	get list(): AttendanceSource | null {
		return this.#source.current?.list ?? null;
	}

	readonly counts = $derived(attendanceCounts(this.list?.families ?? []));
	readonly shown = $derived(shownFamilies(this.list?.families ?? [], this.filter, this.query));

	/** Whether she may say that the day took place: staff, and the kader of that posyandu. */
	get mayHold(): boolean {
		return (
			this.#member.role !== 'kader' ||
			this.#source.current?.ownPosyanduId === this.list?.session.posyanduId
		);
	}

	mark({ member }: Pick<Attender, 'member'>, present: boolean): Promise<Stored> {
		return this.#do(async (marking) => {
			const marks = await this.#records.where('attendance', 'memberId', member.id);
			const mark = marks.find(({ sessionId }) => sessionId === marking.session.id);
			return markAttendance(marking, member, present, mark);
		});
	}

	/** Everybody who is expected and not marked yet came. */
	restPresent(): Promise<Stored> {
		return this.#do(async (marking) => {
			const list = await readAttendance(this.#records, marking.session.id);
			return list ? markAll(marking, expectedOf(list), true, list.marks) : ok([]);
		});
	}

	close(): Promise<Stored> {
		return this.#do(async (marking) => {
			const list = await readAttendance(this.#records, marking.session.id);
			if (!list) return ok([]);
			return closePosyanduDay(marking, expectedOf(list), list.marks, this.mayHold);
		});
	}

	/** What is stored now decides, not what was on the screen when she tapped. */
	#do(
		command: (marking: Marking) => Promise<Result<Change[], PosyanduDayProblem>>
	): Promise<Stored> {
		const sessionId = this.list?.session.id ?? '';
		const done = this.#last.then(async (): Promise<Stored> => {
			try {
				const session = await this.#records.get('posyandu_session', sessionId);
				if (!session) return err('failed');
				const changes = await command({ session, today: this.#today(), newId: uuidv7 });
				if (!changes.ok) return changes;
				return changes.value.length === 0 ? ok(null) : await this.#records.commit(changes.value);
			} catch {
				return err('failed');
			}
		});
		this.#last = done;
		return done;
	}
}

const expectedOf = ({ families }: AttendanceSource) =>
	families
		.flatMap(({ people }) => people)
		.filter(({ expected }) => expected)
		.map(({ member }) => member);
