import type { Role } from '#lib/domain/access.ts';
import { m } from '#lib/paraglide/messages.js';

export const roleNames: Readonly<Record<Role, () => string>> = {
	kader: m.access_role_kader,
	health_worker: m.access_role_health_worker,
	planner: m.access_role_planner,
	health_office: m.access_role_health_office,
	viewer: m.access_role_viewer
};
