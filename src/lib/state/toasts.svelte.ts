// Short messages that come and go. A failure that needs a decision is a banner or a dialog instead.

export interface Toast {
	readonly id: number;
	readonly text: string;
	readonly tone?: 'info' | 'success' | 'warn' | 'danger';
	readonly action?: { readonly label: string; readonly run: () => void };
}

/** Long enough to read twice in the sun; a toast with a button stays until it is closed. */
const shownMs = 7000;

export class Toasts {
	list = $state.raw<readonly Toast[]>([]);
	#next = 1;

	show(text: string, options: Omit<Toast, 'id' | 'text'> = {}): void {
		const toast = { id: this.#next++, text, ...options };
		this.list = [...this.list.slice(-2), toast];
		if (!toast.action) setTimeout(() => this.dismiss(toast.id), shownMs);
	}

	dismiss(id: number): void {
		this.list = this.list.filter((toast) => toast.id !== id);
	}
}
