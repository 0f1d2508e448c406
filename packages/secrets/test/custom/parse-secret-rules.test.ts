import { describe, expect, it } from 'vitest';
import { parseSecretRules } from '../../src/index.js';

const rule = `
[[rules]]
id = "acme-key"
description = "Key of Acme"
regex = '''acme_[0-9a-f]{20}'''
keywords = ["ACME_"]
entropy = 2
tags = ["key"]

[[rules.allowlists]]
condition = "AND"
stopwords = ["Deadbeef"]
paths = ["^test/"]
regexTarget = "line"
`;

describe('parseSecretRules', () => {
  it('reads the rules of gitleaks, keys in any case', async () => {
    const text = `title = "x"\n[extend]\nuseDefault = true\ndisabledRules = ["jwt"]\n${rule.replace('regexTarget', 'regextarget')}`;
    expect(await parseSecretRules(text, 'rules.toml')).toEqual({
      disabled: ['jwt'],
      allowlists: [],
      rules: [
        {
          id: 'acme-key',
          description: 'Key of Acme',
          regex: 'acme_[0-9a-f]{20}',
          path: undefined,
          secretGroup: 0,
          entropy: 2,
          keywords: ['acme_'],
          allowlists: [
            {
              condition: 'AND',
              regexTarget: 'line',
              regexes: [],
              paths: ['^test/'],
              stopwords: ['deadbeef'],
              targetRules: [],
              hasCommits: false,
            },
          ],
        },
      ],
    });
  });

  it.each([
    ['[[rule]]\nid = "a"', '1: rule is not a key of the file. Did you mean rules?'],
    ['x = 1', '1: x is not a key of the file. Known keys: title,'],
    ['[[rules]]\nid = "a"\nregexp = "b"', '3: regexp is not a key of rules. Did you mean regex?'],
    [
      `${rule}stopword = ["a"]`,
      '15: stopword is not a key of rules.allowlists. Did you mean stopwords?',
    ],
    ['[extend]\n\npath = "a"', '3: path is not a key of extend.'],
    ['[[rules]]\nregex = "a"', '1: A rule needs an id.'],
    ['[[rules]]\nid = "a"', '1: The rule a needs a regex or a path.'],
    ['[[rules]]\nid = "a"\nregex = "b"', '1: The rule a needs keywords'],
    [
      '[[rules]]\nid = "a"\nregex = "b"\nkeywords = ["abc", "ey"]',
      '4: keywords has "ey", which is too short: 3 bytes are needed.',
    ],
    [
      '[[rules]]\nid = "a"\nregex = "(?=b)"\nkeywords = ["abc"]',
      '3: regex is not a regular expression of RE2:',
    ],
    [
      '[[rules]]\nid = "a"\nregex = "(b)"\nsecretGroup = 2\nkeywords = ["abc"]',
      '4: secretGroup is 2, but the regex has 1 groups.',
    ],
    ['[[rules]]\nid = "a"\npath = "("', '3: path is not a regular expression'],
    ['[[rules]]\nid = 1', '2: id must be a string.'],
    ['[[rules]]\nid = "a"\npath = "a"\n[[rules]]\nid = "b"\npath = 2', '6: path must be a string.'],
    [
      '[[rules]]\nid = "a"\npath = "a"\n[[rules]]\nid = "a"\npath = "b"',
      '1: rules has two rules with the id a.',
    ],
    ['[[allowlists]]\ncondition = "XOR"', '2: condition must be one of OR, AND.'],
    ['a = ', '1: '],
  ])('refuses what it can’t use, and says where: %s', async (text, message) => {
    await expect(parseSecretRules(text, 'rules.toml')).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(`rules.toml:${message}`) as string,
    });
  });
});
