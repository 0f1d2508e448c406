/**
 * Kills or fails the program at each of its changing system calls, command by command, and judges what it leaves and says.
 * `node faults.mjs --help` has the options. Wants a build and a C compiler.
 */
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compileInjector } from './src/compile-injector.mjs';
import { copyProgram } from './src/copy-program.mjs';
import { createHoldingsReader } from './src/create-holdings-reader.mjs';
import { faultKinds } from './src/fault-kinds.mjs';
import { listInjections } from './src/list-injections.mjs';
import { prepareScenario } from './src/prepare-scenario.mjs';
import { renderReport } from './src/render-report.mjs';
import { runScenario } from './src/run-scenario.mjs';
import { scenarios } from './src/scenarios.mjs';
import { takeSample } from './src/take-sample.mjs';

const help = `pnpm faults [options]

Runs every command that changes something, with a fault at each changing system call, and once more without. After that, every dump
and archive must verify, nothing may be lost, changed or left over, and the failed run must have said why.

  --command NAME   only this one (repeatable): ${scenarios.map(({ name }) => name).join(', ')}
  --call N         only the call with this number
  --fault NAME     only this fault (repeatable): ${faultKinds.map(({ name }) => name).join(', ')}
  --sample N       one of every N injections
  --seed N         which ones (default: today's date)
  --jobs N         runs side by side (default: one per processor)
  --program FILE   another program than apps/cli/dist/bin.js
  --directory DIR  for the runs (default: /dev/shm, or the system's temporary directory)
  --verbose        print what each run says
`;

const { values: options } = parseArgs({
  options: {
    command: { type: 'string', multiple: true },
    call: { type: 'string' },
    fault: { type: 'string', multiple: true },
    sample: { type: 'string', default: '1' },
    seed: { type: 'string', default: new Date().toISOString().slice(0, 10).replaceAll('-', '') },
    jobs: { type: 'string', default: String(availableParallelism()) },
    program: { type: 'string' },
    directory: { type: 'string', default: existsSync('/dev/shm') ? '/dev/shm' : tmpdir() },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (options.help) console.log(help);
else await main();

async function main() {
  const scratch = realpathSync(mkdtempSync(join(options.directory, 'create-dump-faults-')));
  process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  const compiled = compileInjector(scratch);
  if ('missing' in compiled) return console.log(`Skipped: ${compiled.missing}.`);
  await runAll({
    program: copyProgram(scratch, options.program),
    library: compiled.library,
    scratch,
    readHoldings: createHoldingsReader({ spoolDirectory: scratch }),
  });
}

/** @param {import('./src/prepare-scenario.mjs').Rig} rig */
async function runAll(rig) {
  const start = performance.now();
  const lines = [];
  for (const scenario of chosen(scenarios, options.command)) {
    const prepared = await prepare(rig, scenario);
    if (prepared === undefined) continue;
    const injections = chooseInjections(prepared);
    const outcomes = await runScenario(rig, prepared, { injections, jobs: Number(options.jobs) });
    outcomes.forEach((outcome) => tell(scenario.name, outcome));
    const line = summarize(prepared, outcomes);
    console.log(`${line.name}: ${line.injections} injections, ${line.violations} violations`);
    lines.push(line);
  }
  console.log(`\n${renderReport(lines)}\n`);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  const sample =
    options.sample === '1' ? '' : `, --sample ${options.sample} --seed ${options.seed}`;
  console.log(`${seconds} s with ${options.jobs} jobs${sample}`);
  if (lines.some(({ violations }) => violations > 0)) process.exitCode = 1;
}

/**
 * Another program may lack a command or an option; this one must have all.
 *
 * @param {import('./src/prepare-scenario.mjs').Rig} rig
 * @param {import('./src/scenarios.mjs').Scenario} scenario
 */
async function prepare(rig, scenario) {
  try {
    return await prepareScenario(rig, scenario);
  } catch (error) {
    if (options.program === undefined || !(error instanceof Error)) throw error;
    console.log(`${scenario.name} is left out: ${error.message}`);
    return undefined;
  }
}

/**
 * @param {import('./src/prepare-scenario.mjs').Prepared} prepared
 * @param {readonly import('./src/run-scenario.mjs').Outcome[]} outcomes
 */
function summarize({ scenario, calls }, outcomes) {
  return {
    name: scenario.name,
    calls: calls.length,
    injections: outcomes.length,
    unreached: outcomes.filter(({ verdict }) => !verdict.reached).length,
    violations: outcomes.filter(({ verdict }) => verdict.violations.length > 0).length,
  };
}

/** @param {import('./src/prepare-scenario.mjs').Prepared} prepared */
function chooseInjections({ scenario, calls }) {
  const kinds = chosen(faultKinds, options.fault).filter(
    ({ name }) => scenario.faults?.includes(name) ?? true,
  );
  const wanted = calls.filter(({ number }) => (options.call ?? String(number)) === String(number));
  const share = Number(options.sample);
  return takeSample(listInjections(wanted, kinds), { share, seed: Number(options.seed) });
}

/**
 * @template {{ name: string }} T
 * @param {readonly T[]} all
 * @param {readonly string[] | undefined} names
 */
function chosen(all, names) {
  const unknown = names?.find((name) => all.every((item) => item.name !== name));
  if (unknown !== undefined) throw new Error(`There is no "${unknown}". --help lists the names.`);
  return names === undefined ? all : all.filter(({ name }) => names.includes(name));
}

/**
 * @param {string} command
 * @param {import('./src/run-scenario.mjs').Outcome} outcome
 */
function tell(command, { injection: { call, fault }, verdict: { violations, result } }) {
  if (violations.length === 0 && !options.verbose) return;
  console.log(`pnpm faults --command ${command} --call ${call.number} --fault ${fault.name}`);
  console.log(`  ${call.name} ${call.path}`);
  for (const violation of violations) console.log(`  VIOLATION ${violation}`);
  const { code, signal, stderr } = result;
  console.log(`  it ended with ${code ?? signal}: ${stderr.trim()}`);
}
