export {
  type BinaryPolicy,
  type Destination,
  discoverProject,
  dumpProject,
  type ProjectDump,
  type RunContext,
  type Selection,
} from './dump-project.js';
