import { describe, expect, it } from 'vitest';
import { foundIn, searchIn } from '../found-in.js';

function member(name: string, rest = ''): string {
  return `[project]\nname = "${name}"\n${rest}`;
}

describe('uv', () => {
  it('takes members, and leaves out excluded, unmanaged and other directories', async () => {
    const { found, warnings } = await foundIn({
      'pyproject.toml': `${member('top')}[tool.uv.workspace]\nmembers = ["libs/*", "apps/**/svc", "libs/.*"]\nexclude = ["libs/no-*", "apps/old*"]\n`,
      'libs/a/pyproject.toml': member('lib-a'),
      'libs/no-more/pyproject.toml': member('no'),
      'libs/unmanaged/pyproject.toml': member('un', '[tool.uv]\nmanaged = false\n'),
      'libs/none/x': '',
      'libs/file': '',
      'libs/.cache/x': '',
      'libs/.dotted/pyproject.toml': member('dotted'),
      'apps/new/svc/pyproject.toml': member('svc'),
      'apps/old/svc/pyproject.toml': member('old'),
    });
    expect(found).toEqual(['.', 'apps/new/svc', 'libs/.dotted = dotted', 'libs/a = lib-a']);
    expect(warnings).toEqual(['pyproject.toml: libs/none has no pyproject.toml. It is left out.']);
  });

  it('continues after a broken member', async () => {
    const { found, warnings } = await foundIn({
      'pyproject.toml': '[tool.uv.workspace]\nmembers = ["a"]\n',
      'a/pyproject.toml': '[project\n',
    });
    expect(found).toEqual(['.', 'a']);
    expect(warnings).toEqual([
      'a/pyproject.toml:1 is not valid TOML. It is treated as a member of the workspace.',
      'a/pyproject.toml:1 is not valid TOML. The project is named after its directory.',
    ]);
  });

  it('is no workspace without the table', async () => {
    const { projects } = await searchIn({ 'pyproject.toml': member('top'), 'src/x.py': '' });
    expect(projects.map((project) => project.directory)).toEqual(['.', 'src']);
  });
});
