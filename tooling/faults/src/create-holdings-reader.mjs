import { join } from 'node:path';
import { listArchive } from '@create-dump/archiver';
import { checksumName, parseChecksumLine, parseDumpName } from '@create-dump/core';
import { verifySnapshot } from '@create-dump/markdown-reader';
import { isArchiveFile, verifyArchived } from '@create-dump/snapshots';
import { isTransient } from './is-transient.mjs';

/**
 * @typedef {object} Holdings
 * @property {ReadonlySet<string>} digests of the verified dumps, whether they are files or in an archive
 * @property {ReadonlySet<string>} names of the same dumps
 * @property {readonly string[]} problems of dumps and archives that don't verify
 * @property {readonly string[]} unchecked dumps without a checksum file
 * @property {readonly string[]} orphans checksum files without a dump, and signatures of live dumps without the checksum file
 *
 * @typedef {{ digest: string, name: string, unchecked: string | undefined } | { problem: string }} Verdict
 */

/**
 * Returns a function that verifies every dump and archive in a directory that has been surveyed, with the program's own reader.
 * A content is verified once, and its verdict is kept: thousands of states hold the same few dumps.
 *
 * @param {{ spoolDirectory: string }} options
 */
export function createHoldingsReader({ spoolDirectory }) {
  /** @type {Map<string, Promise<Verdict>>} */
  const verdicts = new Map();
  const options = { spoolDirectory, signal: new AbortController().signal };

  /**
   * @param {string} root
   * @param {import('./survey-directory.mjs').Survey} survey
   * @returns {Promise<Holdings>}
   */
  return async function readHoldings(root, survey) {
    const artefacts = [...survey.keys()].filter((path) => isArtefact(path, survey));
    const judged = await Promise.all(artefacts.map((path) => judge(root, path, survey)));
    const sound = judged.flatMap((verdict) => ('digest' in verdict ? [verdict] : []));
    return {
      digests: new Set(sound.map(({ digest }) => digest)),
      names: new Set(sound.map(({ name }) => name)),
      problems: judged.flatMap((verdict) => ('problem' in verdict ? [verdict.problem] : [])),
      unchecked: sound.flatMap(({ unchecked }) => unchecked ?? []),
      orphans: [...survey.keys()].filter((path) => isOrphan(path, survey)),
    };
  };

  /**
   * @param {string} root
   * @param {string} path
   * @param {import('./survey-directory.mjs').Survey} survey
   */
  function judge(root, path, survey) {
    const checksum = survey.get(checksumPath(path));
    const key = [nameOf(path), survey.get(path)?.digest, checksum?.digest].join(' ');
    const known = verdicts.get(key) ?? verify(root, path, checksum !== undefined);
    verdicts.set(key, known);
    return known;
  }

  /**
   * @param {string} root
   * @param {string} path
   * @param {boolean} hasChecksum
   * @returns {Promise<Verdict>}
   */
  async function verify(root, path, hasChecksum) {
    try {
      const file = join(root, path);
      const isArchive = isArchiveFile(path);
      const report = await (isArchive
        ? verifyArchived(file, options)
        : verifySnapshot(file, options));
      if (!report.ok) return { problem: `${path}: ${report.problems[0]?.message}` };
      const digest = report.sha256 ?? '';
      if (!isArchive)
        return { digest, name: nameOf(path), unchecked: hasChecksum ? undefined : path };
      const [member] = await listArchive(file);
      return { digest, name: member?.name ?? '', unchecked: undefined };
    } catch (error) {
      return { problem: `${path}: ${error instanceof Error ? error.message : String(error)}` };
    }
  }
}

/**
 * A file under a final name: a dump, whether its name is made up or given with --output, or an archive. Names of staging
 * directories are not final.
 *
 * @param {string} path
 * @param {import('./survey-directory.mjs').Survey} survey
 */
function isArtefact(path, survey) {
  if (survey.get(path)?.type !== 'file' || isTransient(path) || path.startsWith('inputs/'))
    return false;
  return (
    isArchiveFile(path) || parseDumpName(nameOf(path)) !== undefined || nameOf(path) === 'out.md'
  );
}

/**
 * @param {string} path
 * @param {import('./survey-directory.mjs').Survey} survey
 */
function isOrphan(path, survey) {
  // Signatures stay beside archives for good.
  if (path.endsWith('.sha256.sig') && !path.includes('archives/')) {
    return !survey.has(path.slice(0, -'.sig'.length));
  }
  if (!path.endsWith('.sha256') || isTransient(path) || path.includes('/quarantine/')) return false;
  const line = parseChecksumLine(survey.get(path)?.bytes?.toString('utf8') ?? '');
  return line === undefined || !survey.has(path.replace(/[^/]*$/, line.fileName));
}

/** @param {string} path */
function checksumPath(path) {
  return path.replace(/[^/]*$/, checksumName(nameOf(path)));
}

/** @param {string} path */
function nameOf(path) {
  return path.slice(path.lastIndexOf('/') + 1);
}
