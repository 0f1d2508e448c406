const placeholder = '[redacted]';

/**
 * Everything before the `@` of `scheme://user:password@host`, also with one slash, as in a URL that was treated as a path. A
 * user name alone may be a token.
 */
const userinfo = /\b([a-z][a-z\d+.-]+:\/{1,3})[^\s/?#"'`<>]*@/gi;

/** Names of query parameters and headers that carry credentials. */
const parameter =
  /([?&;#](?:[\w.-]*[_.-])?(?:access[_-]?key|api[_-]?key|auth|authorization|code|credential|key|pass(?:word|wd)?|pwd|secret|sig(?:nature)?|token|jwt|session)(?:[_-]?id)?=)[^\s&;#"'`<>]+/gi;
const header = /\b((?:proxy-)?authorization:\s*(?:\w+\s+)?|\bbearer\s+)[\w.~+/=-]{6,}/gi;

/** Replaces what looks like a credential in a URL or an `Authorization` header. */
export function redactCredentials(text: string): string {
  if (!/[@=]|bearer|authorization/i.test(text)) return text;
  return text
    .replace(userinfo, `$1${placeholder}@`)
    .replace(parameter, `$1${placeholder}`)
    .replace(header, `$1${placeholder}`);
}
