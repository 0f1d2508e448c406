/** What follows a run is loaded only when a command runs: help and version do without. */
export { outputFailure, runObserved } from '@create-dump/commands';
