/* Serves the site on 127.0.0.1, and shows changes of the documents at once. The API pages are those of the start. */
import { fileURLToPath } from 'node:url';
import { createServer } from 'vitepress';
import { writeApiPages } from './src/write-api-pages.mjs';

await writeApiPages();
const server = await createServer(fileURLToPath(new URL('.', import.meta.url)));
await server.listen();
server.printUrls();
