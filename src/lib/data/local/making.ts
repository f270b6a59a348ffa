// Time and ids as the running app makes them.
import { uuidv7 } from 'uuidv7';
import type { Making } from './commit.ts';

export const deviceMaking: Making = { now: () => Date.now(), id: () => uuidv7() };
