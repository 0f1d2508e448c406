import { execFileSync, spawnSync } from 'node:child_process';
import { temporaryDirectory, type Tree, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { findProjects } from '../../src/find-projects.js';
import { foundIn, searchIn } from '../found-in.js';

function pom(artifactId: string, rest = ''): string {
  return `<?xml version="1.0"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent><groupId>p</groupId><artifactId>not-this</artifactId><version>1</version></parent>
  <artifactId>${artifactId}</artifactId><packaging>pom</packaging>
  ${rest}
</project>`.replace(/ {2}<parent>.*\n/, '  <groupId>g</groupId><version>1</version>\n');
}

const build: Tree = {
  'pom.xml': pom(
    'top',
    `<modules>
      <!-- <module>commented</module> -->
      <module> api </module>
      <module>impl/pom-alt.xml</module>
      <module>sub/deep</module>
    </modules>
    <profiles><profile><id>extra</id><modules><module>extra</module></modules></profile></profiles>`,
  ),
  'api/pom.xml': pom('the-api', '<modules><module>inner</module></modules>'),
  'api/inner/pom.xml': pom('inner'),
  'impl/pom-alt.xml': pom('impl'),
  'sub/deep/pom.xml': pom('deep', '<modules/>'),
  'extra/pom.xml': pom('extra'),
  'commented/pom.xml': pom('commented'),
};

describe('maven', () => {
  it('takes modules at any depth, as directories or files, including those of profiles', async () => {
    const { projects, warnings } = await searchIn(build);
    expect(projects.map(({ directory, name }) => [directory, name])).toEqual([
      ['.', 'top'],
      ['api', 'the-api'],
      ['api/inner', 'inner'],
      ['extra', 'extra'],
      ['impl', 'impl'],
      ['sub/deep', 'deep'],
    ]);
    expect(projects[2]?.evidence).toEqual([{ tool: 'maven', file: 'api/pom.xml', rule: 'inner' }]);
    expect(warnings).toEqual([]);
  });

  it.skipIf(spawnSync('mvn', ['--version']).status !== 0)(
    'finds what Maven builds (needs mvn that runs)',
    async () => {
      using directory = temporaryDirectory();
      writeTree(directory.path, build);
      const output = execFileSync('mvn', ['-o', '-B', '-Pextra', 'validate'], {
        cwd: directory.path,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const theirs = [...output.toString().matchAll(/Building (\S+) 1 /g)].map(
        ([, name = '']) => name,
      );
      const { signal } = new AbortController();
      const { projects } = await findProjects({ root: directory.path, signal });
      expect(projects.map((project) => project.name).sort()).toEqual(theirs.sort());
    },
  );

  it('takes the subprojects of Maven 4', async () => {
    const { found } = await foundIn({
      'pom.xml': pom('top', '<subprojects><subproject>a</subproject></subprojects>'),
      'a/pom.xml': pom('a'),
    });
    expect(found).toEqual(['.', 'a']);
  });

  it('does not loop where modules list one another', async () => {
    const { found } = await foundIn({
      'pom.xml': pom('top', '<modules><module>a</module></modules>'),
      'a/pom.xml': pom('a', '<modules><module>../b</module><module>..</module></modules>'),
      'b/pom.xml': pom('b', '<modules><module>../a</module><module>.</module></modules>'),
    });
    expect(found).toEqual(['.', 'a', 'b']);
  });

  it('warns of what it leaves out, with the reason', async () => {
    const modules = ['ok', 'none', '../out', '${dir}', 'broken', 'linked'];
    const listed = modules.map((module) => `<module>${module}</module>`).join('');
    const { found, warnings } = await foundIn({
      'pom.xml': pom('top', `<modules>${listed}</modules>`),
      'ok/pom.xml': pom('ok'),
      'broken/pom.xml': '<project>\n<modules>\n</project>',
      linked: { link: 'ok' },
    });
    expect(found).toEqual(['.', 'broken', 'ok']);
    expect(warnings).toEqual([
      'pom.xml: the module none has no pom.xml. It is left out.',
      'pom.xml: the module ../out is outside the root. It is left out.',
      "pom.xml: the module ${dir} can't be resolved without running Maven. It is left out.",
      'broken/pom.xml:3 is not valid XML. Its modules, if any, are left out.',
      'pom.xml: linked is, or is below, a symbolic link. It is left out.',
      'broken/pom.xml:3 is not valid XML. The project is named after its directory.',
    ]);
  });

  it('expands no entities', async () => {
    const { found } = await foundIn({
      'pom.xml': `<!DOCTYPE p [<!ENTITY a "x">]><project><artifactId>top</artifactId><modules><module>&a;</module><module>b</module></modules></project>`,
      'b/pom.xml': pom('b'),
      'x/pom.xml': pom('x'),
    });
    expect(found).toEqual(['.', 'b']);
  });

  it('is no workspace without modules', async () => {
    const { found } = await foundIn({ 'pom.xml': pom('top'), 'src/x': '' });
    expect(found).toEqual(['.', 'src']);
  });
});
