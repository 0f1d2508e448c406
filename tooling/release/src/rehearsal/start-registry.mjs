import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { runTool } from './run-tool.mjs';

const manifest = {
  private: true,
  dependencies: { verdaccio: '6.2.9' },
  // It asks for the tag "cjs", and mirrors of npm may have no tags but "latest".
  overrides: { 'node-fetch': '2.7.0' },
};

/**
 * Starts a registry on loopback that has none of our packages until they are published to it, and fetches all others from the
 * registry that npm is configured for. Everything of it is below `directory`. Returns its address, the environments of one who may
 * publish and of a user, and `stop`.
 *
 * @param {string} directory
 */
export async function startRegistry(directory) {
  mkdirSync(directory);
  writeFileSync(join(directory, 'package.json'), JSON.stringify(manifest));
  runTool(['npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: directory });
  const upstream = runTool(['npm', 'config', 'get', 'registry'], { cwd: directory });
  writeFileSync(join(directory, 'config.yaml'), configuration(upstream));
  const port = await findPort();
  const url = `http://127.0.0.1:${port}/`;
  const log = openSync(join(directory, 'log'), 'w');
  const server = spawn(
    process.execPath,
    [
      'node_modules/verdaccio/bin/verdaccio',
      '--config',
      'config.yaml',
      '--listen',
      `127.0.0.1:${port}`,
    ],
    { cwd: directory, stdio: ['ignore', log, log] },
  );
  const stop = async () => {
    if (server.exitCode === null && server.kill()) await once(server, 'exit');
  };
  try {
    await untilReady(url);
    const publisher = join(directory, 'publisher.npmrc');
    const token = await createUser(url);
    writeFileSync(publisher, `registry=${url}\n${url.replace('http:', '')}:_authToken=${token}\n`);
    const user = join(directory, 'user.npmrc');
    writeFileSync(user, `registry=${url}\n`);
    return { url, publisher: environment(publisher, url), user: environment(user, url), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * @param {string} npmrc
 * @param {string} url
 */
function environment(npmrc, url) {
  // changesets reads the lower-case name only, and otherwise asks npmjs.org.
  return { NPM_CONFIG_USERCONFIG: npmrc, npm_config_registry: url };
}

/** @param {string} upstream */
function configuration(upstream) {
  return `storage: ./storage
auth: { htpasswd: { file: ./htpasswd } }
uplinks: { upstream: { url: ${JSON.stringify(upstream)} } }
packages:
  create-dump: { access: $all, publish: $authenticated }
  '@create-dump/*': { access: $all, publish: $authenticated }
  '**': { access: $all, proxy: upstream }
log: { type: stdout, format: pretty, level: warn }
`;
}

/** A port that is free now. */
async function findPort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' ? address?.port : undefined;
}

/** @param {string} url */
async function untilReady(url) {
  for (let attempt = 0; attempt < 120; attempt++) {
    const response = await fetch(new URL('-/ping', url)).catch(() => undefined);
    if (response?.ok) return;
    await wait(500);
  }
  throw new Error('The registry did not answer within a minute.');
}

/** @param {string} url */
async function createUser(url) {
  const response = await fetch(new URL('-/user/org.couchdb.user:rehearsal', url), {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'rehearsal', password: 'only on loopback' }),
  });
  const { token } = /** @type {{ token?: string }} */ (await response.json());
  if (token === undefined) throw new Error(`The registry gives no token: ${response.status}.`);
  return token;
}
