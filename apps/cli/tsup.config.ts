import { program } from '@create-dump/tooling-tsup';

export default program(['src/bin.ts', 'src/render-worker.ts', 'src/reader-worker.ts']);
