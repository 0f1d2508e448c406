import { library } from '@create-dump/tooling-tsup';

export default library();
