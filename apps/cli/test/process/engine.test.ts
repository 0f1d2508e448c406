import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { createEngine, engineFlags } from '../../src/process/engine.js';

describe('engineFlags', () => {
  it("knows V8's default values", () => {
    const options = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
    for (const { name, byDefault } of engineFlags) {
      expect(options).toContain(`default: --${name}=${byDefault}\n`);
    }
  });
});

describe('createEngine', () => {
  it('starts threads before and after it is tuned', async () => {
    const engine = createEngine();
    const program = new URL('data:text/javascript,process.exitCode=7');
    const run = () =>
      new Promise((resolve) => void engine.startThread(program, {}).on('exit', resolve));
    expect(await run()).toBe(7);
    engine.tune();
    expect(await Promise.all([run(), run()])).toEqual([7, 7]);
  });
});
