import { toJsonSchema } from '@valibot/to-json-schema';
import type { Setting } from '../src/flag.js';
import { settings } from '../src/settings.js';
import { valueSchema } from '../src/value-schema.js';

/** The JSON Schema of a file of settings, from the table and the checks of values. What it can't express is left to them. */
export function settingsSchema() {
  const keys = Object.fromEntries(
    settings.map(({ key }) => [key, { $ref: `#/definitions/${key}` }]),
  );
  const spelledTwice = settings.flatMap(({ key, spells }) =>
    spells === undefined ? [] : [{ required: [spells.key, key] }],
  );
  const rest = { additionalProperties: false, not: { anyOf: spelledTwice } };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of create-dump',
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      ...keys,
      profiles: {
        description: 'Sets of settings by name; --profile puts one over the settings above',
        type: 'object',
        additionalProperties: { type: 'object', properties: keys, ...rest },
      },
    },
    ...rest,
    definitions: Object.fromEntries(settings.map((setting) => [setting.key, definition(setting)])),
  };
}

function definition({ kind, default: fallback, defaultText, ...setting }: Setting) {
  const what = kind.type === 'path' && kind.orStore === true ? 'no address' : 'not';
  const where = setting.notInProjectFile === undefined ? '' : ` (${what} in a project's file)`;
  const description = `${setting.description}${where}`;
  const { $schema: _, ...schema } = toJsonSchema(valueSchema(kind), { errorMode: 'ignore' });
  return {
    description:
      defaultText === undefined ? description : `${description} (default: ${defaultText})`,
    ...schema,
    ...(fallback !== null && { default: fallback }),
  };
}
