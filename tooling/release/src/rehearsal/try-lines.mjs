import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { tryTool } from './run-tool.mjs';

/** @import { InstallLine } from './install-lines.mjs' */

/**
 * Runs install lines as somebody who has nothing but Node, npm and a registry: each in an empty project, with an empty home and
 * npm's own cache. Returns for each line what went wrong, or undefined.
 *
 * @param {readonly InstallLine[]} lines
 * @param {{ directory: string, nodeDirectory: string, settings: Record<string, string> }} machine
 */
export function tryLines(lines, { directory, nodeDirectory, settings }) {
  const prefix = join(directory, 'global');
  mkdirSync(prefix, { recursive: true });
  const env = {
    ...settings,
    HOME: join(directory, 'home'),
    PATH: [nodeDirectory, join(prefix, 'bin'), process.env['PATH']].join(delimiter),
    npm_config_cache: join(directory, 'cache'),
    npm_config_prefix: prefix,
    TMPDIR: directory,
  };
  return lines.map(({ line, prepare, proof }, index) => {
    const cwd = join(directory, `project-${index}`);
    mkdirSync(cwd);
    writeFileSync(join(cwd, 'package.json'), '{ "private": true }\n');
    for (const command of [line, proof]) {
      prepare?.(cwd);
      const { status, output } = tryTool(['sh', '-c', command], { cwd, env });
      if (status !== 0) return `\`${command}\` ends with ${status}:\n${output}`;
    }
    return undefined;
  });
}
