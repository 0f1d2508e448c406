import { configureGlobal, readConfigureGlobal } from 'fast-check';

// With PROPERTY_SEED set, property tests repeat the same cases: a change is judged by its own faults, not by a lucky find in other code.
// Without it, as in nightly runs, each run tries new cases.
const seed = process.env['PROPERTY_SEED'];
if (seed) configureGlobal({ ...readConfigureGlobal(), seed: Number(seed) });
