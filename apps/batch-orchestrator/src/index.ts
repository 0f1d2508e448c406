export {
  type BinaryPolicy,
  type Destination,
  discoverProject,
  dumpProject,
  type ProjectDump,
  type RunContext,
} from './dump-project.js';
export { recordTree } from './record-tree.js';
export { discoverFiles, explainSelection, type Selection } from './selection.js';
export type { Explanation } from '@create-dump/collector';
