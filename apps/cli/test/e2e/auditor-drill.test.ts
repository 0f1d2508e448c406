import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  findTool,
  git,
  gitEnvironment,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repository } from './documentation/documents.js';
import { runBin } from './run-bin.js';
import { allow, makeKey } from './signing-keys.js';

const needed = ['bash', 'ssh-keygen', 'sha256sum', 'python3', 'unzip', 'git'].filter(
  (name) => findTool(name) === undefined,
);
const needs = needed.length === 0 ? '' : ` (needs ${needed.join(', ')})`;
const nights = 30;
const night12 = 'app_all_code_dump_20260112_010000';

/**
 * An auditor's questions about night 12, answered with public programs and the two small programs of docs/examples. Prints the commit. Any
 * wrong answer makes it fail.
 */
const questions = `
set -eo pipefail
examples=$1 kept=$2 trusted=$3 work=$4
# Nothing was changed or removed since the checkpoint, and that is who says so.
ssh-keygen -q -Y verify -n ledger@create-dump -f "$trusted/allowed" -I ci -s "$trusted/checkpoint.sig" < "$trusted/checkpoint"
read -r size root < <(sed -n '2p;3p' "$trusted/checkpoint" | paste -sd ' ')
python3 "$examples/check-ledger.py" "$kept/archives/ledger.jsonl" > /dev/null
head -n "$size" "$kept/archives/ledger.jsonl" > "$work/covered.jsonl"
[ "$(python3 "$examples/check-ledger.py" "$work/covered.jsonl")" = "$size $root" ]
# Whatever it says was published or archived, and not removed, is there.
python3 - "$kept" "$work/covered.jsonl" <<'PY'
import json, os, sys
kept, ledger = sys.argv[1:]
there = {}
for line in open(ledger):
    record = json.loads(line)
    if record["act"] in ("publish", "archive") and record.get("done"):
        item = record.get("to", record["item"])
        there[item] = record["sha256"]
    elif record["act"] == "remove":
        there.pop(record["item"], None)
missing = [item for item in there if not os.path.exists(os.path.join(kept, item))]
if missing or len(there) != ${nights}:
    sys.exit(f"missing: {missing}, of {len(there)}")
PY
# Night 12 is archived; its signature lies beside the archive.
cd "$work"
unzip -q "$kept/archives/app_20260112_010000.zip"
ssh-keygen -q -Y verify -n file -f "$trusted/allowed" -I ci -s "$kept/archives/${night12}.sha256.sig" < ${night12}.sha256
sha256sum --check --quiet ${night12}.sha256
python3 "$examples/read-dump.py" ${night12}.md tree
grep -qx 'night 12' tree/night.txt
grep -o '"commit":"[0-9a-f]*"' ${night12}.md | head -n 1 | cut -d '"' -f 4
`;

