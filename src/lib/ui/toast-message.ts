export interface ToastMessage {
	readonly id: number;
	readonly text: string;
	readonly tone?: 'info' | 'success' | 'warn' | 'danger';
	readonly action?: { readonly label: string; readonly run: () => void };
}
