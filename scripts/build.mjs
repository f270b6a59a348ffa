// The build that `npm start` would make, and nothing when it is there already.
import { ensureBuilt } from './install.mjs';

ensureBuilt();
