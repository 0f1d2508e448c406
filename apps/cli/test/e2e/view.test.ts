import { createHash } from 'node:crypto';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { get as httpGet } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import axe from 'axe-core';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, openBrowser } from './open-browser.js';
import { runBin } from './run-bin.js';

const builtBin = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));

const hostile =
  '</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1><!--<script>';
const hostileName = fc.stringMatching(/^[<>"'&=a-z\u202e\u0001`$]{1,30}$/u);

describe('view', () => {
  const directory = temporaryDirectory();
  const cwd = directory.path;
  const run = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await runBin(args, { cwd });
    return { code, out: stdout.toString(), stderr };
  };
  const page = () => readFileSync(join(cwd, 'dump.html'), 'utf8');

  beforeAll(async () => {
    const odd = Object.fromEntries(
      fc
        .sample(hostileName, 20)
        .map((name, at) => [`tree/odd/${at}${name}`, `${name}\n${hostile}\n`]),
    );
    writeTree(cwd, {
      ...odd,
      'tree/src/main.ts': 'export const needle = 1;\r\n\tconst x = "needle needle";\nno end',
      'tree/src/deep/er/a.py': `# needle\n${hostile}\n`,
      'tree/long.txt': Array.from({ length: 3000 }, (_, at) => `line ${at + 1}\n`).join(''),
      'tree/__proto__': 'needle\n',
      'tree/a:20': 'colon\n',
      'tree/empty': '',
      'tree/latin1.txt': Buffer.from('n\u00e9edle\n', 'latin1'),
      'tree/logo.png': Buffer.from([0, 1, 2]),
      'latin1:tree/raw\xFF': 'needle\n',
    });
    await run('tree', '--output', 'dump.md');
    await run('view', 'dump.md');
    return () => directory[Symbol.dispose]();
  });

  it('gives the same bytes again, and replaces nothing', async () => {
    expect((await run('view', 'dump.md', '--output', '-')).out).toBe(page());
    expect(await run('view', 'dump.md')).toMatchObject({ code: 1, out: '' });
    const again = await run('view', 'dump.md', '--output', 'again.html');
    expect(again).toMatchObject({ code: 0, out: `${join(cwd, 'again.html')}\n` });
    // As a dump: only its owner can read it, whatever the umask.
    expect(statSync(join(cwd, 'again.html')).mode & 0o777).toBe(0o600);
  });

  it('allows its script and style alone', () => {
    const html = page();
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/u.exec(html) ?? [];
    expect(policy).not.toContain('unsafe');
    const between = (from: string, to: string) =>
      html.slice(html.indexOf(from) + from.length, html.lastIndexOf(to));
    const script = between('<script type="module">', '</script>');
    expect(script.length).toBeLessThan(250_000);
    for (const text of [script, between('<style>', '</style>')])
      expect(policy).toContain(createHash('sha256').update(text).digest('base64'));
  });

  it('makes no page of a damaged dump, an unexpected one, a large one or a directory', async () => {
    writeFileSync(
      join(cwd, 'bad.md'),
      readFileSync(join(cwd, 'dump.md'), 'utf8').replace('colon', 'c0lon'),
    );
    const digest = createHash('sha256')
      .update(readFileSync(join(cwd, 'dump.md')))
      .digest('hex');
    expect(await run('view', 'bad.md')).toMatchObject({ code: 4, out: '' });
    expect(await run('view', 'dump.md', '--expect', '0'.repeat(64), '-o', 'b.html')).toMatchObject({
      code: 4,
    });
    expect(await run('view', 'dump.md', '--embed-limit', '1kB', '-o', 'b.html')).toMatchObject({
      code: 1,
    });
    expect(await run('view', '.')).toMatchObject({ code: 2 });
    expect(existsSync(join(cwd, 'bad.html')) || existsSync(join(cwd, 'b.html'))).toBe(false);
    expect(await run('view', 'dump.md', '--expect', digest, '-o', 'c.html')).toMatchObject({
      code: 0,
    });
  });

  it('serves to the holder of the address, by ranges, until it is stopped', async () => {
    const served = await serve(cwd);
    const get = (path: string, headers = {}) => fetch(served.url + path, { headers });
    const foreign = await fetch(served.url.replace(/\/[^/]+\/$/u, '/x/'));
    expect(foreign.status).toBe(404);
    // As a page does whose name was made to lead to this address.
    expect(await statusFor(served.url, 'example.com')).toBe(403);
    expect(await statusFor(served.url, new URL(served.url).host)).toBe(200);
    expect((await fetch(served.url, { method: 'POST' })).status).toBe(405);
    const manifest = (await (await get('manifest')).text()).trimEnd().split('\n').slice(1, -1);
    const at = manifest.findIndex((line) => line.includes('"long.txt"'));
    const part = await get(`content/${at}`, { Range: 'bytes=5-10' });
    expect([part.status, await part.text()]).toEqual([206, '1\nline']);
    expect((await get(`content/${at}`, { Range: 'bytes=99999999-' })).status).toBe(416);
    expect((await get('content/99999')).status).toBe(404);
    const hits = (await (await get('search?text=needle&case=exact')).text()).trimEnd().split('\n');
    expect(hits.length).toBe(grepLines(cwd, 'needle'));
    expect(await served.stop()).toBe(143);
  });

  describe.skipIf(browserPath === undefined)('in Chromium (needs chromium)', () => {
    let browser: Browser;
    beforeAll(async () => void (browser = await openBrowser()));
    afterAll(() => browser?.close());

    it('shows what cat prints, ls lists, sha256sum computes and grep finds; runs and asks nothing', async () => {
      const shown = await openPage(browser, `file://${join(cwd, 'dump.html')}`);
      const { files } = JSON.parse((await run('ls', 'dump.md', '--json')).out) as Listing;
      const tree = await shown.page
        .locator('#tree .row.file')
        .evaluateAll((rows) => rows.map((row) => row.getAttribute('title')));
      const listed = (await run('ls', 'dump.md')).out.trimEnd().split('\n');
      expect(new Set(tree)).toEqual(new Set(listed));
      expect(tree.length).toBe(listed.length);
      for (const { path, sha256 } of files.filter((file) => file.skipped === undefined)) {
        if (path === undefined || !path.isWellFormed()) continue;
        await open(shown.page, path);
        expect(await shown.page.locator('#bar .badge').textContent()).toBe('Digest proved here');
        expect(await shown.page.locator('#bar .digest').textContent()).toBe(sha256);
        const original = readFileSync(join(cwd, 'tree', path));
        expect(createHash('sha256').update(original).digest('hex')).toBe(sha256);
        if (original.length === 0 || original.length > 10_000) continue;
        const { stdout } = await runBin(['cat', 'dump.md', path], { cwd });
        expect(await textOf(shown.page)).toBe(decoded(stdout).replace(/\n$/u, ''));
      }
      for (const text of ['needle', 'const', 'window.hacked', 'line 29', 'nowhere']) {
        await shown.page.fill('#query', text);
        await shown.page.press('#query', 'Enter');
        await until(shown.page, searched);
        const status = (await shown.page.locator('.status').textContent()) ?? '';
        expect(Number(/^[\d,]+/u.exec(status)?.[0].replace(',', '') ?? 0)).toBe(
          grepLines(cwd, text),
        );
      }
      expect(shown.noise).toEqual([]);
      expect(await shown.page.evaluate('window.hacked')).toBeUndefined();
    }, 60_000);

    it('has no violations of accessibility rules', async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page: shown } = await openPage(
          browser,
          `file://${join(cwd, 'dump.html')}`,
          colorScheme,
        );
        await shown.evaluate(axe.source);
        const check = async () =>
          expect(
            await shown.evaluate(
              'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))',
            ),
          ).toEqual([]);
        await check();
        await open(shown, 'src/main.ts', '&l=1-2');
        await check();
        await shown.fill('#query', 'needle');
        await shown.press('#query', 'Enter');
        await shown.waitForSelector('.hit');
        await check();
      }
    }, 60_000);

    it('sees one changed byte', async () => {
      const html = page();
      const [, packed = ''] = /id="dump"[^>]*>([^<]*)</u.exec(html) ?? [];
      const dump = gunzipSync(Buffer.from(packed, 'base64'));
      dump[dump.indexOf('colon')] = 67;
      writeFileSync(
        join(cwd, 'changed.html'),
        html.replace(packed, gzipSync(dump).toString('base64')),
      );
      const changed = await openPage(browser, `file://${join(cwd, 'changed.html')}`);
      await until(changed.page, "document.querySelector('#proof')?.textContent === 'Damaged'");
      await open(changed.page, 'a:20');
      expect(await changed.page.locator('#bar .badge').textContent()).toBe('Digest differs');
      const middle = Math.floor(packed.length / 2);
      const flipped =
        packed.slice(0, middle) + (packed[middle] === 'A' ? 'B' : 'A') + packed.slice(middle + 1);
      writeFileSync(join(cwd, 'flipped.html'), html.replace(packed, flipped));
      const { page: broken } = await openPage(browser, `file://${join(cwd, 'flipped.html')}`);
      expect(await broken.locator('#note').textContent()).toContain('damaged');
    }, 60_000);

    it('shows a served dump, searched by the server', async () => {
      const served = await serve(cwd);
      const shown = await openPage(browser, served.url);
      await open(shown.page, 'src/main.ts');
      expect(await shown.page.locator('#bar .badge').textContent()).toBe('Digest proved here');
      await shown.page.fill('#query', 'needle');
      await shown.page.press('#query', 'Enter');
      await until(shown.page, searched);
      expect(await shown.page.locator('.status').textContent()).toMatch(
        new RegExp(`^${grepLines(cwd, 'needle')} lines`, 'u'),
      );
      expect(shown.noise).toEqual([]);
      await served.stop();
    }, 60_000);
  });
});

