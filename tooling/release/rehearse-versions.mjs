/**
 * Prints which versions and changelogs each kind of change would give, as `pnpm version-packages` would write them, in copies of
 * the workspace's manifests: `pnpm rehearse-versions`.
 */
import { playScenario } from './src/play-scenario.mjs';
import { releaseScenarios } from './src/release-scenarios.mjs';

for (const scenario of releaseScenarios) {
  const changes = Object.entries(scenario.changes).map(([name, type]) => `${name} ${type}`);
  console.log(
    `\n## ${scenario.name}\n\nChangeset: ${changes.join(', ') || 'none'}. ${scenario.why}\n`,
  );
  const releases = await playScenario(scenario);
  if (releases.length === 0) console.log('Nothing is released.');
  for (const { name, oldVersion, newVersion, changelog } of releases) {
    console.log(`${name} ${oldVersion} → ${newVersion}`);
    console.log(changelog.replaceAll(/^/gm, '    '));
  }
}
