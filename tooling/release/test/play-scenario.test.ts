import { expect, test } from 'vitest';
import { playScenario } from '../src/play-scenario.mjs';

const scenario = { name: 'a change', why: '' };

test('a first release has the versions of the manifests, and changelogs that compare with nothing', async () => {
  const releases = await playScenario({
    ...scenario,
    changes: { '@create-dump/core': 'minor' },
    first: true,
  });
  expect(releases.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['@create-dump/core', '@create-dump/retention', 'create-dump']),
  );
  expect(releases.map(({ newVersion }) => newVersion)).toEqual(
    releases.map(({ oldVersion }) => oldVersion),
  );
  const texts = releases.map(({ changelog }) => changelog);
  expect(texts.filter((text) => !text.startsWith('### Minor Changes\n\n- First release.'))).toEqual(
    [],
  );
  expect(texts.filter((text) => text.includes(scenario.name))).toEqual([]);
});

test('changelogs say why a package is released, and ranges follow', async () => {
  const releases = await playScenario({
    ...scenario,
    changes: { '@create-dump/retention': 'minor' },
    versions: '0.4.0',
  });
  const snapshots = releases.find(({ name }) => name === '@create-dump/snapshots');
  expect(snapshots?.newVersion).toBe('0.5.0');
  expect(snapshots?.changelog).toContain('Shows types of `@create-dump/retention` 0.5.0.');
  expect(snapshots?.changelog).toContain('Needs `@create-dump/retention` 0.5.0.');
  expect(snapshots?.manifest.dependencies?.['@create-dump/retention']).toBe('^0.5.0');
  const program = releases.find(({ name }) => name === 'create-dump');
  expect(program?.newVersion).toBe('0.4.1');
  expect(program?.changelog).toContain('`@create-dump/retention` 0.5.0');
});
