/** Names of directories that tools fill: dependencies, build results and caches. Outside git no ignore file may name them. */
export const usualExcludes: readonly string[] = [
  'node_modules',
  'bower_components',
  '.venv',
  'venv',
  '__pycache__',
  '.mypy_cache',
  '.pytest_cache',
  '.tox',
  'target',
  'dist',
  'build',
  '.gradle',
  '.next',
  '.cache',
  'coverage',
];
