import { type ManifestObject, parseJsonManifest } from './parse-json-manifest.js';

/**
 * JSON with comments and trailing commas, as Nx allows it. Lines keep their numbers.
 *
 * @throws {CreateDumpError} as {@link parseJsonManifest}.
 */
export function parseLooseJson(file: string, text: string): ManifestObject {
  const plain = text
    .replaceAll(/("(?:[^"\\\n]|\\[^])*"?)|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/g, keepText)
    .replaceAll(/("(?:[^"\\\n]|\\[^])*"?)|,(?=\s*[\]}])/g, keepText);
  return parseJsonManifest(file, plain);
}

function keepText(match: string, text: string | undefined): string {
  return text ?? match.replaceAll(/[^\n]/g, ' ');
}
