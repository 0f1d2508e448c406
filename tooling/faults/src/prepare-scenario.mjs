import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isSameEntry } from './same-entry.mjs';
import { runProgram } from './run-program.mjs';
import { makeWorkbench } from './make-states.mjs';
import { surveyDirectory } from './survey-directory.mjs';

/**
 * @typedef {object} Rig
 * @property {string} program
 * @property {string} library the compiled injector
 * @property {string} scratch absolute, without symbolic links
 * @property {ReturnType<typeof import('./create-holdings-reader.mjs').createHoldingsReader>} readHoldings
 *
 * @typedef {{ number: number, name: string, path: string }} Call
 *
 * @typedef {object} Prepared
 * @property {import('./scenarios.mjs').Scenario} scenario
 * @property {string} template the prepared state
 * @property {import('./judge-work.mjs').Reference} reference
 * @property {import('./create-holdings-reader.mjs').Holdings} holdingsBefore
 * @property {import('./create-holdings-reader.mjs').Holdings} holdingsAfter
 * @property {number} code exit code when nothing fails
 * @property {readonly Call[]} calls the changing calls, in order
 */

/**
 * Prepares the state of a scenario, runs its command twice without a fault, and lists its changing calls.
 *
 * @param {Rig} rig
 * @param {import('./scenarios.mjs').Scenario} scenario
 * @returns {Promise<Prepared>}
 */
export async function prepareScenario(rig, scenario) {
  const template = join(rig.scratch, 'templates', scenario.name);
  mkdirSync(template, { recursive: true });
  makeWorkbench(template);
  await scenario.prepare({
    directory: template,
    run: (args, day) => mustRun(rig, template, args, day),
  });
  const place = join(rig.scratch, 'references', scenario.name);
  const log = `${place}.log`;
  const other = await referenceRun(rig, scenario, { template, place });
  const { code, survey: after } = await referenceRun(rig, scenario, { template, place, log });
  const before = surveyDirectory(template);
  const steady = [...after.keys()].filter((path) => {
    // What is told of a run holds its durations, which can be alike by chance.
    if (scenario.told?.includes(path)) return false;
    const isSteady = isSameEntry(after.get(path), other.survey.get(path));
    return isSteady && !isSameEntry(after.get(path), before.get(path));
  });
  const holdingsAfter = await rig.readHoldings(place, after);
  rmSync(place, { recursive: true });
  return {
    scenario,
    template,
    reference: {
      before,
      after,
      steady: new Set(steady),
      quarantines: scenario.quarantines ?? false,
    },
    holdingsBefore: await rig.readHoldings(template, before),
    holdingsAfter,
    code,
    calls: parseCalls(readFileSync(log, 'utf8')),
  };
}

/**
 * @param {Rig} rig
 * @param {import('./scenarios.mjs').Scenario} scenario
 * @param {{ template: string, place: string, log?: string }} where
 */
async function referenceRun(rig, scenario, { template, place, log }) {
  rmSync(place, { recursive: true, force: true });
  copyState(template, place);
  // The run that isn't counted has another time: what both make alike doesn't depend on it.
  const counting = log === undefined ? dayOf(9) : injection(rig, place, log);
  const environment = { ...circumstances(rig, scenario), ...counting };
  const run = { program: rig.program, cwd: place, args: scenario.args, environment };
  const { code, stderr } = await runProgram(run);
  if (code === null || code === 1 || code === 2) {
    throw new Error(`${scenario.name} ends with ${code} although nothing fails:\n${stderr}`);
  }
  return { code, survey: surveyDirectory(place) };
}

/**
 * @param {Rig} rig
 * @param {string} directory
 * @param {string} log
 */
export function injection(rig, directory, log) {
  return { LD_PRELOAD: rig.library, FAULT_DIRECTORY: directory, FAULT_LOG: log };
}

/**
 * What the command finds in every run, with a fault or without.
 *
 * @param {Rig} rig
 * @param {import('./scenarios.mjs').Scenario} scenario
 * @returns {Record<string, string>}
 */
export function circumstances(rig, { withoutLinks = false }) {
  return withoutLinks ? { LD_PRELOAD: rig.library, FAULT_NO_LINKS: '1' } : {};
}

/**
 * @param {string} template
 * @param {string} place
 */
export function copyState(template, place) {
  const options = { recursive: true, preserveTimestamps: true, verbatimSymlinks: true };
  cpSync(template, place, options);
}

/**
 * @param {Rig} rig
 * @param {string} cwd
 * @param {readonly string[]} args
 * @param {number} [day]
 */
async function mustRun(rig, cwd, args, day) {
  const environment = day === undefined ? {} : dayOf(day);
  const { code, stderr } = await runProgram({ program: rig.program, cwd, args, environment });
  if (code !== 0) throw new Error(`create-dump ${args.join(' ')} ends with ${code}:\n${stderr}`);
}

/**
 * A day of January 2026, as the program is told it.
 *
 * @param {number} day
 */
function dayOf(day) {
  return { SOURCE_DATE_EPOCH: String(Date.UTC(2026, 0, day) / 1000) };
}

/**
 * @param {string} log
 * @returns {Call[]}
 */
function parseCalls(log) {
  const lines = log.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const [number = '', name = '', ...path] = line.split(' ');
    return { number: Number(number), name, path: path.join(' ') };
  });
}
