import { describe, expect, it } from 'vitest';
import { CreateDumpError } from '../src/index.js';

describe('CreateDumpError', () => {
  it('is an Error with a code, a name and a cause', () => {
    const cause = new Error('EACCES');
    const error = new CreateDumpError('READ_FAILED', 'Could not read a.ts.', { cause });
    expect(error).toBeInstanceOf(Error);
    expect(error.code).toBe('READ_FAILED');
    expect(error.cause).toBe(cause);
    expect(String(error)).toBe('CreateDumpError: Could not read a.ts.');
  });
});
