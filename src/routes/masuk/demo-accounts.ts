import { m } from '#lib/paraglide/messages.js';

/** The people of the demo puskesmas. Only an installation in demo mode shows them, and only there do they exist. */
export const demoPassword = 'jangkau-demo';

export const demoAccounts = [
	{ account: 'perencana@demo.jangkau.id', role: m.access_role_planner },
	{ account: 'kader@demo.jangkau.id', role: m.access_role_kader },
	{ account: 'bidan@demo.jangkau.id', role: m.access_role_health_worker },
	{ account: 'camat@demo.jangkau.id', role: m.access_role_viewer },
	{ account: 'dinas@demo.jangkau.id', role: m.access_role_health_office }
];
