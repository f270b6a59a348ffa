// The five people of the demo. They exist in demo mode only, shown on the sign-in page.
export const demoPassword = 'jangkau-demo';

export const demoAccounts: readonly { email: string; title: string }[] = [
	{ email: 'perencana@demo.jangkau.id', title: 'perencana puskesmas' },
	{ email: 'kader@demo.jangkau.id', title: 'kader' },
	{ email: 'bidan@demo.jangkau.id', title: 'bidan' },
	{ email: 'camat@demo.jangkau.id', title: 'camat' },
	{ email: 'dinas@demo.jangkau.id', title: 'dinas kesehatan' }
];
