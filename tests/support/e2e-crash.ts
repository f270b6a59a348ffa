// What can die while a phone and a server talk, when exactly, and how it comes back.
import { expect } from '@playwright/test';
import type { Moment } from './chaos-proxy.ts';
import type { MortalPostgres } from './e2e-mortal-postgres.ts';
import type { Phone } from './e2e-phone.ts';
import type { TestServer } from './e2e-server.ts';

/**
 * `database`: the PostgreSQL behind the server. Its driver may pull the server down with it (postgres
 * 3.4 writes to a socket that is gone), so both are started again, as a supervisor does.
 */
export const crashes = ['browser', 'network', 'server', 'database'] as const;
export type Crash = (typeof crashes)[number];

/** A moment of a call: the `nth` of this function since the test began. */
export interface CrashPoint {
	readonly call: 'sync_push' | 'sync_pull';
	readonly moment: Moment;
	readonly nth: number;
}

export function pointName({ call, moment, nth }: CrashPoint): string {
	return `${call} ${String(nth)} ${moment}`;
}

export interface Dying {
	/** Resolves when it has happened. */
	readonly happened: Promise<void>;
	recover(): Promise<void>;
}

export interface Mortals {
	readonly phone: Phone;
	readonly server: TestServer;
	/** Null on the embedded database, which dies with its server. */
	readonly postgres: MortalPostgres | null;
}

/** Arms the crash: the call stands still at the point until what is to die is dead. */
export function crashAt({ call, moment, nth }: CrashPoint, crash: Crash, mortals: Mortals): Dying {
	const { phone, server, postgres } = mortals;
	let seen = 0;
	let done = () => {};
	const happened = new Promise<void>((resolve) => (done = resolve));
	server.network.weather({
		at: (now, { path }) => {
			if (now !== moment || !path.endsWith(`/${call}`) || (seen += 1) !== nth) return undefined;
			return strike(crash, mortals).then(done);
		}
	});
	return {
		happened,
		recover: async () => {
			await happened;
			server.network.weather({});
			if (crash === 'browser') await phone.goto('/kirim');
			if (crash === 'network') await phone.restoreNetwork();
			if (crash === 'database') {
				await server.crash();
				await postgres?.revive();
			}
			if (crash === 'server' || crash === 'database') await server.revive();
			// The phone waits with its next attempt; a person need not.
			if (crash === 'server' || crash === 'database')
				await phone.page
					.getByRole('region', { name: 'Keadaan HP ini' })
					.getByRole('button')
					.click();
		}
	};
}

async function strike(crash: Crash, { phone, server, postgres }: Mortals): Promise<void> {
	switch (crash) {
		case 'browser':
			return phone.kill();
		case 'network':
			server.network.cut();
			return phone.cutNetwork();
		case 'server':
			return server.crash();
		case 'database':
			return postgres?.crash();
	}
}

/** The phone holds as many households as the server says are hers, and its last pull ran to its end. */
export async function expectSameHouseholds(
	server: TestServer,
	held: () => Promise<readonly string[]>
): Promise<void> {
	const own = await server.sql<{ id: string }>(
		`select h.id::text as id from jangkau.household h
		join jangkau.territory t on t.id = h.territory_id and t.active
		join jangkau.membership m on m.kader_id = t.kader_id
		join auth.users u on u.id = m.user_id where u.email = 'kader@demo.jangkau.id'`
	);
	await expect
		.poll(async () => [...(await held())].sort(), { timeout: 90_000 })
		.toEqual(own.map(({ id }) => id).sort());
}
