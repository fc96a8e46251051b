import { generate } from './generate.js';
import { demoPlan } from './plan.js';

/** Fills a home with the logs of a demo that ends now, in this machine's zone: `node demoHome.js FOLDER`. */
const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Name an empty folder.');
generate(demoPlan(Date.now(), new Intl.DateTimeFormat().resolvedOptions().timeZone), folder);