/** Run in the page, which this program has no types of: whether a search has ended. */
const searched = "(document.querySelector('.status')?.textContent ?? '').endsWith('.')";

interface Listing {
  readonly files: readonly { path?: string; sha256?: string; skipped?: string }[];
}

/** `needle` in Latin-1 isn't found by grep in the tree's bytes, nor by us: no text here has such characters. */
function grepLines(cwd: string, text: string): number {
  const words = ['-rcFa', '--exclude=logo.png', '--', text, join(cwd, 'tree')];
  try {
    const counts = execFileSync('grep', words, { encoding: 'latin1', env: { LC_ALL: 'C' } });
    return counts
      .split('\n')
      .reduce((sum, line) => sum + Number(/:(\d+)$/u.exec(line)?.[1] ?? 0), 0);
  } catch {
    return 0;
  }
}

function decoded(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? bytes.toString('latin1') : text;
}

async function openPage(browser: Browser, url: string, colorScheme: 'light' | 'dark' = 'light') {
  const page = await (await browser.newContext({ colorScheme })).newPage();
  const noise: string[] = [];
  page.on('console', (message) => noise.push(message.text()));
  page.on('pageerror', (error) => noise.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) noise.push(request.url());
  });
  await page.goto(url);
  await page.waitForSelector('html[data-state]');
  return { page, noise };
}

