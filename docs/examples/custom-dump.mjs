// node custom-dump.mjs ROOT URL: sends a dump to a web server while it is being made; nothing is written to disk.
import { createCollector, createFileReader } from '@create-dump/collector';
import { createDumper } from '@create-dump/core';
import { createMarkdownFormat, createSectionRenderer } from '@create-dump/markdown-writer';

const [root, url] = process.argv.slice(2);
const { readable, writable } = new TransformStream();
const body = writable.getWriter();
const sent = fetch(url, { method: 'PUT', body: readable, duplex: 'half' });
const renderSections = createSectionRenderer({ openSource: createFileReader({ root }) });
const openOutput = async () => ({
  write: (chunk) => body.write(Buffer.from(chunk)),
  async publish(sha256) {
    await body.close();
    if (!(await sent).ok) throw new Error(`${url} refused the dump`);
    return { path: null, checksumPath: null, sha256 };
  },
  [Symbol.asyncDispose]: () => body.abort().catch(() => {}),
});
const [discover, format] = [createCollector({ root }), createMarkdownFormat({ renderSections })];
const dump = createDumper({ discover, format, openOutput, observe: () => {} });
const request = { generatedAt: new Date(), tool: 'custom-dump 1.0.0', options: {} };
console.log((await dump(request, AbortSignal.timeout(600_000))).sha256);
