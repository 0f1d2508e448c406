import { testProject } from '@create-dump/tooling-vitest';

export default testProject('viewer');
