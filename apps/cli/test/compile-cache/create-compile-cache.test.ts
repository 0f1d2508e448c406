import { writeFileSync } from 'node:fs';
import { Module } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCompileCache } from '../../src/compile-cache/create-compile-cache.js';

function storeOf(files: Map<string, Buffer>) {
  return {
    read: (name: string) => files.get(name),
    write: (name: string, make: () => Uint8Array) => void files.set(name, Buffer.from(make())),
  };
}

const program = (answer: number) =>
  `const { sep } = require("node:path");
  function late() { return ${answer}; }
  function fail() { throw new Error("no"); }
  module.exports = { late, fail, sep, here: [this === exports, __filename, __dirname] };`;

/** Loads the program as a new process would; returns its exports. */
function load(path: string, files: Map<string, Buffer>, save: boolean) {
  const cache = createCompileCache(storeOf(files));
  const module = new Module(path);
  cache.load(module, path);
  if (save) cache.save();
  return module.exports as { late: () => number; fail: () => never; sep: string; here: unknown[] };
}

describe('createCompileCache', () => {
  it('loads a module as Node does, with and without its code', () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'run-0.js');
    writeFileSync(path, program(42));
    const files = new Map<string, Buffer>();
    for (let round = 0; round < 2; round++) {
      const { late, fail, here } = load(path, files, true);
      expect(fail).toThrow(
        expect.objectContaining({ stack: expect.stringContaining(`${path}:3:`) }),
      );
      expect([late(), ...here]).toEqual([42, true, path, directory.path]);
      expect([...files.keys()]).toEqual(['run']);
    }
  });

  it('keeps what V8 accepts, with functions that were never called', () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'run-0.js');
    // Code that isn't kept would have to be compiled from the text: V8 compares its length alone.
    writeFileSync(path, program(42));
    const files = new Map<string, Buffer>();
    load(path, files, true);
    const kept = files.get('run')?.subarray(0, -4) ?? Buffer.alloc(0);
    const wrapped = `(function (exports, require, module, __filename, __dirname) {${program(43)}\n})`;
    const script = new Script(wrapped, { filename: 'other.js', cachedData: kept });
    expect(script.cachedDataRejected).toBe(false);
    const module = new Module(path);
    const run = script.runInThisContext() as (...args: unknown[]) => void;
    run.call(module.exports, module.exports, (id: string) => module.require(id), module, '', '');
    const { late, fail } = module.exports as { late: () => number; fail: () => never };
    expect(late()).toBe(42);
    // Some versions of V8 keep the name of the file with its code.
    expect(fail).toThrow(
      expect.objectContaining({ stack: expect.stringMatching(/(?:run-0|other)\.js:3:/) }),
    );
  });

  it('takes no code that is of another text of that length, or damaged', () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'run-0.js');
    writeFileSync(path, program(42));
    const files = new Map<string, Buffer>();
    load(path, files, true);
    const good = files.get('run') ?? Buffer.alloc(0);
    writeFileSync(path, program(43));
    expect(load(path, files, false).late()).toBe(43);
    writeFileSync(path, program(42));
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, flips) => {
        const bad = Buffer.from(good);
        bad[at] = (bad[at] ?? 0) ^ flips;
        for (const bytes of [bad, good.subarray(0, at)]) {
          const rewritten = new Map([['run', bytes]]);
          expect(load(path, rewritten, true).late()).toBe(42);
          expect(rewritten.get('run')?.equals(bytes)).toBe(false);
        }
      }),
    );
  });

  it('keeps nothing while V8 is set otherwise than at the start', () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'run-0.js');
    writeFileSync(path, program(42));
    const files = new Map<string, Buffer>();
    const cache = createCompileCache(storeOf(files));
    cache.load(new Module(path), path);
    setFlagsFromString('--heap-growing-percent=10');
    try {
      cache.save();
    } finally {
      setFlagsFromString('--heap-growing-percent=0');
    }
    expect(files.size).toBe(0);
  });
});
