import { statfsSync } from 'node:fs';
import { arch, availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { keepsFreePages } from './keep-free-pages.mjs';
import { processorSharing } from './processor-sharing.mjs';
import { runTool } from './run-tool.mjs';

const tmpfsType = 0x01021994;

/**
 * @typedef {{ cpu: string, cores: number, sharing: number, memoryBytes: number, system: string, disk: string,
 *   versions: { [tool: string]: string } }} MachineFacts `sharing` is that of `processorSharing`
 */

/**
 * What a figure depends on, without the machine's name.
 *
 * @param {string} directory where trees and outputs lie
 * @param {{ [tool: string]: string }} moreVersions
 * @returns {Promise<MachineFacts>}
 */
export async function machineFacts(directory, moreVersions = {}) {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    sharing: await processorSharing(),
    memoryBytes: totalmem(),
    system: `${type()} ${release()}, ${arch()}`,
    disk:
      statfsSync(directory).type === tmpfsType
        ? `tmpfs${keepsFreePages() ? ', free pages kept from the host' : ''}`
        : 'a disk, or what the system caches of it',
    versions: {
      Node: process.versions.node,
      tar: await version('tar'),
      git: await version('git'),
      sha256sum: await version('sha256sum'),
      ...moreVersions,
    },
  };
}

/** @param {string} program */
async function version(program) {
  const [line] = (await runTool(program, ['--version'])).split('\n');
  return line?.match(/\d+\.\d[\w.]*/u)?.[0] ?? 'unknown';
}
