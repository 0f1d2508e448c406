/** Complaints about a man page that npm doesn't install. */
export function checkManifest({ man = [] }, files) {
  // npm installs the pages of a list only, although a text is documented as well.
  if (!Array.isArray(man)) return ['Its "man" must be a list.'];
  return man
    .filter((page) => !files.includes(page.replace(/^\.\//, '')))
    .map((page) => `The man page ${page} is missing from the tarball.`);
}
