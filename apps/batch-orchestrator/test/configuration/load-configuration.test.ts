import { join } from 'node:path';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { loadConfiguration } from '../../src/configuration/load-configuration.js';

const run = 'schedule = "30 2 * * *"\ntimezone = "Europe/Berlin"\n';
const batch = `[run.nightly]\n${run}root = "src"\ndest = "/dumps"\n`;

async function load(text: string, env: Readonly<Record<string, string>> = {}) {
  using directory = temporaryDirectory();
  writeTree(directory.path, { 'batch.toml': text });
  const source = { cwd: directory.path, homeDirectory: '/home/me', env };
  return await loadConfiguration('batch.toml', source);
}

async function messageOf(text: string): Promise<string> {
  const failure: unknown = await load(text).then(
    () => undefined,
    (error: unknown) => error,
  );
  return String(failure).replaceAll(/\/\S*\/batch\.toml/gu, 'F');
}

describe('loadConfiguration', () => {
  it('reads the service and its runs', async () => {
    const { directory, ...configuration } = await load(
      `listen = "[::1]:1"\nstate = "state"\nlog_level = "warn"\n${batch}jobs = 2\ntimeout = "10m"\narchive = true\nkeep_daily = 14\nexclude = ["a", "b"]\nmax_file_size_kb = 5\ntoc = "none"\ncatch_up = "none"\n[run.weekly-audit]\nschedule = "0 5 * * 7"\ntimezone = "UTC"\naudit = "/dumps"\nsample = "5%"\n`,
    );
    expect(configuration).toMatchObject({
      listen: { host: '::1', port: 1 },
      state: join(directory, 'state'),
      logLevel: 'warn',
    });
    const [nightly, weekly] = configuration.runs;
    expect(nightly).toMatchObject({ name: 'nightly', catchUp: 'none' });
    expect(nightly?.command.definition.name).toBe('batch');
    expect(nightly?.given).toEqual({
      root: join(directory, 'src'),
      dest: '/dumps',
      jobs: '2',
      timeout: '10m',
      archive: true,
      'keep-daily': '14',
      exclude: ['a', 'b'],
      'max-size': '5kB',
      toc: false,
    });
    expect(nightly?.schedule.next(new Date('2026-06-01T00:00:00Z'))).toEqual(
      new Date('2026-06-01T00:30:00Z'),
    );
    expect(weekly?.command.definition.name).toBe('audit');
    expect(weekly).toMatchObject({ catchUp: 'once', given: { dir: '/dumps', sample: '5%' } });
  });

  it('takes commands of hooks as programs with their arguments', async () => {
    const { runs } = await load(
      `${batch}before_run = ["/bin/db", "--out dir"]\non_result_url = "https://a/b"\nhook_timeout = "5s"\n`,
    );
    expect(runs[0]?.hooks).toEqual({ beforeRun: ['/bin/db', '--out dir'], onResult: undefined });
    expect(runs[0]?.given).toMatchObject({ 'on-result-url': 'https://a/b', 'hook-timeout': '5s' });
    expect(await messageOf(`${batch}on_result = "mail"\n`)).toContain(
      'F:6: run.nightly.on_result: must be a list of texts, not "mail"; did you mean ["mail"]?',
    );
    expect(await messageOf(`${batch}hook_timeout = "5s"\n`)).toContain(
      'F:6: run.nightly.hook_timeout: hook_timeout has no effect without before_run or on_result',
    );
  });

  it('has defaults, and takes the state directory of systemd', async () => {
    expect(await load(batch)).toMatchObject({
      listen: { host: '127.0.0.1', port: 9464 },
      state: undefined,
      logLevel: 'info',
    });
    const { state } = await load(batch, { STATE_DIRECTORY: '/var/lib/create-dump:/var/lib/other' });
    expect(state).toBe('/var/lib/create-dump');
  });

  it.each([
    ['batch', 'root = "a"\ndest = "b"\nretries = 1\n'],
    [
      'batch',
      'root = "a"\ndest = "b"\natomic = true\nwait = true\ndirs = ["x"]\naffected = "main"\n',
    ],
    ['single', 'root = "a"\ndest = "b/x.md"\nskip_unchanged = true\nref = "main"\n'],
    ['single', 'root = "a"\noutput = "b"\nforce = true\n'],
    ['archive', 'dir = "a"\nclean_root = true\nkeep_last = "unlimited"\nkeep_within = "30d"\n'],
    ['audit', 'dir = "a"\nbudget = "10GB"\nmax_age = "30d"\ncheckpoint_out = "c"\n'],
  ])('takes the options of %s: %s', async (command, settings) => {
    const text = `[run.a]\n${run}command = "${command}"\n${settings.replace('retries = 1\n', '')}`;
    const { runs } = await load(text);
    expect(runs[0]?.command.definition.name).toBe(command);
  });

  it.each([
    ['', 'F: there is no run: add a table such as [run.nightly]'],
    ['listn = "x"\n', 'F:1: listn: there is no such key; did you mean listen?'],
    [`listen = "9464"\n${batch}`, 'F:1: listen: must be an address and a port, such as'],
    [`listen = "a:70000"\n${batch}`, 'F:1: listen: must be an address and a port, such as'],
    [
      `${batch}keep_dayly = 1\n`,
      'F:6: run.nightly.keep_dayly: there is no such key; did you mean keep_daily?',
    ],
    [`${batch}jobs = 0\n`, 'F:6: run.nightly.jobs: must be'],
    [
      `${batch}keep_daily = 1\n`,
      'F:6: run.nightly.keep_daily: keep_daily has no effect without archive,',
    ],
    [
      `${batch}dirs = ["a"]\npattern = ["b"]\n`,
      'F:6: run.nightly.dirs: dirs and pattern both select the projects',
    ],
    [
      batch.replace('30 2', '60 2'),
      'F:2: run.nightly.schedule: must be five valid fields (Invalid value for minute: 60), not "60 2 * * *"',
    ],
    [
      batch.replace('30 2 * *', '0 0 31 2'),
      'F:2: run.nightly.schedule: must be a schedule that some date matches',
    ],
    [batch.replace('30 2', '0 30 2'), 'F:2: run.nightly.schedule: must be five fields'],
    [
      batch.replace('Berlin', 'Berln'),
      'F:3: run.nightly.timezone: must be the name of a time zone',
    ],
    [batch.replace('timezone', 'zone'), 'F:3: run.nightly.zone: there is no such key'],
    [
      `[run.a]\n${run}`,
      'F:1: run.a: root is missing: the directory to dump\nF:1: run.a: dest is missing',
    ],
    ['[run.a]\nroot = "x"\ndest = "y"\n', 'F:1: run.a: schedule is missing: five fields'],
    [`[run.a]\n${run}command = "archive"\n`, 'F:1: run.a: dir is missing'],
    [`[run.a]\n${run}command = "verify"\nroot = "x"\ndest = "y"\n`, 'F:4: run.a.command: must be'],
    [
      `[run.a]\n${run}audit = "x"\ndir = "y"\n`,
      'F:4: run.a.audit: audit is the directory of a run',
    ],
    [`[run."a b"]\n${run}audit = "x"\n`, 'F:1: run."a b": a name consists of'],
    [`${batch}json = true\n`, 'F:6: run.nightly.json: there is no such key'],
    [
      `[run.a]\n${run}command = "archive"\ndir = "x"\nexclude = ["y"]\n`,
      'F:6: run.a.exclude: there is no such key',
    ],
  ])('says what is wrong with %j', async (text, message) => {
    expect(await messageOf(text)).toContain(message);
  });
});
