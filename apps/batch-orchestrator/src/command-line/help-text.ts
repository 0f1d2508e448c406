import { exitCodeMeanings } from '@create-dump/observing';
import { defaultConfig } from './read-arguments.js';

const options: ReadonlyArray<readonly [option: string, text: string]> = [
  ['-c, --config FILE', `Configuration (default: ${defaultConfig})`],
  ['    --check', 'Check the configuration, and print when each run is due next'],
  ['    --run NAME', 'Do one run now, in the foreground, and exit as its command does'],
  ['-h, --help', 'Show this text'],
  ['-V, --version', 'Show the version'],
];

export const helpText = `create-dump-batch: dumps, archives and audits on a schedule

Usage: create-dump-batch [--config FILE] [--check | --run NAME]

Without --check and --run, it is a service: it starts each run when it is due,
serves /metrics, /healthz and /readyz, logs JSON to standard error, and stops on
SIGTERM. docs/service.md describes the configuration.

Options:
${table(options)}

Exit codes:
${table(exitCodeMeanings)}`;

function table(rows: ReadonlyArray<readonly [string, string]>): string {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, text]) => `  ${label.padEnd(width)}  ${text}`).join('\n');
}
