import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tryTool } from '../rehearsal/run-tool.mjs';

const needed = ['buildah', 'podman', 'runc'];

/** The first tool that is missing, or undefined. */
export function findMissingTool() {
  return needed.find((tool) => tryTool([tool, '--version'], { cwd: '/' }).status !== 0);
}

/**
 * buildah and podman with a storage of their own below `directory`. `build` makes the image from the Containerfile in a context;
 * `run` runs it as it is meant to be run: read-only, without capabilities, without network. Both return exit code and output.
 *
 * @param {string} directory
 */
export function createContainerTools(directory) {
  const tag = 'create-dump:test';
  const storage = join(directory, 'storage.conf');
  mkdirSync(directory);
  writeFileSync(
    storage,
    `[storage]\ndriver = "vfs"\nrunroot = "${directory}/run"\ngraphroot = "${directory}/graph"\n`,
  );
  const options = { cwd: directory, env: { CONTAINERS_STORAGE_CONF: storage } };
  // OCI images have no health check.
  const builder = ['buildah', 'bud', '--isolation', 'chroot', '--format', 'docker', '-t', tag];
  const runner = ['podman', '--runtime', 'runc', '--cgroup-manager', 'cgroupfs', 'run', '--rm'];
  const confined = [
    '--read-only',
    '--cap-drop=all',
    '--security-opt=no-new-privileges',
    '--network=none',
  ];
  // runc may not raise the limits that podman asks for by default.
  const limits = ['--ulimit', 'nofile=1024:1024', '--ulimit', 'nproc=1024:1024'];
  return {
    /**
     * @param {string} file
     * @param {string} context
     */
    build: (file, context) => tryTool([...builder, '-f', file, context], options),
    /**
     * @param {readonly string[]} volumes
     * @param {readonly string[]} args
     */
    run: (volumes, args) => {
      const mounts = volumes.flatMap((volume) => ['-v', volume]);
      return tryTool([...runner, ...confined, ...limits, ...mounts, tag, ...args], options);
    },
  };
}
