declare global {
	namespace App {
		interface PageState {
			/** Where someone wanted to go before she had to sign in. */
			returnTo?: string;
		}
	}
}

export {};
