import { statSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { resolveLink } from './resolve-link.mjs';
import { root } from './workspace-root.mjs';

/**
 * Plugin of markdown-it: turns the links of a document, which lead through the repository, into those of the site.
 *
 * @param {import('markdown-it').default} markdown
 * @param {(link: { readonly file: string } | { readonly fault: string }) => void} tell each linked file that isn't a page, and each link that leads nowhere
 */
export function useSiteLinks(markdown, tell) {
  markdown.core.ruler.push('site_links', ({ tokens, env }) => {
    // Rendered for the search index, where links don't matter.
    if (env.realPath === undefined) return;
    const from = relative(root, env.realPath).split(sep).join('/');
    const links = tokens
      .flatMap(({ children }) => children ?? [])
      .filter(({ type }) => type === 'link_open');
    for (const link of links) {
      const href = link.attrGet('href') ?? '';
      if (href.startsWith('#') || /^[a-z]+:/i.test(href)) continue;
      const target = resolveLink(href, from, kindOf);
      if ('href' in target) link.attrSet('href', target.href);
      if ('page' in target) continue;
      // Makes VitePress take it for a file, even without an extension.
      link.attrSet('target', '_self');
      tell(target);
    }
  });
}

/** @param {string} path */
function kindOf(path) {
  if (isAbsolute(path) || path.startsWith('../')) return undefined;
  const stats = statSync(join(root, path), { throwIfNoEntry: false });
  if (stats?.isDirectory()) return 'folder';
  return stats?.isFile() ? 'file' : undefined;
}
