import { exitCodeMeanings } from '@create-dump/observing';
import { defaultConfig } from './read-arguments.js';
import { defaultWorkerConfig } from './read-queue-arguments.js';

const options: ReadonlyArray<readonly [option: string, text: string]> = [
  ['-c, --config FILE', `Configuration (default: ${defaultConfig})`],
  ['    --check', 'Check the configuration, and print when each run is due next'],
  ['    --run NAME', 'Do one run now, in the foreground, and exit as its command does'],
  ['-h, --help', 'Show this text'],
  ['-V, --version', 'Show the version'],
];

const queueOptions: ReadonlyArray<readonly [option: string, text: string]> = [
  ['-c, --config FILE', `What the worker may touch (default: ${defaultWorkerConfig})`],
  ['    --queue URL', 'The Redis of the queue: redis://HOST:6379'],
  ['    --queue-file FILE', 'The same, with the address in this file'],
  ['    --jobs N', 'Dumps at the same time (default: one per processor)'],
  ['    --listen ADDRESS', 'Serve metrics of the worker there: 127.0.0.1:9465'],
  ['    --retry', 'Have workers try the dead jobs again'],
  ['    --json', 'Print the dead jobs as a JSON document'],
];

export const helpText = `create-dump-batch: dumps, archives and audits on a schedule

Usage: create-dump-batch [--config FILE] [--check | --run NAME]
       create-dump-batch worker [--config FILE] [--queue URL] [--jobs N]
                                [--listen ADDRESS]
       create-dump-batch dead [--queue URL] [--retry] [--json]

Without --check and --run, it is a service: it starts each run when it is due,
serves /metrics, /healthz and /readyz, logs JSON to standard error, and stops on
SIGTERM. docs/service.md describes the configuration.

Options:
${table(options)}

"worker" dumps the projects of batches with --queue, and "dead" lists its jobs
that failed for good. docs/many-machines.md describes both.

Options of worker and dead:
${table(queueOptions)}

Exit codes:
${table(exitCodeMeanings)}`;

function table(rows: ReadonlyArray<readonly [string, string]>): string {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, text]) => `  ${label.padEnd(width)}  ${text}`).join('\n');
}
