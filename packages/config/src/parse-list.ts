/** Parses a list in a text, as environment variables have it: JSON, or items separated by commas outside braces (`*.{png,jpg}`). */
export function parseList(text: string): readonly unknown[] {
  const items = /^\s*\[\s*["\]]/.test(text) ? parseJsonList(text) : undefined;
  return items ?? splitOutsideBraces(text).map((item) => item.trim());
}

function splitOutsideBraces(text: string): readonly string[] {
  const items = [''];
  let depth = 0;
  for (const char of text) {
    if (char === '{') depth++;
    else if (char === '}') depth--;
    if (char === ',' && depth <= 0) items.push('');
    else items[items.length - 1] += char;
  }
  return items;
}

function parseJsonList(text: string): readonly unknown[] | undefined {
  try {
    const items: unknown = JSON.parse(text);
    return Array.isArray(items) ? items : undefined;
  } catch {
    return undefined;
  }
}
