import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createEngine, engineFlags, poolSize } from '../src/engine.js';

describe('engineFlags', () => {
  it('knows what V8 has by default', () => {
    const options = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
    for (const { name, byDefault } of engineFlags) {
      expect(options).toContain(`default: --${name}=${byDefault}\n`);
    }
  });
});

describe('poolSize', () => {
  it('is a thread less than there are processors, from one to the four of libuv', () => {
    expect([1, 2, 3, 4, 5, 64].map(poolSize)).toEqual([1, 1, 2, 3, 4, 4]);
  });
});

describe('createEngine', () => {
  afterEach(() => void vi.unstubAllEnvs());

  it.each([
    [undefined, '1'],
    ['7', '7'],
  ])('with %s in the environment, libuv is told %s', (before, told) => {
    vi.stubEnv('UV_THREADPOOL_SIZE', before);
    createEngine({ processors: 2 }).tune();
    expect(process.env['UV_THREADPOOL_SIZE']).toBe(told);
  });

  it('starts threads before and after it is tuned', async () => {
    const engine = createEngine({ processors: 2 });
    const program = new URL('data:text/javascript,process.exitCode=7');
    const run = () =>
      new Promise((resolve) => void engine.startThread(program, {}).on('exit', resolve));
    expect(await run()).toBe(7);
    engine.tune();
    expect(await Promise.all([run(), run()])).toEqual([7, 7]);
  });
});
