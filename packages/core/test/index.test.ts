import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as api from '../src/index.js';

describe('the public interface', () => {
  // A change of these lists is a change for users: it wants a changeset.
  it('exports these values', () => {
    expect(Object.keys(api).sort()).toStrictEqual([
      'CreateDumpError',
      'checksumName',
      'comparePaths',
      'compileGlobs',
      'compilePathFilter',
      'createDumper',
      'createRecordPacker',
      'createTreeDigest',
      'dateToStamp',
      'decodePath',
      'digestContents',
      'displayPath',
      'encodeManifestEnd',
      'encodeManifestHeader',
      'encodePath',
      'encodeRecord',
      'formatByteSize',
      'formatChecksumLine',
      'formatDumpName',
      'formatVersion',
      'isSkipped',
      'nextTurn',
      'parseByteSize',
      'parseChecksumLine',
      'parseDumpName',
      'parseManifestEnd',
      'parseManifestHeader',
      'parseRecord',
      'skipReasons',
      'stampToDate',
      'toDumpPrefix',
      'toFsPath',
      'unpackRecords',
    ]);
  });

  it('exports these types', () => {
    const source = readFileSync(new URL('../src/index.ts', import.meta.url), 'utf8');
    const exported = [...source.matchAll(/export (type )?\{([^}]*)\}/g)].flatMap(
      ([, all, names = '']) =>
        names
          .split(',')
          .map((name) => name.trim())
          .filter((name) => name !== '' && (all !== undefined || name.startsWith('type ')))
          .map((name) => name.replace(/^type /, '')),
    );
    expect(exported.sort()).toStrictEqual([
      'ContentEncoding',
      'ContentPlace',
      'DigestedBlock',
      'Discover',
      'Discovery',
      'DumpEvent',
      'DumpFormat',
      'DumpName',
      'DumpOutput',
      'DumpPhase',
      'DumpPosition',
      'DumpRecord',
      'DumpRequest',
      'DumpResult',
      'Dumper',
      'DumperOptions',
      'ErrorCode',
      'FileChange',
      'FileMode',
      'FileRecord',
      'GitFacts',
      'Glob',
      'IgnoreRule',
      'ManifestEnd',
      'ManifestHeader',
      'Observe',
      'OpenDumpOutput',
      'OpenSource',
      'OpenSourceFile',
      'PlacedBlock',
      'PublishedDump',
      'RecordBlock',
      'RecordPacker',
      'RenderedChunk',
      'RunFacts',
      'SectionEntry',
      'SkipReason',
      'SkippedFile',
      'SourceFile',
      'TreeDigest',
    ]);
  });
});
