/** A fault of the command's input. Its message is the one line that the person at the terminal sees. */
export class BadInput extends Error {}
