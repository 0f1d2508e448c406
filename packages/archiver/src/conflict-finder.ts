/**
 * Creates a function that takes one name after another, and returns what is wrong with a name beside those before it, as the end
 * of a sentence: no two members may have one name, and none may be a file and a directory.
 */
export function createConflictFinder(): (name: string) => string | undefined {
  const files = new Set<string>();
  const directories = new Set<string>();
  return (name) => {
    if (files.has(name)) return 'occurs twice';
    files.add(name);
    if (directories.has(name)) return 'is a file and a directory';
    for (let at = name.indexOf('/'); at !== -1; at = name.indexOf('/', at + 1)) {
      const directory = name.slice(0, at);
      if (files.has(directory)) return 'is below another member, which is a file';
      directories.add(directory);
    }
    return undefined;
  };
}
