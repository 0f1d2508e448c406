import { program } from '@create-dump/tooling-rolldown';

export default program({
  entries: {
    bin: 'src/bin.ts',
    'render-worker': 'src/render-worker.ts',
  },
  files: {
    // What help, --check and a service that waits need.
    service: ['src/main.ts', 'src/serving/run-service.ts'],
  },
});
