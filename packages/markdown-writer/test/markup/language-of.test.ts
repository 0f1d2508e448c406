import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  languageByExtension,
  languageByFileName,
} from '../../src/markup/language-table.generated.js';
import { languageOf } from '../../src/index.js';

describe('languageOf', () => {
  it.each([
    ['src/index.ts', 'ts'],
    ['a.mts', 'typescript'],
    ['A.TS', 'ts'],
    ['x.h', 'c'],
    ['x.cpp', 'cpp'],
    ['x.cs', 'csharp'],
    ['main.rs', 'rs'],
    ['x.py', 'py'],
    ['run.sh', 'sh'],
    ['README.md', 'md'],
    ['x.yaml', 'yaml'],
    ['kernel/head.S', 'assembly'],
    ['deep/Makefile', 'makefile'],
    ['Dockerfile', 'dockerfile'],
    ['page.html.erb', 'erb'],
    ['notes.txt', ''],
    ['LICENSE', ''],
    ['no-extension', ''],
    ['.', ''],
    ['constructor', ''],
    ['x.__proto__', ''],
    ['x.constructor', ''],
  ])('%s is "%s"', (path, language) => {
    expect(languageOf(path)).toBe(language);
  });

  it('knows only names that are safe in an info string', () => {
    const names = [...languageByExtension.values(), ...languageByFileName.values()];
    expect(names.filter((name) => !/^[a-z0-9+#-]{1,40}$/.test(name))).toEqual([]);
  });

  it('has a table that is current', () => {
    const table = new URL('../../src/markup/language-table.generated.ts', import.meta.url);
    const script = new URL('../../scripts/generate-language-table.mjs', import.meta.url);
    const made = execFileSync(process.execPath, [script.pathname, '--print'], { encoding: 'utf8' });
    expect(made).toBe(readFileSync(table, 'utf8'));
  });
});
