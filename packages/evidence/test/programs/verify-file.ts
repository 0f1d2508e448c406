import { readFileSync } from 'node:fs';
import { createSignatureVerifier, parseAllowedSigners } from '../../src/index.js';

// Prints the verdict on each signature of a message: verify-file MESSAGE ALLOWED SIGNATURE…
const [message = '', allowed = '', ...signatures] = process.argv.slice(2);
const { signers } = parseAllowedSigners(readFileSync(allowed));
const verify = createSignatureVerifier({ signers });
const at = new Date('2026-06-01T00:00:00Z');
for (const path of signatures) {
  const verdict = verify(readFileSync(path, 'latin1'), readFileSync(message), at);
  process.stdout.write(`${JSON.stringify(verdict)}\n`);
}
