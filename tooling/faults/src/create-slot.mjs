import { existsSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isTransient } from './is-transient.mjs';
import { judgeHoldings } from './judge-holdings.mjs';
import { judgeLedger } from './judge-ledger.mjs';
import { judgeMessage } from './judge-message.mjs';
import { judgeForeign, judgeWork } from './judge-work.mjs';
import { circumstances, copyState, injection as injectorEnvironment } from './prepare-scenario.mjs';
import { runProgram } from './run-program.mjs';
import { isSameSurvey } from './same-entry.mjs';
import { stateKey } from './state-key.mjs';
import { surveyDirectory } from './survey-directory.mjs';

/**
 * @typedef {import('./prepare-scenario.mjs').Prepared} Prepared
 * @typedef {import('./list-injections.mjs').Injection} Injection
 * @typedef {import('./run-program.mjs').RunResult} RunResult
 *
 * @typedef {object} Verdict
 * @property {readonly string[]} violations
 * @property {boolean} reached whether the run came to the call
 * @property {RunResult} result
 */

/**
 * A place where injections run one after another. Several slots run side by side; the verdicts of re-runs are shared in `known`.
 *
 * @param {import('./prepare-scenario.mjs').Rig} rig
 * @param {Prepared} prepared
 * @param {{ number: number, known: Map<string, Promise<readonly string[]>> }} options
 */
export function createSlot(rig, prepared, { number, known }) {
  const { scenario, reference, template } = prepared;
  const place = join(rig.scratch, `slot-${number}`);
  const log = `${place}.log`;
  let isFresh = false;
  const run = (args = scenario.args, fault = {}) => {
    const environment = { ...circumstances(rig, scenario), ...fault };
    return runProgram({ program: rig.program, cwd: place, args, environment });
  };

  /**
   * Runs the command with a fault, judges what it leaves and says, and runs it once more without.
   *
   * @param {Injection} injection
   * @returns {Promise<Verdict>}
   */
  async function inject({ call, fault }) {
    refresh();
    const environment = { ...injectorEnvironment(rig, place, log), ...fault.environment };
    const result = await run(scenario.args, {
      ...environment,
      FAULT_CALL: String(call.number),
    });
    const survey = surveyDirectory(place);
    isFresh = isSameSurvey(survey, reference.before);
    const reached = existsSync(log);
    const atOnce = await judgeFault({ fault, result, survey, reached });
    const reported = reportedNames(result.stdout);
    const later = isFresh && reported.length === 0 ? [] : await judgeSecondRun(survey, reported);
    return { violations: [...atOnce, ...later], reached, result };
  }

  function refresh() {
    rmSync(log, { force: true });
    if (isFresh) return;
    rmSync(place, { recursive: true, force: true });
    copyState(template, place);
  }

  /**
   * @param {{ fault: Injection['fault'], result: RunResult, survey: ReturnType<typeof surveyDirectory>, reached: boolean }} facts
   */
  async function judgeFault({ fault, result, survey, reached }) {
    const { code, signal, stderr, timedOut } = result;
    if (timedOut) return ['the run hangs'];
    const state = await rig.readHoldings(place, survey);
    const wrong = [
      ...judgeForeign(reference, survey),
      ...judgeLedger(reference.before, survey),
      ...judgeHoldings({ ...holdings(state), reported: [], isEnd: false }),
    ];
    if (fault.kills && reached) return wrong;
    if (code === null) return [...wrong, `the run is killed by ${signal}`];
    const isDone = code === prepared.code;
    wrong.push(...judgeMessage({ stderr, code: fault.code, mustExplain: !isDone }));
    if (isDone) wrong.push(...judgeSuccess(survey, stderr));
    return wrong;
  }

  /**
   * Success is claimed, so the work must be done. A file about the run may be missing, if a warning says so.
   *
   * @param {ReturnType<typeof surveyDirectory>} survey
   * @param {string} stderr
   */
  function judgeSuccess(survey, stderr) {
    const excused = stderr.includes('warning') ? (scenario.told ?? []) : [];
    return judgeWork(reference, survey)
      .filter((wrong) => !excused.some((path) => wrong.startsWith(path)))
      .map((wrong) => `exit code ${prepared.code}, but ${wrong}`);
  }

  /**
   * @param {ReturnType<typeof surveyDirectory>} survey
   * @param {readonly string[]} reported
   */
  function judgeSecondRun(survey, reported) {
    const key = `${stateKey(survey)} ${reported.length}`;
    const judged = known.get(key) ?? runAgain(reported);
    known.set(key, judged);
    return judged;
  }

  /** @param {readonly string[]} reported */
  async function runAgain(reported) {
    isFresh = false;
    const { code, stderr, timedOut } = await run(scenario.next);
    const survey = surveyDirectory(place);
    const state = await rig.readHoldings(place, survey);
    const leftovers = [...survey.keys()].filter(isTransient);
    const wrong = [
      ...(timedOut ? ['it hangs'] : []),
      ...(scenario.next === undefined ? judgeWork(reference, survey) : []),
      ...judgeLedger(reference.before, survey),
      ...judgeHoldings({ ...holdings(state), reported, isEnd: true }),
      ...leftovers.map((path) => `${path} stays`),
    ];
    if (code !== prepared.code && !scenario.once) wrong.push(`exit code ${code}: ${stderr.trim()}`);
    return wrong.map((sentence) => `after the next run: ${sentence}`);
  }

  /** @param {import('./create-holdings-reader.mjs').Holdings} state */
  function holdings(state) {
    const { holdingsBefore: before, holdingsAfter: after } = prepared;
    return { before, after, state, maybeUnchecked: scenario.replaces ?? false };
  }

  return inject;
}

/**
 * Names of the dumps that a run printed: it promises that they are there.
 *
 * @param {string} stdout
 */
function reportedNames(stdout) {
  return stdout
    .split('\n')
    .filter((line) => /^\/.*\.md(?:\.gz)?$/.test(line))
    .map((line) => basename(line));
}
