// The five people of the demo. They exist in demo mode only, shown on the sign-in page.
import type { Role } from '../../src/lib/domain/access.ts';

export const demoPassword = 'jangkau-demo';

export const demoAccounts: readonly { email: string; role: Role; title: string }[] = [
	{ email: 'perencana@demo.jangkau.id', role: 'planner', title: 'perencana puskesmas' },
	{ email: 'kader@demo.jangkau.id', role: 'kader', title: 'kader' },
	{ email: 'bidan@demo.jangkau.id', role: 'health_worker', title: 'bidan' },
	{ email: 'camat@demo.jangkau.id', role: 'viewer', title: 'camat' },
	{ email: 'dinas@demo.jangkau.id', role: 'health_office', title: 'dinas kesehatan' }
];
