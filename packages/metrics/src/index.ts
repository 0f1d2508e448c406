export { countSkipped } from './count-skipped.js';
