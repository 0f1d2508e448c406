/** Appends records to the history that the first argument names, forever, and prints the number of each that is on the disk. */
import { openHistory } from '../../src/index.js';
import { runRecord } from '../run-record.js';

const [path = '', first = '0'] = process.argv.slice(2);
const warn = (message: string) => process.stderr.write(`${message}\n`);
const runId = `1-1-1-${first}-a`;
const history = await openHistory({ path, runId, keep: 20, warn });
for (let at = Number(first); ; at++) {
  const record = runRecord({ id: `${at}`, report: 'x'.repeat(at % 500) });
  await history.append(record);
  await history.append({ ...record, outcome: 'done' });
  process.stdout.write(`${at}\n`);
}
