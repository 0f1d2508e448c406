const placeholder = '[redacted]';

/** `scheme://user:password@host`: all that stands before the `@`. A name alone may be a token; a path has one slash. */
const userinfo = /\b([a-z][a-z\d+.-]+:\/{1,3})[^\s/?#"'`<>]*@/gi;

/** In a query or fragment, or a header: names of what is given to be let in. */
const parameter =
  /([?&;#](?:[\w.-]*[_.-])?(?:access[_-]?key|api[_-]?key|auth|authorization|code|credential|key|pass(?:word|wd)?|pwd|secret|sig(?:nature)?|token|jwt|session)(?:[_-]?id)?=)[^\s&;#"'`<>]+/gi;
const header = /\b((?:proxy-)?authorization:\s*(?:\w+\s+)?|\bbearer\s+)[\w.~+/=-]{6,}/gi;

/** A text without what looks like a credential in a URL, or in an `Authorization` header. */
export function redactCredentials(text: string): string {
  if (!/[@=]|bearer|authorization/i.test(text)) return text;
  return text
    .replace(userinfo, `$1${placeholder}@`)
    .replace(parameter, `$1${placeholder}`)
    .replace(header, `$1${placeholder}`);
}
