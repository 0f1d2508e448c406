import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import {
  CreateDumpError,
  createDumper,
  createTreeDigest,
  type Discovery,
  type DumpEvent,
  type DumpPhase,
  type DumperOptions,
  type DumpFormat,
  type DumpOutput,
  isSkipped,
  type Observe,
  parseManifestEnd,
  parseManifestHeader,
  parseRecord,
  type SkippedFile,
} from '../src/index.js';
import { createMemoryOutput, createPlainFormat, discoveryOf } from './memory-ports.js';

const request = {
  generatedAt: new Date('2026-11-22T07:19:00.999Z'),
  tool: 'test 1.0',
  options: {},
};
const contents = { a: 'one', 'b/c': 'two\nlines', z: 'é' };
const never = new AbortController().signal;

function setUp(discovery: Discovery, options: Partial<DumperOptions> = {}) {
  const output = createMemoryOutput();
  const events: DumpEvent[] = [];
  const dump = createDumper({
    discover: async () => discovery,
    format: createPlainFormat(contents),
    openOutput: output.open,
    observe: (event) => events.push(event),
    ...options,
  });
  return { dump, output, events };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function readBack(bytes: Buffer) {
  const text = bytes.toString();
  const start = text.indexOf('manifest:\n') + 'manifest:\n'.length;
  const [header = '', ...records] = text
    .slice(start)
    .replace(/end\.\n$/, '')
    .trimEnd()
    .split('\n');
  const last = records.pop() ?? '';
  return {
    header: parseManifestHeader(header),
    records: records.map(parseRecord),
    end: parseManifestEnd(last),
    manifestOffset: Buffer.byteLength(text.slice(0, start)),
    beforeEnd: bytes.subarray(0, bytes.lastIndexOf(last)),
  };
}

describe('createDumper', () => {
  const skipped: readonly SkippedFile[] = [
    { path: '0', skipped: 'excluded' },
    { path: 'b', skipped: 'submodule', mode: '160000' },
    { path: 'b/b', skipped: 'excluded', detail: '--exclude' },
    { path: 'zz', skipped: 'excluded' },
  ];
  const discovery = discoveryOf(['a', 'b/c', 'gone', 'z'], { skipped, ignored: 4 });

  it('writes front, sections, manifest and end, in this order', async () => {
    const { dump, output } = setUp(discovery);
    await dump(request, never);
    const text = output.bytes().toString();
    expect(text.slice(0, text.indexOf('manifest:'))).toBe(
      '# tree\n5 entries\n> a\none\n> b\n\n> b/c\ntwo\nlines\n> gone\n\n> z\né\n',
    );
    expect(text.endsWith('}\nend.\n')).toBe(true);
  });

  it('has one record for each file, by path, those without a section at their places', async () => {
    const { dump, output } = setUp(discovery);
    await dump(request, never);
    const { records } = readBack(output.bytes());
    expect(
      records.map((record) => [record.path, isSkipped(record) ? record.skipped : 'file']),
    ).toStrictEqual([
      ['0', 'excluded'],
      ['a', 'file'],
      ['b', 'submodule'],
      ['b/b', 'excluded'],
      ['b/c', 'file'],
      ['gone', 'vanished'],
      ['z', 'file'],
      ['zz', 'excluded'],
    ]);
  });

  it('has the content of each file where its record says, also counted in lines', async () => {
    const { dump, output } = setUp(discovery);
    await dump(request, never);
    const lines = output.bytes().toString().split('\n');
    for (const record of readBack(output.bytes()).records) {
      if (isSkipped(record)) continue;
      const content = contents[record.path as keyof typeof contents];
      const found = output.bytes().subarray(record.offset, record.offset + record.length);
      expect(found.toString()).toBe(content);
      expect(lines.slice(record.line - 1, record.line - 1 + record.lines).join('\n')).toBe(content);
    }
  });

  it('ends with what all of it adds up to', async () => {
    const { dump, output } = setUp(discovery);
    await dump(request, never);
    const { end, records, manifestOffset, beforeEnd } = readBack(output.bytes());
    const tree = createTreeDigest();
    tree.add(records);
    expect(end).toStrictEqual({
      files: 3,
      skipped: 5,
      leftOut: discovery.skipped.filter(({ skipped }) => skipped === 'excluded').length,
      bytes: 3 + 9 + 2,
      treeSha256: tree.finish(),
      manifestOffset,
      sha256: sha256(beforeEnd),
    });
  });

  it('writes each chunk while the next is made, and releases it then', async () => {
    const format = createPlainFormat(contents);
    const memory = [Buffer.alloc(64), Buffer.alloc(64)] as const;
    const released: number[] = [];
    const inTurn: DumpFormat = {
      ...format,
      async *sections(entries, signal) {
        let count = 0;
        for await (const { bytes, ...chunk } of format.sections(entries, signal)) {
          const at = count++;
          expect(released.length).toBeGreaterThanOrEqual(at - 1);
          const shared = memory[at % 2 === 0 ? 0 : 1].fill('!').subarray(0, bytes.length);
          shared.set(bytes);
          yield { ...chunk, bytes: shared, release: () => void released.push(at) };
        }
      },
    };
    const output = createMemoryOutput();
    const openOutput = async (): Promise<DumpOutput> => {
      const open = await output.open();
      return {
        ...open,
        async write(chunk) {
          await setTimeout(2);
          await open.write(chunk);
        },
      };
    };
    const { dump } = setUp(discovery, { format: inTurn, openOutput });
    const result = await dump(request, never);
    expect(result.sha256).toBe(sha256(output.bytes()));
    expect(released).toStrictEqual([0, 1, 2, 3, 4]);
  });

  it('publishes the digest of the bytes that were written, and returns it', async () => {
    const { dump, output } = setUp(discovery);
    const result = await dump(request, never);
    expect(output.state).toStrictEqual({
      opened: 1,
      published: sha256(output.bytes()),
      disposed: 1,
    });
    expect(result).toMatchObject({
      path: '/dumps/x.md',
      checksumPath: '/dumps/x.sha256',
      sha256: sha256(output.bytes()),
      treeSha256: readBack(output.bytes()).end.treeSha256,
      dumpBytes: output.bytes().length,
      files: 3,
      bytes: 14,
      ignored: 4,
      unstable: [],
    });
    expect(result.skipped.map((file) => file.path)).toStrictEqual(['0', 'b', 'b/b', 'gone', 'zz']);
  });

  it('writes the facts: time to the second, the name asked for, git where it was found', async () => {
    const git = { branch: 'main', commit: null, dirty: false };
    const { dump, output } = setUp({ ...discovery, git });
    const { facts } = await dump({ ...request, name: 'mine', options: { toc: 'tree' } }, never);
    expect(facts).toStrictEqual({
      name: 'mine',
      generated: '2026-11-22T07:19:00Z',
      tool: 'test 1.0',
      git,
      options: { toc: 'tree' },
    });
    expect(readBack(output.bytes()).header).toStrictEqual(facts);
  });

  it('tells the observers what happened, in order', async () => {
    const { dump, output, events } = setUp(discoveryOf(['a', 'z'], { ignored: 2 }));
    await dump(request, never);
    expect(events).toStrictEqual([
      { type: 'phase-started', phase: 'discover' },
      { type: 'phase-finished', phase: 'discover' },
      { type: 'discovered', files: 2, bytes: 6, ignored: 2 },
      { type: 'phase-started', phase: 'render' },
      { type: 'progressed', files: 1, bytes: 3 },
      { type: 'progressed', files: 1, bytes: 2 },
      { type: 'phase-finished', phase: 'render' },
      { type: 'phase-started', phase: 'publish' },
      { type: 'phase-finished', phase: 'publish' },
      { type: 'published', path: '/dumps/x.md', bytes: output.bytes().length },
    ]);
  });

  it('passes on what discovery warns of, before the files are read', async () => {
    const { dump, events } = setUp(discoveryOf(['a'], { warnings: ['One.', 'Two.'] }));
    await dump(request, never);
    const warned = events.filter(({ type }) => type === 'warned' || type === 'discovered');
    expect(warned).toMatchObject([
      { message: 'One.' },
      { message: 'Two.' },
      { type: 'discovered' },
    ]);
  });

  it('dumps a tree whose only entry has a sentence for its content', async () => {
    const { dump, output } = setUp(
      discoveryOf([], { skipped: [{ path: 'lib', skipped: 'submodule' }] }),
    );
    await expect(dump(request, never)).resolves.toMatchObject({ files: 0, bytes: 0 });
    expect(readBack(output.bytes()).end).toMatchObject({ files: 0, skipped: 1 });
  });
});

describe('createDumper, where a pattern matches nothing', () => {
  const unmatched = [
    { option: 'exclude', pattern: '*.lgo,*.tmp' },
    { option: 'include', pattern: 'x', source: { setBy: 'project file /p:3' } },
    { option: 'exclude', pattern: 'node_modules', source: { setBy: 'project file /p:3' } },
    { option: 'exclude', pattern: 'all', source: { isShared: true } },
  ] as const;

  it('warns of those that should match', async () => {
    const { dump, events } = setUp(discoveryOf(['a'], { unmatched }));
    const result = await dump(request, never);
    expect(events.filter(({ type }) => type === 'warned')).toStrictEqual([
      {
        type: 'warned',
        message:
          '--exclude "*.lgo,*.tmp" excludes nothing. A comma is part of the pattern: repeat --exclude for each pattern.',
      },
      { type: 'warned', message: 'No file matches --include "x" (project file /p:3).' },
    ]);
    expect(result.unmatched).toStrictEqual(unmatched);
  });

  it('refuses them if strict, and opens no output', async () => {
    const { dump, output } = setUp(discoveryOf(['a'], { unmatched }));
    await expect(dump({ ...request, strict: true }, never)).rejects.toMatchObject({
      code: 'REFUSED',
      message:
        'Refused by --strict: --exclude "*.lgo,*.tmp" excludes nothing; no file matches --include "x" (project file /p:3). No dump was written.',
    });
    expect(output.state.opened).toBe(0);
  });

  it('accepts, if strict, what may match nothing', async () => {
    const { dump } = setUp(discoveryOf(['a'], { unmatched: unmatched.slice(2) }));
    await expect(dump({ ...request, strict: true }, never)).resolves.toMatchObject({ files: 1 });
  });
});

describe('createDumper, where nothing is chosen', () => {
  const refusal = async (discovery: Discovery) => {
    const { dump, output } = setUp(discovery);
    const error: unknown = await dump(request, never).catch((reason: unknown) => reason);
    expect(output.state.opened).toBe(0);
    expect(error).toBeInstanceOf(CreateDumpError);
    return error as CreateDumpError;
  };

  it('names the rule that ignores everything, and opens no output', async () => {
    const busiestRule = { source: '.gitignore', line: 159, pattern: '/*' };
    const error = await refusal(discoveryOf([], { busiestRule, ignored: 30 }));
    expect(error.code).toBe('NO_FILES_CHOSEN');
    expect(error.message).toContain('.gitignore:159 "/*" ignores everything.');
  });

  it.each([
    ['.gitignore', '(--no-use-gitignore turns the ignore rules off.)'],
    ['a/.dumpignore', '(--include brings files back.)'],
  ])('says what helps against a rule of %s', async (source, remedy) => {
    const busiestRule = { source, line: 1, pattern: '*' };
    expect((await refusal(discoveryOf([], { busiestRule }))).message).toContain(remedy);
  });

  it('shows a hostile rule in escapes', async () => {
    const busiestRule = { source: 'a\n/.gitignore', line: 1, pattern: '\u001b[2J*' };
    const error = await refusal(discoveryOf([], { busiestRule }));
    expect(error.message).toContain('a\\n/.gitignore:1 "\\x1B[2J*"');
  });

  it('says how many files the options leave out', async () => {
    const error = await refusal(
      discoveryOf([], { skipped: ['a', 'b'].map((path) => ({ path, skipped: 'excluded' })) }),
    );
    expect(error.message).toContain('leave out 2 files');
  });

  it('names the patterns that no file matches, instead of ignore rules', async () => {
    const unmatched = [{ option: 'files', pattern: 'nope/**' }] as const;
    const busiestRule = { source: '.gitignore', line: 1, pattern: '*.log' };
    const error = await refusal(discoveryOf([], { unmatched, busiestRule }));
    expect(error.message).toBe(
      'There is no file to dump: no file matches --files "nope/**". No dump was written.',
    );
  });

  it('says that the tree is empty', async () => {
    expect((await refusal(discoveryOf([]))).message).toContain('The tree has no files.');
  });
});

describe('createDumper, where a stage fails or the run is stopped', () => {
  const discovery = discoveryOf(['a', 'z']);

  async function expectNothingLeft(
    { dump, output }: ReturnType<typeof setUp>,
    signal: AbortSignal,
    reason: unknown,
  ): Promise<void> {
    await expect(dump(request, signal)).rejects.toBe(reason);
    expect(output.state.published).toBeUndefined();
    expect(output.state.disposed).toBe(output.state.opened);
  }

  it('rejects with the reason of a signal that is aborted from the start', async () => {
    const reason = new Error('stopped');
    const run = setUp(discovery);
    await expectNothingLeft(run, AbortSignal.abort(reason), reason);
    expect(run.output.bytes()).toHaveLength(0);
  });

  const stopAtStartOf = (stoppedPhase: DumpPhase, reason: Error) => {
    const controller = new AbortController();
    const observe: Observe = (event) => {
      if (event.type === 'phase-started' && event.phase === stoppedPhase) controller.abort(reason);
    };
    return { run: setUp(discovery, { observe }), signal: controller.signal };
  };

  it.each(['discover', 'render'] as const)(
    'leaves nothing when it is stopped as the phase %s starts',
    async (phase) => {
      const reason = new Error('stopped');
      const { run, signal } = stopAtStartOf(phase, reason);
      await expectNothingLeft(run, signal, reason);
      expect(run.output.bytes().includes('manifest:')).toBe(false);
    },
  );

  it('publishes when it is stopped too late', async () => {
    const { run, signal } = stopAtStartOf('publish', new Error('stopped'));
    await expect(run.dump(request, signal)).resolves.toMatchObject({ path: '/dumps/x.md' });
    expect(run.output.state.disposed).toBe(1);
  });

  it('leaves nothing when it is stopped between two sections', async () => {
    const controller = new AbortController();
    const reason = new Error('stopped');
    const run = setUp(discovery, {
      observe: (event) => event.type === 'progressed' && controller.abort(reason),
    });
    await expectNothingLeft(run, controller.signal, reason);
    expect(run.output.state.opened).toBe(1);
  });

  it('leaves nothing when a section cannot be rendered', async () => {
    const reason = new CreateDumpError('READ_FAILED', 'The disk is gone.');
    const format = createPlainFormat(contents);
    const run = setUp(discovery, {
      format: {
        ...format,
        async *sections(entries, signal) {
          for await (const chunk of format.sections(entries, signal)) {
            yield chunk;
            throw reason;
          }
        },
      },
    });
    await expectNothingLeft(run, never, reason);
    expect(run.output.bytes().includes('manifest:')).toBe(false);
  });

  it('leaves nothing when the output cannot be written', async () => {
    const reason = new CreateDumpError('WRITE_FAILED', 'No space left.');
    const output = createMemoryOutput();
    const openOutput = async () => ({
      ...(await output.open()),
      write: () => Promise.reject(reason),
    });
    await expectNothingLeft({ ...setUp(discovery, { openOutput }), output }, never, reason);
    expect(output.state.disposed).toBe(1);
  });

  it('passes on what discovery throws, and opens no output', async () => {
    const reason = new CreateDumpError('ROOT_INVALID', 'There is no such directory.');
    const run = setUp(discovery, { discover: () => Promise.reject(reason) });
    await expectNothingLeft(run, never, reason);
    expect(run.output.state.opened).toBe(0);
  });
});

describe('createDumper, where secrets were found', () => {
  const finding = { path: 'a', rule: 'github-pat', line: 3, action: 'refused' as const };

  function withFindings(count: number) {
    const plain = createPlainFormat(contents);
    const format: DumpFormat = {
      ...plain,
      async *sections(entries, signal) {
        for await (const chunk of plain.sections(entries, signal)) {
          yield { ...chunk, findings: Array.from({ length: count }, () => finding) };
        }
      },
    };
    return setUp(discoveryOf(['a', 'z']), { format });
  }

  it('renders to the end, names them, and publishes nothing', async () => {
    const { dump, output, events } = withFindings(1);
    await expect(dump(request, never)).rejects.toMatchObject({
      code: 'REFUSED',
      message: expect.stringContaining('2 secrets: a:3 (github-pat), a:3 (github-pat).'),
    });
    expect(events.filter(({ type }) => type === 'secret-found')).toHaveLength(2);
    expect(output.state).toMatchObject({ published: undefined, disposed: 1 });
  });

  it('names some of many, and counts the rest', async () => {
    const { dump } = withFindings(30);
    await expect(dump(request, never)).rejects.toThrow(/ and 40 more\./);
  });

  it('states version 2 if asked', async () => {
    const { dump, output } = setUp(discoveryOf(['a']));
    const { facts } = await dump({ ...request, version: 2 }, never);
    expect(facts.version).toBe(2);
    expect(readBack(output.bytes()).header.version).toBe(2);
  });
});
