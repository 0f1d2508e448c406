/**
 * Puts text between the two comments that mark a block of a document: `<!-- begin NAME … -->` and `<!-- end NAME -->`.
 *
 * @param {string} document
 * @param {string} name
 * @param {string} text
 * @returns {string}
 */
export function replaceBlock(document, name, text) {
  const begin = document.match(new RegExp(`^<!-- begin ${name}\\b.*-->$`, 'mu'));
  const end = document.indexOf(`<!-- end ${name} -->`);
  if (begin?.index === undefined || end < begin.index) {
    throw new Error(`The document has no block between "begin ${name}" and "end ${name}".`);
  }
  const head = document.slice(0, begin.index + begin[0].length);
  return `${head}\n\n${text.trim()}\n\n${document.slice(end)}`;
}
