import { hostname } from 'node:os';
import { writeSync } from 'node:fs';
import { createRunId } from '@create-dump/files';
import { createLedger } from '../../src/index.js';

/** Appends acts to a ledger, one by one, and prints the number of each once it is acknowledged. */
const [path = '', name = '', count = '0'] = process.argv.slice(2);
const now = new Date();
const runId = createRunId({ pid: process.pid, hostname: hostname(), now });
const ledger = createLedger({ path, runId, wait: 60_000 });
for (let number = 1; number <= Number(count); number++) {
  const sha256 = number.toString(16).padStart(64, '0');
  await ledger.append([{ act: 'publish', item: `${name}-${number}`, sha256 }], new Date());
  writeSync(1, `${name}-${number}\n`);
}
