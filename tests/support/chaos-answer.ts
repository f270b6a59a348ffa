// Ends an answer before its end: by breaking the connection, or by a head that calls the stump all.
import type { Fate } from './chaos-request.ts';

const headEnd = '\r\n\r\n';

type Breaking = Extract<Fate, object>;

interface Taken {
	/** What still goes to the phone. */
	readonly give: Buffer;
	/** The connection is over after it. */
	readonly end: boolean;
}

export class AnswerCut {
	readonly #fate: Breaking;
	readonly #broken: (gzip: boolean) => void;
	#held: Buffer = Buffer.alloc(0);
	#given = 0;
	#over = false;

	private constructor(fate: Breaking, broken: (gzip: boolean) => void) {
		this.#fate = fate;
		this.#broken = broken;
	}

	/** Null for fates that leave the answer whole. */
	static for(fate: Fate, broken: (gzip: boolean) => void): AnswerCut | null {
		if (fate === 'answer_lost') return new AnswerCut({ cutAfter: 0 }, broken);
		return typeof fate === 'object' ? new AnswerCut(fate, broken) : null;
	}

	take(bytes: Buffer): Taken {
		if (this.#over) return { give: Buffer.alloc(0), end: true };
		return 'cutAfter' in this.#fate
			? this.#cut(bytes, this.#fate.cutAfter)
			: this.#shorten(bytes, this.#fate.shortBody);
	}

	#cut(bytes: Buffer, after: number): Taken {
		const give = bytes.subarray(0, Math.max(0, after - this.#given));
		// Only of the first bytes: the head of every answer of ours fits into them.
		if (this.#given === 0) this.#held = bytes;
		this.#given += bytes.length;
		if (this.#given <= after) return { give, end: false };
		return this.#end(give, this.#held.toString('latin1'));
	}

	/** Holds the answer back until the head and the stump are there. */
	#shorten(bytes: Buffer, length: number): Taken {
		this.#held = Buffer.concat([this.#held, bytes]);
		const end = this.#held.indexOf(headEnd);
		if (end < 0) return { give: Buffer.alloc(0), end: false };
		const bodyAt = end + headEnd.length;
		const head = this.#held.toString('latin1', 0, bodyAt);
		const whole = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
		const kept = Math.min(length, whole);
		if (this.#held.length < bodyAt + kept) return { give: Buffer.alloc(0), end: false };
		const short = head.replace(/^content-length:.*$/im, `content-length: ${String(kept)}`);
		const body = this.#held.subarray(bodyAt, bodyAt + kept);
		return this.#end(Buffer.concat([Buffer.from(short, 'latin1'), body]), head);
	}

	#end(give: Buffer, head: string): Taken {
		this.#over = true;
		this.#broken(/^content-encoding: *gzip/im.test(head));
		return { give, end: true };
	}
}
