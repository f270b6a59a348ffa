// Makes the demo folder of the browser tests ahead of them, while another core has other work.
import { makeTemplate } from './e2e-template.ts';

await makeTemplate();
