// Accounts of people who have no e-mail: a short name that can be read out over the phone, and the
// address that the sign-in library wants, on a domain from the configuration.

/** Lower case, without letters and digits that are taken for one another. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
/** 31^8 names: two devices never meet on one by chance. */
const length = 8;

/** @param random bytes, `length` or more of them */
export function newAccount(random: (count: number) => Uint8Array): string {
	let name = '';
	while (name.length < length) {
		for (const byte of random(length)) {
			// The rest above a whole multiple would favour the first letters.
			if (byte < 248 && name.length < length) name += alphabet[byte % alphabet.length];
		}
	}
	return name;
}

/** What a person types as her account → the address to sign in with. */
export function addressOf(account: string, domain: string): string {
	const name = account.trim().toLowerCase();
	return name.includes('@') ? name : `${name}@${domain}`;
}

/** Hyphens, spaces and case of a typed code do not matter; the server reads it in the same way. */
export async function codeHash(code: string): Promise<string> {
	const plain = code.toUpperCase().replace(/[^A-Z0-9]/g, '');
	const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(plain));
	return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
