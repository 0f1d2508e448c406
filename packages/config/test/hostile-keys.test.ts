import fc from 'fast-check';
import { stringify } from 'smol-toml';
import { expect, it } from 'vitest';
import { parseSettingsFile } from '../src/parse-settings-file.js';
import { createSettingTable } from '../src/setting-table.js';

const table = createSettingTable();

const names = Object.getOwnPropertyNames(Object.prototype);
const key = fc.oneof(fc.constantFrom(...names, 'prototype', 'profiles', 'dest'), fc.string());
const value = fc.oneof(fc.string(), fc.integer(), fc.object({ key, maxDepth: 2 }));

it('takes no key that is none of ours, and changes nothing but the result', () => {
  const before = names.length;
  fc.assert(
    fc.property(fc.array(fc.tuple(key, value)), fc.boolean(), (entries, isJson) => {
      const document: unknown = Object.fromEntries(entries);
      const text = isJson ? JSON.stringify(document) : toToml(document);
      const path = isJson ? '/p/x.json' : '/p/x.toml';
      const options = { profile: undefined, homeDirectory: '/', table };
      const { layer, issues } = parseSettingsFile({ from: 'project file', path, text }, options);
      for (const name of layer.keys()) expect(table.find(name)).toBeDefined();
      const unknown = entries.filter(([name]) => isUnknown(name));
      expect(issues.length > 0 || unknown.length === 0).toBe(true);
      expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(before);
      for (const { place } of issues) expect(place).toMatch(/^\/p\/x\.(?:json|toml):\d+$/);
    }),
  );
});

function isUnknown(name: string): boolean {
  return table.find(name) === undefined && name !== 'profiles' && name !== '$schema';
}

/** TOML has no null, and its writer no undefined. */
function toToml(document: unknown): string {
  return stringify(JSON.parse(JSON.stringify(document), (_, part) => part ?? 0));
}