async function open(page: Page, path: string, lines = ''): Promise<void> {
  const hash = JSON.stringify(`#p=${encodeURIComponent(path)}${lines}`);
  await page.evaluate(`void (location.hash = ${hash})`);
  const judged =
    "/(?:proved here|differs)$/u.test(document.querySelector('#bar .badge')?.textContent)";
  await until(page, `location.hash === ${hash} && ${judged}`);
}

/** Waits until an expression holds in the page. Asked from here: the page's policy forbids Playwright's own polling. */
async function until(page: Page, expression: string): Promise<void> {
  while ((await page.evaluate(expression)) !== true) await page.waitForTimeout(20);
}

/** The text of the lines, with marks for characters that reorder text turned back into these. */
async function textOf(page: Page): Promise<string> {
  const lines = await page.locator('#content .line .code').allTextContents();
  return lines.join('\n').replaceAll('U+202E', '\u202e');
}

/** Starts the server as a process of its own, and waits for its address. */
async function serve(cwd: string) {
  const child = spawn(process.execPath, [builtBin, 'view', 'dump.md', '--serve'], {
    cwd,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { HOME: '/nonexistent' },
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const stop = async () => {
    child.kill('SIGTERM');
    return ended;
  };
  return { url: line.toString().trim(), stop };
}

function statusFor(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpGet(url, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', reject);
  });
}
