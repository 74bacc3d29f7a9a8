import { implement } from '../../core/server/serve.ts';
import { archiveCalendar, changeCalendar, chooseCalendar, makeCalendar, makeStandard } from './calendars.ts';
import { calendars } from './contract.ts';
import { placesIn } from './holidays.ts';
import { previewOf } from './previews.ts';
import { listCalendars, listedById } from './queries.ts';

const done = { ok: true as const };

export const routes = implement('calendars', calendars, {
  list: ({ db, actor }) => listCalendars(db, actor),
  async make({ tx, actor, body }) {
    await makeCalendar(tx, actor, body);
    return await listedById(tx, actor, body.id);
  },
  async change({ tx, actor, params, body }) {
    await changeCalendar(tx, actor, params.id, body);
    return await listedById(tx, actor, params.id);
  },
  async archive({ tx, actor, params }) {
    await archiveCalendar(tx, actor, params.id);
    return done;
  },
  async makeStandard({ tx, actor, params }) {
    await makeStandard(tx, actor, params.id);
    return done;
  },
  async choose({ tx, actor, params, body }) {
    await chooseCalendar(tx, actor, params.id, body.calendarId);
    return done;
  },
  preview: ({ tx, body }) => previewOf(tx, body),
  places: ({ query }) => placesIn(query.country, query.state),
});
