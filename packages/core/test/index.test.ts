import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as api from '../src/index.js';

describe('the public interface', () => {
  // A change of these lists is a change for users: it wants a changeset.
  it('exports these values', () => {
    expect(Object.keys(api).sort()).toStrictEqual([
      'CreateDumpError',
      'announceDiscovery',
      'checksumName',
      'comparePaths',
      'compileGlobs',
      'compilePathFilter',
      'createDumper',
      'createHeaderFinder',
      'createThreadLink',
      'createTreeDigest',
      'dateToStamp',
      'decodePath',
      'describeUnmatched',
      'digestRecords',
      'displayPath',
      'disposalErrors',
      'encodeManifestEnd',
      'encodeManifestHeader',
      'encodePath',
      'encodeRecord',
      'formatByteSize',
      'formatChecksumLine',
      'formatDumpName',
      'formatVersion',
      'isNegated',
      'isSkipped',
      'mayMatchNothing',
      'nextTurn',
      'originalError',
      'parseByteSize',
      'parseChecksumLine',
      'parseDumpName',
      'parseManifestEnd',
      'parseManifestHeader',
      'parseRecord',
      'recordDone',
      'recordedTree',
      'requireChosen',
      'serveThreadLink',
      'skipReasons',
      'stampToDate',
      'toDumpPrefix',
      'toFsPath',
      'trackGlobs',
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
      'DigestedRecord',
      'Discover',
      'Discovery',
      'DumpContent',
      'DumpEvent',
      'DumpFormat',
      'DumpName',
      'DumpOutput',
      'DumpPhase',
      'DumpRecord',
      'DumpRequest',
      'DumpResult',
      'DumpTotals',
      'Dumper',
      'DumperOptions',
      'ErrorCode',
      'FileChange',
      'FileMode',
      'FileRecord',
      'GitFacts',
      'Glob',
      'HeaderFinder',
      'IgnoreRule',
      'KeptAct',
      'KeptDump',
      'KeptDumps',
      'ManifestEnd',
      'ManifestHeader',
      'Observe',
      'OpenDumpOutput',
      'OpenSource',
      'OpenSourceFile',
      'PathFilter',
      'PatternOption',
      'PatternSource',
      'PublishedDump',
      'RecordAct',
      'RenderedChunk',
      'RenderedFile',
      'RenderedRecord',
      'RequestContext',
      'RunFacts',
      'SectionEntry',
      'SkipReason',
      'SkippedFile',
      'SourceFile',
      'ThreadLink',
      'ThreadPort',
      'TreeDigest',
      'TreeIdentity',
      'UnchangedProof',
      'UnmatchedPattern',
      'WrittenDump',
    ]);
  });
});
