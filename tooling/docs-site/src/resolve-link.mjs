import { posix } from 'node:path';
import { sitePath } from './site-path.mjs';

/**
 * @typedef {{ readonly href: string, readonly page: string } | { readonly href: string, readonly file: string } | { readonly fault: string }} SiteLink
 *   `page`: path on the site; `file`: path in the repository of what the site must have a copy of
 */

/**
 * What a link of a document, written for the repository, is on the site. A folder stands for its README, a file that isn't
 * Markdown for its copy on the site, under its path in the repository.
 *
 * @param {string} href relative, possibly with a fragment
 * @param {string} from path of the document in the repository
 * @param {(path: string) => 'file' | 'folder' | undefined} kindOf what a path of the repository is
 * @returns {SiteLink}
 */
export function resolveLink(href, from, kindOf) {
  const [, path = '', fragment = ''] = /^([^#]*)(.*)$/.exec(href) ?? [];
  const linked = posix.join(posix.dirname(from), decodeURI(path)).replace(/\/$/, '');
  const document = kindOf(linked) === 'folder' ? `${linked}/README.md` : linked;
  if (kindOf(document) !== 'file') return { fault: `${from}: ${href} leads nowhere` };
  const base = posix.dirname(sitePath(from) ?? from);
  const page = sitePath(document);
  if (page !== undefined) return { href: posix.relative(base, page) + fragment, page };
  return { href: posix.relative(base, document), file: document };
}
