// The yardstick beside the commands: a bare Fastify that inserts one row in one transaction, on the same database.
import Fastify from 'fastify';
import pg from 'pg';

const pool = new pg.Pool({ ...(JSON.parse(process.argv[2]!) as pg.PoolConfig), max: 14 });
await pool.query('create table if not exists bare (id uuid primary key, body jsonb not null, at timestamptz not null)');
const app = Fastify();
app.post('/api/bare', async (request) => {
  const body = request.body as { id: string };
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('insert into bare (id, body, at) values ($1, $2, $3)', [body.id, JSON.stringify(body), new Date()]);
    await client.query('commit');
  } finally {
    client.release();
  }
  return { ok: true };
});
process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`);
process.on('SIGTERM', () => process.exit(0));
