import { basename } from 'node:path';
import { parseArchiveName } from '@create-dump/archiver';
import { CreateDumpError, displayPath } from '@create-dump/core';
import type { Survey } from './survey-directory.js';

/**
 * Pins the snapshots and archives named by `pins` (the name of a dump or an archive, with or without extension), and the
 * archives of pinned snapshots.
 * @throws {CreateDumpError} `USAGE` if a pin names nothing: a mistyped pin would protect nothing.
 */
export function pinSurvey(survey: Survey, pins: readonly string[]): Survey {
  const unused = new Set(pins);
  const isNamed = (fileName: string) => {
    const names = [fileName, stemOf(fileName)].filter((name) => pins.includes(name));
    for (const name of names) unused.delete(name);
    return names.length > 0;
  };
  const groups = survey.groups.map(({ snapshots, ...group }) => ({
    ...group,
    snapshots: snapshots.map((snapshot) => {
      const named = isNamed(basename(snapshot.id));
      return named ? { ...snapshot, pinned: true } : snapshot;
    }),
  }));
  const live = groups.flatMap(({ snapshots }) => snapshots.filter(({ pinned }) => pinned));
  const pinnedDumps = new Set(live.map(({ id }) => basename(id)));
  const archives = survey.archives.map((archive) => {
    const { id, dumpName } = archive;
    // Both names are always checked, so that every pin that matches counts as used.
    const named = [basename(id), dumpName].map(isNamed).includes(true);
    return named || pinnedDumps.has(dumpName) ? { ...archive, pinned: true } : archive;
  });
  const [missing] = unused;
  if (missing === undefined) return { ...survey, groups, archives };
  throw new CreateDumpError(
    'USAGE',
    `There is no snapshot or archive named "${displayPath(missing)}" to pin.`,
  );
}

function stemOf(fileName: string): string {
  const isArchive = parseArchiveName(fileName) !== undefined;
  return fileName.replace(isArchive ? /\.(?:zip|tar\.gz)$/u : /\.(?:md|json)(?:\.gz)?$/u, '');
}
