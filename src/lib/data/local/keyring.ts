// Where the key of a membership's records comes from. Never hands out key material: the key is a
// handle that the browser will not export.

export interface KeyProvider {
	/** @throws RecordsLocked while a PIN or a sign-in is needed */
	key(membershipId: string): Promise<CryptoKey>;
	/** Another key that some records are still sealed with; null when all are sealed with `key`. */
	older?(membershipId: string): Promise<CryptoKey | null>;
	/** Nothing is sealed with the older key any more: it is deleted. */
	retireOlder?(membershipId: string): Promise<void>;
	/** Forgets what is in memory. Deletes nothing. */
	forget(): void;
}
