/** What a day's words are sealed for. @param from when the day begins, milliseconds since 1970 */
export const sightPurpose = (membershipId: string, from: number): string =>
	`sight:${membershipId}:${String(from)}`;
