import { invalidManifest } from './invalid-manifest.js';
import { isManifestObject, type ManifestObject } from './parse-json-manifest.js';

/**
 * The elements of an XML file: of one name below one parent as a list, attributes left out, texts as they stand (no entity is
 * unfolded).
 *
 * @param file Relative to the root, for the error.
 * @throws {CreateDumpError} `CONFIG_INVALID` naming file and line if it isn't well-formed.
 */
export async function parseXmlManifest(file: string, text: string): Promise<ManifestObject> {
  const { XMLParser, XMLValidator } = await import('fast-xml-parser');
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) {
    throw invalidManifest({ file, line: verdict.err.line, what: 'is not valid XML' });
  }
  try {
    const parser = new XMLParser({
      parseTagValue: false,
      processEntities: false,
      isArray: () => true,
    });
    const value: unknown = parser.parse(text);
    return isManifestObject(value) ? value : {};
  } catch (cause) {
    throw invalidManifest({ file, what: 'is not valid XML', cause });
  }
}
