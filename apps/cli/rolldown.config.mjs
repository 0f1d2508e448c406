import { program } from '@create-dump/tooling-rolldown';

export default program({
  entries: {
    bin: 'src/bin.ts',
    'render-worker': 'src/render-worker.ts',
    'reader-worker': 'src/reader-worker.ts',
    'stop-worker': 'src/stop-worker.ts',
  },
  files: {
    // All that help and version need.
    start: ['src/main.ts'],
    // What every other command line needs, and the most frequent command: a dump.
    run: [
      'src/command-line/read-action.ts',
      'src/run-observed.ts',
      '../../packages/commands/src/single/run-single.ts',
    ],
  },
});
