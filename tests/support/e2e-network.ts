// The wire between phone and server. Cut, it drops what is on the way and refuses what comes.
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface Network {
	readonly url: string;
	cut(): void;
	restore(): void;
	close(): Promise<void>;
}

/** @param port of the server on this machine */
export async function openNetwork(port: number): Promise<Network> {
	const open = new Set<Socket>();
	let isCut = false;
	const drop = () => {
		for (const socket of open) socket.destroy();
	};
	const gate = createServer((phone) => {
		if (isCut) {
			phone.destroy();
			return;
		}
		const server = connect(port, '127.0.0.1');
		for (const [socket, other] of [
			[phone, server],
			[server, phone]
		] as const) {
			open.add(socket);
			socket.on('error', () => other.destroy());
			socket.on('close', () => {
				open.delete(socket);
				other.destroy();
			});
			socket.pipe(other);
		}
	});
	await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${String((gate.address() as AddressInfo).port)}`,
		cut: () => {
			isCut = true;
			drop();
		},
		restore: () => {
			isCut = false;
		},
		close: () => {
			const closed = new Promise<void>((resolve) => gate.close(() => resolve()));
			drop();
			return closed;
		}
	};
}
