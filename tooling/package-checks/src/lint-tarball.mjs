import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const attw = fileURLToPath(new URL('../node_modules/.bin/attw', import.meta.url));

/** What publint and attw have to say about a tarball. A package that can't be imported has no types to look at. */
export async function lintTarball({ manifest }, tarball) {
  const messages = await runPublint(tarball);
  const hasCode = manifest.exports?.['.'] !== undefined;
  return hasCode ? [...messages, ...(await runAttw(tarball))] : messages;
}

async function runPublint(tarball) {
  const { buffer, byteOffset, byteLength } = readFileSync(tarball);
  const bytes = buffer.slice(byteOffset, byteOffset + byteLength);
  const { messages, pkg } = await publint({ pack: { tarball: bytes }, strict: true });
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`);
}

async function runAttw(tarball) {
  const options = [
    tarball,
    '--profile',
    'esm-only',
    '--format',
    'ascii',
    '--no-color',
    '--no-emoji',
  ];
  try {
    await promisify(execFile)(attw, options);
    return [];
  } catch (error) {
    return [`attw: ${error.stdout || error.message}`];
  }
}
