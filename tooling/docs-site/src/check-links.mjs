import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';

/**
 * What is wrong with the links of a built site: those that lead to no file or to no heading, and pages to which nothing leads.
 *
 * @param {string} directory
 * @returns {string[]} one sentence each
 */
export function checkLinks(directory) {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      join(parentPath, name).slice(directory.length).split(sep).join('/'),
    );
  const pages = new Map(
    files
      .filter((file) => file.endsWith('.html') && file !== '404.html')
      .map((file) => [file, pageOf(readFileSync(join(directory, file), 'utf8'))]),
  );
  const reached = new Set(['index.html']);
  const faults = [...pages].flatMap(([page, { links }]) =>
    [...new Set(links)].flatMap((link) => {
      const { file, fragment } = target(link, page);
      if (file !== page) reached.add(file);
      if (!files.includes(file)) return [`${page}: ${link} leads nowhere`];
      const isHeading = fragment === '' || pages.get(file)?.ids.has(fragment) !== false;
      return isHeading ? [] : [`${page}: ${link}: ${file} has no such heading`];
    }),
  );
  const lost = [...pages.keys()].filter((page) => !reached.has(page));
  return [...faults, ...lost.map((page) => `${page}: no page leads here`)];
}

/** @param {string} html */
function pageOf(html) {
  const links = [...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)]
    .map(([, href = '']) => unescaped(href))
    .filter((href) => !/^(?:[a-z]+:|\/\/)/i.test(href));
  const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => unescaped(id));
  return { links, ids: new Set(ids) };
}

/**
 * @param {string} link
 * @param {string} page
 */
function target(link, page) {
  const [path = '', fragment = ''] = link.split('#');
  const file = path === '' ? page : posix.join('/', posix.dirname(page), path).slice(1);
  const absolute = path.startsWith('/') ? path.slice(1) : file;
  const isFolder = absolute === '' || absolute.endsWith('/');
  return {
    file: decodeURI(isFolder ? `${absolute}index.html` : absolute),
    fragment: decodeURIComponent(fragment),
  };
}

/** @param {string} text */
function unescaped(text) {
  return text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}
