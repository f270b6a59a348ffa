declare global {
	/** Set by the first script of the page: src/first-sight has painted what it could. */
	var firstSight: Promise<void> | undefined;

	namespace App {
		interface PageState {
			/** Where someone wanted to go before she had to sign in. */
			returnTo?: string;
		}
	}
}

export {};
