/**
 * What every published manifest says about where the package comes from, derived from `repository` in the workspace's own
 * package.json, the one place where it is set.
 *
 * @typedef {{ name?: string, version?: string, private?: boolean, repository?: { url?: string }, [key: string]: unknown }} Manifest
 */

/** Stands for the owner until it is decided where the project is published. */
const placeholder = 'OWNER';

/**
 * The fields that the package in `folder`, such as `packages/core`, must have.
 *
 * @param {string} folder
 * @param {Manifest} workspace the workspace's own manifest
 */
export function publicationOf(folder, workspace) {
  const url = repositoryUrl(workspace);
  const address = url.replace(/^git\+/, '').replace(/\.git$/, '');
  return {
    homepage: `${address}/tree/main/${folder}#readme`,
    bugs: `${address}/issues`,
    license: 'MIT',
    repository: { type: 'git', url, directory: folder },
    publishConfig: { access: 'public', provenance: true },
    engines: workspace['engines'],
  };
}

/**
 * Why the workspace can't be published as its manifest is, or undefined.
 *
 * @param {Manifest} workspace
 */
export function refusePublication(workspace) {
  const url = repositoryUrl(workspace);
  if (!url.includes(`/${placeholder}/`)) return undefined;
  return `${url} is a placeholder: nothing was published. Set repository.url in package.json to the repository that publishes, then run \`node tooling/release/check-manifests.mjs --update\`.`;
}

/** @param {Manifest} workspace */
function repositoryUrl({ repository }) {
  const url = repository?.url ?? '';
  if (!/^git\+https:\/\/.+\.git$/.test(url)) {
    throw new Error(
      `repository.url in package.json is "${url}": write git+https://HOST/OWNER/NAME.git.`,
    );
  }
  return url;
}
