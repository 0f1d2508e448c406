/*
 * Builds the site into dist/, without the network: the documents of the repository and one page for the API of each package. A link
 * to a page, a heading or a file that doesn't exist fails the build.
 */
import { fileURLToPath } from 'node:url';
import { build } from 'vitepress';
import { checkLinks } from './src/check-links.mjs';
import { writeApiPages } from './src/write-api-pages.mjs';

const site = fileURLToPath(new URL('.', import.meta.url));
await writeApiPages();
await build(site);
const faults = checkLinks(fileURLToPath(new URL('dist/', import.meta.url)));
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
