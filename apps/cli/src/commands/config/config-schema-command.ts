import { exitCodes, writeAll } from '@create-dump/observing';
import type { Command } from '../../command.js';

/** `create-dump config schema` */
export const configSchemaCommand: Command = {
  definition: {
    name: 'config schema',
    describe: 'Print the JSON Schema of the settings',
    options: {},
    examples: [
      [
        '> create-dump.schema.json',
        'Use it in editors, with the first line "#:schema ./create-dump.schema.json" in create-dump.toml.',
      ],
    ],
  },
  toAction: () => async (world) => {
    const { default: schema } = await import('@create-dump/config/schema.json', {
      with: { type: 'json' },
    });
    await writeAll(world.stdout, `${JSON.stringify(schema, null, 2)}\n`);
    return exitCodes.done;
  },
};
