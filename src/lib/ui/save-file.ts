// A file that the page made, into the downloads of the device.

/** @param name must say nothing of a person: it is seen by whoever holds the device */
export function saveFile(content: BlobPart, type: string, name: string): void {
	const url = URL.createObjectURL(new Blob([content], { type }));
	Object.assign(document.createElement('a'), { href: url, download: name }).click();
	URL.revokeObjectURL(url);
}
