import { findTool } from '@create-dump/tooling-testing';

/** Why a command isn't run; undefined if it is. */
export function reasonNotToRun(command: string): string | undefined {
  return notRun.find(
    (row) =>
      isMeantBy(row, command) &&
      (row.unlessFound === undefined || findTool(row.unlessFound) === undefined),
  )?.reason;
}

export function isMeantBy({ command: pattern }: NotRun, command: string): boolean {
  return typeof pattern === 'string' ? pattern === command : pattern.test(command);
}

export interface NotRun {
  /** The whole command, or what identifies a family of commands. */
  readonly command: string | RegExp;
  readonly reason: string;
  /** The command is run where this tool is found. */
  readonly unlessFound?: string;
}

/** Every documented command that isn't executed. Their syntax is checked, and that the scripts, files and packages that they name exist. */
export const notRun: readonly NotRun[] = [
  {
    command: /^npm install --global (?:--prefix ~\/\.local )?create-dump$/,
    reason: 'takes the package from the npm registry; check:packages installs its tarball',
  },
  {
    command: /^npm install @create-dump\//,
    reason: 'takes packages from the npm registry; check:packages installs their tarballs',
  },
  {
    command: /^npx -y pnpm@\S+ /,
    reason: 'takes pnpm from the npm registry and works on a whole clone',
  },
  { command: 'npm pack create-dump', reason: 'takes the package from the npm registry' },
  {
    command: /^(?:buildah|podman) /,
    reason: 'needs an image from a registry, and user namespaces; `pnpm check:image` runs the like',
  },
  { command: 'install -d -o 65532 dumps', reason: 'needs root' },
  { command: '.ci/run', reason: 'runs this test' },
  { command: '.ci/nightly', reason: 'takes hours' },
  {
    command: /^node tooling\/bench\/growth\.mjs/,
    reason: 'takes minutes and 16 GB of memory-backed disk',
  },
  { command: 'apt-get install prometheus-node-exporter', reason: 'needs root and the network' },
  { command: 'adduser --system --group create-dump', reason: 'needs root' },
  { command: /^(?:install -d -o|chgrp) create-dump /, reason: 'needs root and a user of its own' },
  {
    command: /^create-dump batch .*--queue(?:-file)? /,
    reason: 'needs a Redis and workers, which tests of their own have',
  },
  { command: / s3:\/\//, reason: 'needs a bucket, which store.test.ts has' },
  { command: /^redis-server /, reason: 'is a server that stays' },
  { command: 'create-dump view kernel.md --serve', reason: 'is a server that stays' },
  {
    command: /^create-dump-batch /,
    reason: 'is another program, which its own tests run',
  },
  {
    command: 'npm install --global @create-dump/batch-orchestrator',
    reason: 'takes the package from the npm registry; check:packages installs its tarball',
  },
  {
    command: 'npm pack @create-dump/batch-orchestrator',
    reason: 'takes the package from the npm registry',
  },
  { command: /^systemctl /, reason: 'needs systemd' },
  {
    command: 'promtool check rules /etc/prometheus/create-dump.yml',
    reason: 'without promtool',
    unlessFound: 'promtool',
  },
  {
    command: /(?:~|\$HOME)\/(?:checkpoint|allowed_signers|\.ssh\/)|checkpoint-2026-11-22(?:$|\^)/,
    reason:
      'needs keys and an authority for times; evidence-page.test.ts runs docs/evidence.md with its own',
  },
  { command: 'create-dump tree', reason: 'is a text of the format, not a command' },
];
