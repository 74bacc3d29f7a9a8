import pg from 'pg';
import { expect, test } from 'vitest';
import { newId } from '../../src/core/ids.ts';
import { makeDesk, openDesk, serviceClient } from '../desk.ts';
import { openSink } from '../mail-sink.ts';
import { openSmtpLine } from '../smtp-client.ts';
import { marksIn } from './load.ts';
import { prove } from './proof.ts';

test('W-L1 W-L2 W-L3 W-L8 killed at random moments under load, the server loses nothing it had acknowledged and sends nothing twice', { timeout: 600_000 }, async () => {
  const proof = await prove({ kills: 6, withinMs: 20_000, lines: { mail: 2, reply: 2 }, restMs: 700, settleMs: 60_000 });
  expect(proof.troubles).toEqual([]);
  expect(proof.mails).toBeGreaterThan(5);
  expect(Object.values(proof.kills).every((n) => n > 0)).toBe(true);
});

test('W-L3 W-L4 a worker killed while it sends: its job is taken over, the reply is said to be unknown and not sent again by itself', { timeout: 300_000 }, async () => {
  const sink = await openSink();
  const desk = await makeDesk({ env: { BATON_SMTP_OUT: `${sink.url}?tls=none`, BATON_LOG: 'error' } });
  const pool = new pg.Pool({ ...desk.database, max: 1 });
  pool.on('error', () => undefined);
  try {
    const web = await desk.start('web');
    const worker = await desk.start('worker');
    const opened = await openDesk(desk, web);
    const agent = await serviceClient(desk, opened, ['tickets:read', 'tickets:write']);
    const line = await openSmtpLine(desk.smtpPort);
    await line.send({ from: 'anna@people.example', to: opened.mailbox, raw: 'From: anna@people.example\nSubject: Boiler\nMessage-ID: <one@people.example>\n\nIt drips.\n' });
    line.close();
    const first = async () => (await agent.call('GET /tickets', { query: { view: 'all' } })).body.items[0] as { id: string } | undefined;
    await expect.poll(first, { timeout: 20_000 }).toBeTruthy();
    // The far side has all of it and does not answer: nobody can know whether it took it.
    let has = 0;
    sink.answer.data = () => { has++; return new Promise(() => undefined); };
    const id = newId();
    const ticketId = (await first())!.id;
    const reply = await agent.call('POST /tickets/:id/replies', { params: { id: ticketId }, body: { id, html: `<p>This is reply-${id}</p>`, to: [{ name: '', address: 'anna@people.example' }], undoSeconds: 0, seen: 1e15 } });
    expect(reply.status).toBe(200);
    await expect.poll(() => has, { timeout: 20_000 }).toBe(1);
    await worker.kill();
    await desk.start('worker');
    const delivery = async () => (await pool.query('select delivery from messages where id = $1', [id])).rows[0].delivery as string;
    await expect.poll(delivery, { timeout: 20_000 }).toBe('unknown');
    expect(has).toBe(1);
    // A person decides.
    sink.answer.data = () => null;
    expect((await agent.call('POST /replies/:id/decide', { params: { id }, body: { as: 'again' } })).status).toBe(200);
    await expect.poll(delivery, { timeout: 20_000 }).toBe('sent');
    expect(marksIn(sink).get(id)).toBe(1);
  } finally {
    await pool.end();
    await desk.remove();
    await sink.close();
  }
});
