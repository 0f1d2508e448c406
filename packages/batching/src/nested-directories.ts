/** Which of the directories lie below one of them, as paths from there. */
export function nestedDirectories(directory: string, all: readonly string[]): readonly string[] {
  if (directory === '.') return all.filter((other) => other !== '.');
  const above = `${directory}/`;
  return all.filter((other) => other.startsWith(above)).map((other) => other.slice(above.length));
}
