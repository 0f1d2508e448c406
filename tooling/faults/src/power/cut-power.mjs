import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { judgeLedger } from '../judge-ledger.mjs';
import { surveyDirectory } from '../survey-directory.mjs';
import { startWriter } from './start-writer.mjs';

/**
 * @typedef {object} Cut what one cut of the power did
 * @property {number} published dumps and archives that are there
 * @property {readonly string[]} torn what doesn't verify, is a dump without a checksum file, or lacks its record in the ledger
 * @property {number} reported dumps whose path was printed before the cut
 * @property {readonly string[]} lost those of them that are gone
 */

/**
 * Lets several runs of the program write to a disk, cuts its power at a random moment, and judges what is there afterwards.
 *
 * @param {object} options
 * @param {ReturnType<typeof import('./create-disk.mjs').createDisk>} options.disk
 * @param {string} options.program
 * @param {string} options.sources directory with the trees that are dumped
 * @param {ReturnType<typeof import('../create-holdings-reader.mjs').createHoldingsReader>} options.readHoldings
 * @returns {Promise<Cut>}
 */
export async function cutPower({ disk, program, sources, readHoldings }) {
  await disk.mount();
  const dumps = join(disk.path, 'dumps');
  rmSync(dumps, { recursive: true, force: true });
  mkdirSync(dumps);
  /** @type {Set<string>} */
  const reported = new Set();
  const writers = commands(dumps).map((args) =>
    startWriter({ program, cwd: sources, args, reported }),
  );
  await waitForReport(reported);
  await sleep(Math.random() * 600);
  // What a run reports from now on may come from a sync that the dying file system only pretended.
  const promised = [...reported];
  disk.cut();
  await Promise.all(writers.map((writer) => writer.stop()));
  disk.unmount();
  await disk.mount();
  const survey = surveyDirectory(disk.path);
  const { names, problems, unchecked } = await readHoldings(disk.path, survey);
  disk.unmount();
  return {
    published: names.size,
    torn: [...problems, ...unchecked, ...ledgerFaults(survey)],
    reported: promised.length,
    lost: promised.filter((path) => !names.has(basename(path))),
  };
}

/**
 * What is wrong with the ledgers. One that isn't there yet knows nothing.
 *
 * @param {import('../survey-directory.mjs').Survey} survey
 */
function ledgerFaults(survey) {
  return ['dumps/single', 'dumps/archived'].flatMap((directory) => {
    const path = `${directory}/archives/ledger.jsonl`;
    const ledger = survey.get(path);
    return ledger === undefined ? [] : judgeLedger(new Map([[path, ledger]]), survey, directory);
  });
}

/**
 * Until there is something to lose, a cut proves little. A program that reports nothing is cut all the same.
 *
 * @param {ReadonlySet<string>} reported
 */
async function waitForReport(reported) {
  const end = performance.now() + 20_000;
  while (reported.size === 0 && performance.now() < end) await sleep(10);
}

/**
 * The directories differ, since runs in one directory would wait for one another.
 *
 * @param {string} dumps
 */
function commands(dumps) {
  const at = (/** @type {string} */ name) => {
    mkdirSync(join(dumps, name));
    return join(dumps, name);
  };
  return [
    ['single', 'tree', '--dest', at('single'), '--workers', '0', '--ledger'],
    `single other --dest ${at('archived')} --workers 0 --ledger --archive --clean-root`.split(' '),
    ['batch', 'projects', '--dest', at('batch'), '--workers', '0', '--jobs', '1'],
  ];
}
