import { processorTime } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactCredentials } from '../src/redact-credentials.js';

describe('redactCredentials', () => {
  it.each([
    ['https://user:pa55@host/path', 'https://[redacted]@host/path'],
    ['push to http://ghp_abc@github.com failed', 'push to http://[redacted]@github.com failed'],
    ['redis://:p%40ss@10.0.0.1:6379/0.', 'redis://[redacted]@10.0.0.1:6379/0.'],
    ['https://u:p@ss@host', 'https://[redacted]@host'],
    ['"ssh+git://u:p@h", "x"', '"ssh+git://[redacted]@h", "x"'],
    ['/srv/https:/u:p@h/dump.md', '/srv/https:/[redacted]@h/dump.md'],
    ['http://h/?access_token=abc&x=1', 'http://h/?access_token=[redacted]&x=1'],
    ['http://h/?X-Amz-Signature=abc', 'http://h/?X-Amz-Signature=[redacted]'],
    [
      'http://h/?api_key=a;sig=b#token=c',
      'http://h/?api_key=[redacted];sig=[redacted]#token=[redacted]',
    ],
    ['http://h/?client_secret=abc', 'http://h/?client_secret=[redacted]'],
    ['Authorization: Bearer abcdefgh', 'Authorization: Bearer [redacted]'],
    ['authorization: Basic dXNlcjpw', 'authorization: Basic [redacted]'],
  ])('takes the secret out of %j', (text, redacted) => {
    expect(redactCredentials(text)).toBe(redacted);
  });

  it.each([
    'src/a@b.ts: unreadable (EACCES)',
    'git@github.com:org/repo.git',
    'http://host:9091/metrics?job=create-dump&page=2',
    'https://host/@scope/package',
    'a bearer of news',
    'key=value without a URL',
  ])('leaves %j as it is', (text) => {
    expect(redactCredentials(text)).toBe(text);
  });

  it('removes the password of a URL in any context', () => {
    const part = fc.stringMatching(/^[\w.~!$*+,-]{0,9}$/);
    fc.assert(
      fc.property(part, part, fc.string(), (user, host, around) => {
        const text = `${around} https://${user}:S3CR3T@${host} ${around}`;
        expect(redactCredentials(text)).not.toContain('S3CR3T');
      }),
    );
  });

  it('takes linear time', () => {
    const startedAt = processorTime();
    for (const unit of ['a://', '?token', '&a_', 'bearer ', 'authorization: a '])
      redactCredentials(`${unit.repeat(20_000)}@=`);
    expect(processorTime() - startedAt).toBeLessThan(2000);
  });
});
