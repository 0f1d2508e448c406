// No regular expressions here: what is judged comes from the tree.

/** Words of which one in a password says that it stands for a password. */
const words = [
  'passw',
  'secret',
  'changeme',
  'change-me',
  'change_me',
  'example',
  'token',
  'credential',
  'apikey',
  'api_key',
  'api-key',
  'your',
  'placeholder',
  'redacted',
  'hidden',
  'xxxx',
  '****',
  '....',
  'abcd',
  '1234',
  '7890',
  'replace',
];

/** Passwords that documentation and local services have. */
const common = ['pass', 'pwd', 'admin', 'guest', 'root', 'test', 'user', 'default', 'foobar'];

const upper = new Set('ABCDEFGHIJKLMNOPQRSTUVWXYZ_');
const hex = new Set('0123456789abcdef');

/** Whether a password is none: a placeholder, a variable, or what documentation and local services have. */
export function isMadeUpPassword(password: string, user: string): boolean {
  const text = password.toLowerCase();
  return (
    [text, 'anonymous'].includes(user.toLowerCase()) ||
    words.some((word) => text.includes(word)) ||
    common.some((word) => text.startsWith(word) && text.length < word.length + 4) ||
    isVariable(text) ||
    Array.from(password).every((character) => upper.has(character)) ||
    new Set(text).size < 4
  );
}

/** Such as `$PASSWORD`, `%s`, `%PASSWORD%`, but not `%3A…`. */
function isVariable(text: string): boolean {
  if (text.startsWith('$')) return true;
  return text.startsWith('%') && !(hex.has(text[1] ?? '') && hex.has(text[2] ?? ''));
}

const localHosts = new Set(['localhost', '127.0.0.1', '0.0.0.0', 'host', 'hostname', 'server']);
const exampleEnds = new Set(['example', 'test', 'invalid', 'localhost', 'local']);
const exampleNames = new Set(['example', 'domain', 'host', 'myhost', 'server', 'foo', 'bar']);

/** Whether a host is that of an example (RFC 2606), or the machine itself. */
export function isMadeUpHost(host: string): boolean {
  const text = host.toLowerCase();
  const labels = text.split('.');
  const last = labels.at(-1) ?? '';
  return (
    localHosts.has(text) ||
    exampleEnds.has(last) ||
    (labels.length > 1 && exampleNames.has(labels.at(-2) ?? ''))
  );
}
