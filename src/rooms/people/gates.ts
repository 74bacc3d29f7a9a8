import { mayOpenFile } from '../../core/server/files.ts';
import { replies as reply, type Reply } from '../../core/server/gates.ts';

/** Every teammate may see the pictures of all. */
const pictures = reply(mayOpenFile, async (_db, actor, file) => (file.kind === 'person' ? actor.kind === 'person' : null));

export const replies: readonly Reply[] = [pictures];
