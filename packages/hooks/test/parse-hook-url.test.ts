import { describe, expect, it } from 'vitest';
import { parseHookUrl } from '../src/index.js';

describe('parseHookUrl', () => {
  it('separates what may be shown from what may not', () => {
    expect(parseHookUrl('https://us%40er:p%3Ass@hooks.example:8443/T0/B0?key=1#x')).toStrictEqual({
      href: 'https://hooks.example:8443/T0/B0?key=1',
      shown: 'https://hooks.example:8443',
      authorization: `Basic ${Buffer.from('us@er:p:ss').toString('base64')}`,
    });
  });

  it.each(['http://127.0.0.1:80/', 'http://127.9.9.9/', 'http://localhost:3000', 'http://[::1]/x'])(
    'takes %s, which is this host',
    (text) => {
      expect(parseHookUrl(text).href).toBe(new URL(text).href);
    },
  );

  it.each([
    ['http://example.org/secret', 'is not encrypted'],
    ['http://127.0.0.1.example.org/secret', 'is not encrypted'],
    ['http://localhost.example.org/secret', 'is not encrypted'],
    ['http://user:secret@10.0.0.1/', 'is not encrypted'],
    ['http://127.0.0.1@example.org/secret', 'is not encrypted'],
    ['file:///secret', 'is not a web address'],
    ['secret', 'is not a web address'],
    ['https://secret%:x@example.org/', 'has a "%" in its credentials'],
  ])('refuses %s without repeating it', (text, why) => {
    expect(() => parseHookUrl(text)).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(why) as string }),
    );
    expect(() => parseHookUrl(text)).toThrow(/^(?!.*secret)/);
  });
});
