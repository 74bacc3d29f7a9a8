import { implement } from '../../core/server/serve.ts';
import { assist } from './contract.ts';
import { summaryOf } from './queries.ts';

export const routes = implement('assist', assist, { summary: ({ db, actor, params }) => summaryOf(db, actor, params.id) });
