import { formatRatio } from './format-quantity.mjs';

/** @typedef {{ date: string, commit: string, rounds: number, machine: import('./machine-facts.mjs').MachineFacts }} Circumstances */

/**
 * @param {Circumstances} circumstances
 * @returns {string} a Markdown list
 */
export function renderMachine({ date, commit, rounds, machine }) {
  const { cpu, cores, sharing, memoryBytes, system, disk, versions } = machine;
  const names = Object.entries(versions).map(([tool, version]) => `${tool} ${version}`);
  const gibibytes = Math.round(memoryBytes / 2 ** 30);
  return [
    `- Measured on ${date}, at commit ${commit}; rounds after the one that doesn't count: ${rounds}.`,
    `- Machine: ${cpu}, ${cores} cores, ${gibibytes} GiB of memory, ${system}; trees and outputs on ${disk}.`,
    `- Two busy loops at once take ${formatRatio(sharing)} the time of one${sharing > 1.15 ? ': the processors are shared, so compare processor time' : ''}.`,
    `- Versions: ${names.join(', ')}.`,
  ].join('\n');
}
