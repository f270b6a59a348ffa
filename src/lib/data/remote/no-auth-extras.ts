// Stands in the build for two parts of the library that signs people in: administration with the server's
// own key, which no device has, and passkeys, which this app does not offer. See vite.config.ts.

/** Made beside each client, and never called. */
export default class GoTrueAdminApi {}
export class WebAuthnApi {}

/** Tells the library that there are no passkeys here: it asks before all the others. */
export const browserSupportsWebAuthn = () => false;

/** @throws always */
function absent(): never {
	throw new Error('This app has no passkeys.');
}

export const webAuthnAbortService = { createNewAbortSignal: absent };
export {
	absent as createCredential,
	absent as deserializeCredentialCreationOptions,
	absent as deserializeCredentialRequestOptions,
	absent as getCredential,
	absent as serializeCredentialCreationResponse,
	absent as serializeCredentialRequestResponse
};
