// Whether the app can be put on the home screen here, and how.

/** Chromium's event; not in the DOM types. */
interface InstallPromptEvent extends Event {
	prompt(): Promise<void>;
	readonly userChoice: Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

/** `installed`: runs as an app. `offered`: one tap installs. `ios`: by hand, from the share menu. */
export type InstallState = 'installed' | 'offered' | 'ios' | 'unavailable';

export class InstallOffer {
	#prompt = $state.raw<InstallPromptEvent | null>(null);
	#installed = $state(false);
	readonly #ios: boolean;

	constructor(window: Window) {
		const { navigator } = window;
		this.#ios =
			/iPad|iPhone|iPod/.test(navigator.userAgent) ||
			(navigator.userAgent.includes('Macintosh') && navigator.maxTouchPoints > 1);
		this.#installed =
			window.matchMedia('(display-mode: standalone)').matches ||
			(navigator as { standalone?: boolean }).standalone === true;
		window.addEventListener('beforeinstallprompt', (event) => {
			event.preventDefault();
			this.#prompt = event as InstallPromptEvent;
		});
		window.addEventListener('appinstalled', () => {
			this.#installed = true;
			this.#prompt = null;
		});
	}

	get state(): InstallState {
		if (this.#installed) return 'installed';
		if (this.#prompt) return 'offered';
		return this.#ios ? 'ios' : 'unavailable';
	}

	async install(): Promise<void> {
		const prompt = this.#prompt;
		if (!prompt) return;
		this.#prompt = null;
		await prompt.prompt();
		await prompt.userChoice;
	}
}
