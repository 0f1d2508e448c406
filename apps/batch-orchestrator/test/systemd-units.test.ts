import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTool, temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';

const units = fileURLToPath(new URL('../../../ops/systemd/', import.meta.url));
const analyze = findTool('systemd-analyze');
const needs = analyze === undefined ? ' (needs systemd-analyze)' : '';

/** The units, with a program that is installed here. */
function copyUnits(directory: string): readonly string[] {
  return readdirSync(units).map((name) => {
    const text = readFileSync(join(units, name), 'utf8');
    const path = join(directory, name);
    writeFileSync(path, text.replaceAll(/^(Exec\w+=)create-dump\S*/gmu, '$1/bin/true'));
    return path;
  });
}

describe('the units of systemd', () => {
  it.skipIf(analyze === undefined)(`are valid${needs}`, () => {
    using directory = temporaryDirectory();
    const paths = copyUnits(directory.path);
    expect(paths.length).toBeGreaterThan(2);
    const { status, stderr } = spawnSync(analyze ?? '', ['verify', '--man=no', ...paths], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it.skipIf(analyze === undefined)(`expose little of the system: at most 2.5 of 10${needs}`, () => {
    using directory = temporaryDirectory();
    for (const path of copyUnits(directory.path).filter((one) => one.endsWith('.service'))) {
      const args = ['security', '--offline=true', '--threshold=25', path];
      const { status, stdout } = spawnSync(analyze ?? '', args, { encoding: 'utf8' });
      expect(stdout).toMatch(/Overall exposure level/u);
      expect(status).toBe(0);
    }
  });
});
