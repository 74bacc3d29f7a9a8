/** The embedded database cannot be had here; the message says why and what a person can do. Shown as it is, without a stack. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';

  static external(why: string): DatabaseUnavailable {
    return new DatabaseUnavailable(`${why}\nSet DATABASE_URL to a PostgreSQL of your own (15 or newer), for example postgres://baton:secret@localhost:5432/baton.`);
  }
}
