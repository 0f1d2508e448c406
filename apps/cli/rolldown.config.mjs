import { program } from '@create-dump/tooling-rolldown';

export default program({
  entries: {
    bin: 'src/bin.ts',
    'render-worker': 'src/render-worker.ts',
    'reader-worker': 'src/reader-worker.ts',
  },
  files: {
    // Help and version need no more than this. Both of these are kept compiled: see loadThrough in bin.ts.
    start: ['src/main.ts'],
    // Every other command line, and what it is most often: a dump.
    run: [
      'src/command-line/read-action.ts',
      'src/observing/run-observed.ts',
      'src/commands/single/run-single.ts',
    ],
  },
});
