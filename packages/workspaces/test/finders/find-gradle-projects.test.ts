import { execFileSync } from 'node:child_process';
import { findTool, temporaryDirectory, type Tree, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { findProjects } from '../../src/find-projects.js';
import { foundIn, searchIn } from '../found-in.js';

const groovy: Tree = {
  'settings.gradle': `
/* include 'commented' */
rootProject.name = 'demo' // include 'commented'
include ':app', 'lib:core',
        "lib:ui"
include(':moved', ':moved2', ':moved3')
project(':moved').projectDir = file('other/place')
project(":moved2").projectDir = new File(settingsDir, 'other/place2')
project(':moved3').projectDir = file("$rootDir/other/place3")
include 'moved:late'
if (false) { println "include 'no'" }
`,
  'app/x': '',
  'lib/core/x': '',
  'lib/ui/x': '',
  'other/place/late/x': '',
  'other/place2/x': '',
  'other/place3/x': '',
  'commented/x': '',
  'no/x': '',
};

const groovyFound = [
  '.',
  'app',
  'lib',
  'lib/core',
  'lib/ui',
  'other/place = moved',
  'other/place/late',
  'other/place2 = moved2',
  'other/place3 = moved3',
];

describe('gradle', () => {
  it('reads includes and directories from a Groovy script', async () => {
    const { found, warnings } = await foundIn(groovy);
    expect(found).toEqual(groovyFound);
    expect(warnings).toEqual([]);
  });

  it.skipIf(!findTool('gradle'))('finds what Gradle lists (needs gradle)', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      ...groovy,
      'build.gradle': 'allprojects { println "at " + projectDir + " " + name }\n',
    });
    const options = ['-q', '--offline', '--no-daemon', '-g', `${directory.path}/.home`];
    const output = execFileSync('gradle', [...options, 'help'], {
      cwd: directory.path,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const theirs = [...output.toString().matchAll(/^at (.*)$/gm)].map(([, line = '']) => line);
    const { signal } = new AbortController();
    const { projects } = await findProjects({ root: directory.path, signal });
    const ours = projects.map(({ directory: at, name }) =>
      at === '.' ? `${directory.path} ${name}` : `${directory.path}/${at} ${name}`,
    );
    expect(ours).toEqual(theirs.sort());
  });

  it('reads a Kotlin script', async () => {
    const { found, warnings } = await foundIn({
      'settings.gradle.kts': `
pluginManagement { includeBuild("build-logic") { name = "logic" } }
rootProject.name = "demo"
include(
    ":app",
    ":lib:core", // and so on
)
project(":app").projectDir = rootDir.resolve("application")
dependencyResolutionManagement { repositories { maven { content { includeGroup("x") } } } }
`,
      'application/x': '',
      'lib/core/x': '',
      'build-logic/x': '',
    });
    expect(found).toEqual(['.', 'application = app', 'build-logic', 'lib', 'lib/core']);
    expect(warnings).toEqual([]);
  });

  it.each([
    ["['a', 'b'].each { include it }", 'has an include whose arguments are computed'],
    ['include "x-$name"', 'has an include whose arguments are computed'],
    ["include 'a' + suffix", 'has an include whose arguments are computed'],
    ['include(*names)', 'has an include whose arguments are computed'],
    ["apply from: 'more.gradle'", 'applies another script, which may include projects'],
    ['apply(from = "more.gradle.kts")', 'applies another script, which may include projects'],
    [
      'rootProject.children.each { it.projectDir = x }',
      'sets the projectDir of a computed project',
    ],
  ])('warns of %s', async (statement, what) => {
    const { found, warnings } = await foundIn({ 'settings.gradle': `\n${statement}\n`, 'a/x': '' });
    expect(found).toEqual(['.']);
    expect(warnings).toEqual([
      `settings.gradle:2 ${what}. Which projects that adds can't be determined without running Gradle: name them with --dirs.`,
    ]);
  });

  it('warns of projects that it leaves out or assumes, with the reason', async () => {
    const { found, warnings } = await foundIn({
      'settings.gradle': `include 'a', 'none', 'odd'
project(':odd').projectDir = computed()
includeFlat 'sibling'
if (x) include 'b'
`,
      'a/x': '',
      'b/x': '',
      'odd/x': '',
    });
    expect(found).toEqual(['.', 'a', 'b']);
    expect(warnings).toEqual([
      'settings.gradle:4 includes b only under a condition. The condition is assumed to hold.',
      "settings.gradle: :odd has a directory that can't be determined without running Gradle. It is left out.",
      'settings.gradle: :sibling is outside the root. It is left out.',
      "settings.gradle: none doesn't exist. It is left out.",
    ]);
  });

  it.each(["rootProject.name = 'one'\n", ''])(
    'is a build of the root alone without includes: %j',
    async (script) => {
      const { projects } = await searchIn({ 'settings.gradle': script, 'src/x': '' });
      expect(projects.map(({ directory }) => directory)).toEqual(['.']);
    },
  );
});
