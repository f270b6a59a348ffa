// One direction of a slow line: bytes queue for it, then travel.

export interface LinkSpeed {
	readonly latencyMs?: number;
	readonly bitsPerSecond?: number;
	readonly pieceBytes?: number;
}

export class Link {
	readonly #speed: LinkSpeed;
	#freeAt = 0;
	/** Since the speed was set. */
	bytes = 0;

	constructor(speed: LinkSpeed) {
		this.#speed = speed;
	}

	/** Resolves when the bytes have arrived at the other end. */
	carry(bytes: Buffer): Promise<void> {
		const { latencyMs = 0, bitsPerSecond = Infinity } = this.#speed;
		const now = performance.now();
		this.bytes += bytes.length;
		this.#freeAt = Math.max(now, this.#freeAt) + (bytes.length * 8000) / bitsPerSecond;
		const waitMs = this.#freeAt + latencyMs - now;
		if (waitMs <= 0) return Promise.resolve();
		return new Promise((resolve) => setTimeout(resolve, waitMs));
	}

	/** A packet's worth on a slow line, so that bytes trickle in instead of coming in one block. */
	pieces(bytes: Buffer): Buffer[] {
		const { pieceBytes = this.#speed.bitsPerSecond ? 1400 : bytes.length } = this.#speed;
		const pieces: Buffer[] = [];
		for (let at = 0; at < bytes.length; at += pieceBytes)
			pieces.push(bytes.subarray(at, at + pieceBytes));
		return pieces;
	}
}
