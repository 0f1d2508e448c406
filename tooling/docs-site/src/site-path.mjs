/*
 * Where the site has a document: `docs/` is its top, each package has its README and its API side by side. Takes and returns paths
 * relative to the repository and to the site, with `/`.
 */

/** The folder for the pages of typedoc, one `{package}.md` each. Not in the repository. */
export const apiFolder = 'tooling/docs-site/api';

/** @type {readonly (readonly [from: RegExp, to: string])[]} */
const places = [
  [/^README\.md$/, 'overview.md'],
  [/^(CONTRIBUTING|SECURITY|CODE_OF_CONDUCT)\.md$/, 'project/$1.md'],
  [/^docs\/decisions\/README\.md$/, 'decisions/index.md'],
  [/^docs\/(.+\.md)$/, '$1'],
  [/^ops\/README\.md$/, 'ops.md'],
  [/^packages\/([^/]+)\/README\.md$/, 'packages/$1/index.md'],
  [new RegExp(String.raw`^${apiFolder}/([^/]+)\.md$`), 'packages/$1/api.md'],
  [/^apps\/([^/]+)\/README\.md$/, 'apps/$1/index.md'],
  [/^tooling\/([^/]+)\/README\.md$/, 'tooling/$1.md'],
];

/**
 * Path of a document on the site; undefined if it has no page.
 *
 * @param {string} document
 */
export function sitePath(document) {
  const place = places.find(([from]) => from.test(document));
  return place && document.replace(place[0], place[1]).toLowerCase();
}
