/** Replaces each `$Id: …$` on one line by `$Id$`, as git's `ident_to_git` does. */
export function collapseIdents(content: Buffer): Buffer {
  const text = content.toString('latin1');
  return Buffer.from(text.replaceAll(/\$Id:[^$\n]*\$/g, '$$Id$$'), 'latin1');
}
