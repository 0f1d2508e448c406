import { library } from '@create-dump/tooling-tsup';

/** `public/schema.json` goes into the package as it is. */
export default Object.assign(library(), { publicDir: 'public' });
