export { arbitraryContent } from './arbitrary-content.js';
export { arbitraryTree } from './arbitrary-tree.js';
export { findTool } from './find-tool.js';
export { commitAll, git, gitEnvironment } from './git.js';
export { processorTime } from './processor-time.js';
export { readTree } from './read-tree.js';
export { startStopwatch, type Stopwatch } from './start-stopwatch.js';
export { temporaryDirectory, type TemporaryDirectory } from './temporary-directory.js';
export { type Tree, type TreeEntry, writeTree } from './write-tree.js';
