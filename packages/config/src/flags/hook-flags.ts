import type { Setting } from '../flag.js';

const group = 'Hooks';

const notInProjectFile =
  'a tree that is dumped must not choose what is run on this machine, or where results are sent';

/** Flags for what is called before and after a run. */
export const hookFlags: readonly Setting[] = [
  {
    key: 'before_run',
    flag: 'before-run',
    group,
    kind: { type: 'text' },
    value: 'COMMAND',
    description: 'Run this command in a shell first, and do nothing if it fails',
    default: null,
    notInProjectFile,
  },
  {
    key: 'on_result',
    flag: 'on-result',
    group,
    kind: { type: 'text' },
    value: 'COMMAND',
    description:
      'Run this command in a shell afterwards, with the result as JSON on its standard input',
    default: null,
    notInProjectFile,
  },
  {
    key: 'on_result_url',
    flag: 'on-result-url',
    group,
    kind: { type: 'url' },
    value: 'URL',
    description: 'Send the result as JSON to this address (POST): https://HOST/PATH',
    default: null,
    // The path of a webhook is its password.
    isSecret: true,
    notInProjectFile,
  },
  {
    key: 'hook_timeout',
    flag: 'hook-timeout',
    group,
    kind: { type: 'duration', endless: false },
    value: 'DURATION',
    description: 'Time limit for each command of a hook',
    default: '60s',
    notInProjectFile,
    needs: ['before-run', 'on-result'],
  },
];
