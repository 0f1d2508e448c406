// How paths and texts are written in Markdown: anchors, code spans, the languages of fences. Strings come in, strings go out;
// nothing depends on the content of a file.
import { languageByExtension, languageByFileName } from './language-table.generated.js';

/**
 * The info string for a file's fence: a language's name as highlighters know it, or the empty string. Depends on the file's
 * name only, not on its content. The longest known extension decides: `x.html.erb` is ERB.
 */
export function languageOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const known = languageByFileName.get(name);
  if (known !== undefined) return known;
  const lower = name.toLowerCase();
  for (let dot = lower.indexOf('.'); dot !== -1; dot = lower.indexOf('.', dot + 1)) {
    const language = languageByExtension.get(lower.slice(dot));
    if (language !== undefined) return language;
  }
  return '';
}
