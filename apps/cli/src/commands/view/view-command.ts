import {
  type Arguments,
  flagOptions,
  readPositional,
  readSize,
  readSwitch,
  readText,
  usage,
} from '@create-dump/command-line';
import { flagSets, forReading, readWorkers } from '@create-dump/commands';
import type { Command } from '../../command.js';
import { dumpOrSelector, readSelectorScope } from '../selector-arguments.js';

/** `create-dump view <dump>` */
export const viewCommand: Command = {
  definition: {
    name: 'view',
    describe: 'Look at a dump in a browser, offline',
    details: [
      'Verifies the dump, then writes one self-contained HTML page beside it: the tree, the files, a search, and what was skipped and why. The page needs no network and sends nothing. Its path goes to standard output. An existing file is never replaced.',
      'A dump over --embed-limit is served instead, with --serve: on 127.0.0.1 only, under an address that can not be guessed, until the program is interrupted.',
      'The page proves each file with the digests in the dump. Compare the dump itself with a digest that you keep elsewhere by --expect.',
    ],
    positionals: [{ name: 'dump', describe: dumpOrSelector, completes: 'file' }],
    options: flagOptions('view', [
      'output',
      'serve',
      'port',
      'embed-limit',
      'expect',
      'workers',
      ...flagSets.selector,
      ...flagSets.output,
    ]),
    mostUsed: ['output', 'serve', 'port'],
    examples: [
      ['snapshot.md', 'Write snapshot.html.'],
      ['latest --dir dumps --output page.html', 'Write a page of the newest snapshot.'],
      ['kernel.md --serve', 'Look at a dump of any size.'],
    ],
    exitCodes: {
      4: 'integrity: the dump is damaged or not the expected one; no page is made',
    },
  },
  toAction(argv) {
    const request = {
      dump: readPositional(argv, 'dump'),
      scope: readSelectorScope(argv),
      output: readText(argv, 'output'),
      port: readSwitch(argv, 'serve', false) ? readPort(argv) : undefined,
      embedLimit: readSize(argv, 'embed-limit') ?? 2 ** 26,
      expect: readDigest(argv),
      workers: readWorkers(argv, forReading),
      json: readSwitch(argv, 'json', false),
    };
    if (request.output !== undefined && request.port !== undefined)
      throw usage('--output writes a page and --serve serves it. Choose one.');
    return async (world, observers) => {
      const { runView } = await import('./run-view.js');
      return runView(request, world, observers);
    };
  },
};

function readPort(argv: Arguments): number {
  const text = readText(argv, 'port') ?? '0';
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw usage(`--port "${text}" is not a port. Write 1 to 65535, or 0 for a free one.`);
}

function readDigest(argv: Arguments): string | undefined {
  const text = readText(argv, 'expect');
  if (text === undefined || /^[0-9a-f]{64}$/i.test(text)) return text?.toLowerCase();
  throw usage(`--expect "${text}" is not a SHA-256. Write its 64 hexadecimal digits.`);
}
