/** Complaints about a manifest: a package that packs without a build, or a man page that npm doesn't install. */
export function checkManifest({ scripts, man = [] }, files) {
  const unbuilt =
    scripts?.prepack === undefined
      ? ['It has no prepack script: unbuilt, it packs without dist/.']
      : [];
  // npm installs the pages of a list only, although a text is documented as well.
  if (!Array.isArray(man)) return [...unbuilt, 'Its "man" must be a list.'];
  const missing = man.filter((page) => !files.includes(page.replace(/^\.\//, '')));
  return [
    ...unbuilt,
    ...missing.map((page) => `The man page ${page} is missing from the tarball.`),
  ];
}