describe.skipIf(needed.length > 0)(`a directory of ${nights} nights${needs}`, () => {
  const directory = temporaryDirectory();
  const at = (name: string) => join(directory.path, name);
  let commit = '';
  let key = '';

  beforeAll(async () => {
    const tree = at('app');
    writeTree(tree, { 'night.txt': '' });
    git(tree, 'init', '-q', '-b', 'main', '--template=');
    // With an origin, dumps record their tree although their time is fixed.
    git(tree, 'remote', 'add', 'origin', 'https://example.org/app.git');
    key = makeKey(directory.path, 'ci');
    const run = async (args: readonly string[], env = {}) => {
      const { code, stderr } = await runBin(args, {
        cwd: directory.path,
        env: { TZ: 'UTC', ...env },
      });
      expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: '' });
    };
    for (let night = 1; night <= nights; night++) {
      writeTree(tree, { 'night.txt': `night ${night}\n` });
      git(tree, 'add', '-A');
      git(tree, 'commit', '-q', '-m', `night ${night}`);
      if (night === 12) commit = git(tree, 'rev-parse', 'HEAD').toString().trim();
      const time = Date.UTC(2026, 0, night, 1) / 1000;
      const args = ['app', '--dest', 'kept', '--ledger', '--sign', 'ci', '--quiet'];
      await run(args, { SOURCE_DATE_EPOCH: String(time) });
    }
    await run(['archive', 'kept', '--clean-root', '--quiet']);
    writeTree(at('trusted'), { allowed: allow('ci', key) });
    await run([
      'audit',
      'kept',
      '--checkpoint-out',
      'trusted/checkpoint',
      '--sign',
      'ci',
      '--quiet',
      '--no-progress',
    ]);
  }, 120_000);
  afterAll(() => directory[Symbol.dispose]());

  /** Asks about a copy; the program isn't used. */
  function ask(kept: string, trusted = at('trusted')) {
    using work = temporaryDirectory();
    const args = [
      '--norc',
      '-c',
      questions,
      'audit',
      join(repository, 'docs/examples'),
      kept,
      trusted,
      work.path,
    ];
    const { status, stdout } = spawnSync('bash', args, { env: gitEnvironment(), encoding: 'utf8' });
    return { status, answer: stdout.trim() };
  }

  it('proves who made night 12, that it is whole, its commit, and that nothing was removed', () => {
    expect(ask(at('kept'))).toEqual({ status: 0, answer: commit });
    expect(commit).toMatch(/^[0-9a-f]{40}$/);
  });

  it.each<[string, (kept: string, trusted: string) => void]>([
    [
      'a dump that was changed and packed anew',
      (kept) => repack(kept, (text) => text.replace('night 12', 'night 21')),
    ],
    [
      'a dump and its checksum file that were changed together',
      (kept) => repack(kept, (text) => text.replace('night 12', 'night 21'), true),
    ],
    [
      'the signature of another night',
      (kept) => {
        const one = join(kept, 'archives', `${night12}.sha256.sig`);
        writeFileSync(one, readFileSync(one.replace('20260112', '20260113')));
      },
    ],
    [
      'a signature by another key',
      (kept, trusted) =>
        writeFileSync(join(trusted, 'allowed'), allow('ci', makeKey(kept, 'other'))),
    ],
    [
      'a night that was removed, with its records',
      (kept) => {
        rmSync(join(kept, 'archives/app_20260105_010000.zip'));
        const path = join(kept, 'archives/ledger.jsonl');
        const lines = readFileSync(path, 'utf8').split('\n');
        writeFileSync(path, lines.filter((line) => !line.includes('20260105')).join('\n'));
      },
    ],
    ['a night that was removed', (kept) => rmSync(join(kept, 'archives/app_20260120_010000.zip'))],
    ['a ledger written anew', (kept) => rewriteLedger(join(kept, 'archives/ledger.jsonl'))],
    [
      'a ledger that was cut off',
      (kept) => {
        const path = join(kept, 'archives/ledger.jsonl');
        writeFileSync(path, `${readFileSync(path, 'utf8').split('\n').slice(0, 40).join('\n')}\n`);
      },
    ],
    [
      'a checkpoint that was changed',
      (_, trusted) => {
        const path = join(trusted, 'checkpoint');
        writeFileSync(path, readFileSync(path, 'utf8').replace(/\n\d+\n/, '\n1\n'));
      },
    ],
  ])('finds %s', (_, tamper) => {
    using copy = temporaryDirectory();
    const [kept, trusted] = [join(copy.path, 'kept'), join(copy.path, 'trusted')];
    cpSync(at('kept'), kept, { recursive: true });
    cpSync(at('trusted'), trusted, { recursive: true });
    expect(ask(kept, trusted).status).toBe(0);
    tamper(kept, trusted);
    expect(ask(kept, trusted).status).not.toBe(0);
  });
});

/** Changes the dump of night 12 in its archive, and maybe the checksum file as well. */
function repack(kept: string, change: (text: string) => string, withChecksum = false): void {
  using work = temporaryDirectory();
  const archive = join(kept, 'archives/app_20260112_010000.zip');
  execFileSync('unzip', ['-q', archive], { cwd: work.path });
  const dump = join(work.path, `${night12}.md`);
  writeFileSync(dump, change(readFileSync(dump, 'utf8')));
  if (withChecksum) {
    const line = execFileSync('sha256sum', [`${night12}.md`], { cwd: work.path });
    writeFileSync(join(work.path, `${night12}.sha256`), line);
  }
  const script = `import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as archive:
    for name in sys.argv[2:]: archive.write(name)`;
  const names = readdirSync(work.path).sort();
  execFileSync('python3', ['-c', script, 'new.zip', ...names], { cwd: work.path });
  renameSync(join(work.path, 'new.zip'), archive);
}

/** With another time in the first record, and a chain that holds. */
function rewriteLedger(path: string): void {
  const script = `import hashlib, json, sys
previous, lines = "0" * 64, []
for line in open(sys.argv[1]):
    record = json.loads(line)
    record["prev"] = previous
    if record["seq"] == 1: record["time"] = "2020-01-01T00:00:00.000Z"
    text = json.dumps(record, separators=(",", ":"))
    previous = hashlib.sha256(text.encode()).hexdigest()
    lines.append(text + "\\n")
open(sys.argv[1], "w").writelines(lines)`;
  execFileSync('python3', ['-c', script, path]);
}
