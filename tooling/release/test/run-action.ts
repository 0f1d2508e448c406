import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { workspaceRoot } from '../src/workspace-root.mjs';

interface Action {
  readonly inputs: Record<string, { readonly default: string | number }>;
  readonly runs: { readonly steps: readonly Step[] };
}

interface Step {
  readonly id?: string;
  readonly name: string;
  readonly run?: string;
  readonly env?: Record<string, string>;
}

/** What the steps of a run did: the outputs of the dump step, and of each script its exit code and what it printed. */
export interface ActionRun {
  readonly outputs: Record<string, string>;
  readonly scripts: Record<string, { readonly status: number | null; readonly output: string }>;
}

/**
 * Runs the scripts of `action.yml` one after the other in `repository`, as a runner does, up to the first that fails. Steps that use
 * other actions are left out.
 */
export function runAction(
  repository: string,
  scratch: string,
  given: Record<string, string>,
): ActionRun {
  const action = parse(readFileSync(join(workspaceRoot, 'action.yml'), 'utf8')) as Action;
  const defaults = Object.entries(action.inputs).map(([name, input]) => [name, `${input.default}`]);
  const inputs: Record<string, string> = { ...Object.fromEntries(defaults), ...given };
  const outputs: Record<string, string> = {};
  const scripts: ActionRun['scripts'] = {};
  const file = join(scratch, 'output');
  mkdirSync(join(scratch, 'create-dump'));
  for (const { name, run, env = {} } of action.runs.steps) {
    if (run === undefined) continue;
    const values = Object.entries(env).map(([key, value]) => [
      key,
      evaluate(value, { inputs, outputs, scratch }),
    ]);
    writeFileSync(file, '');
    const { status, stdout, stderr } = spawnSync(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run],
      {
        cwd: repository,
        encoding: 'utf8',
        env: { ...process.env, ...Object.fromEntries(values), GITHUB_OUTPUT: file },
      },
    );
    scripts[name] = { status, output: `${stdout}${stderr}` };
    if (status !== 0) break;
    Object.assign(outputs, readOutputs(readFileSync(file, 'utf8')));
  }
  return { outputs, scripts };
}

/** Packs the built program. Returns what stands for a version behind `create-dump@`. */
export function packProgram(scratch: string): string {
  const cwd = join(workspaceRoot, 'apps/cli');
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', scratch];
  const packed = execFileSync('npm', args, { cwd, encoding: 'utf8' });
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  return `file:${join(scratch, filename)}`;
}

function evaluate(
  value: string,
  known: { inputs: Record<string, string>; outputs: Record<string, string>; scratch: string },
): string {
  return value.replaceAll(/\$\{\{ ([\w.-]+) \}\}/g, (_, expression: string) => {
    const name = expression.split('.').at(-1) ?? '';
    if (expression === 'runner.temp') return known.scratch;
    const found = expression.startsWith('inputs.') ? known.inputs[name] : known.outputs[name];
    if (found === undefined) throw new Error(`The expression ${expression} has no value.`);
    return found;
  });
}

/** The form `name<<end`, lines, `end`, in which a value may hold any line but the random last one. */
function readOutputs(text: string): Record<string, string> {
  return Object.fromEntries(
    Array.from(text.matchAll(/^([\w-]+)<<(\S+)\n(.*?)\n\2$/gms), ([, name, , value]) => [
      name,
      value,
    ]),
  );
}
