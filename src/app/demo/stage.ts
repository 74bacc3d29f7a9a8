import { newId } from '../../core/ids.ts';
import { system, type PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { keepFile, type FileRow } from '../../core/server/files.ts';
import { outgoingMail, sentBefore } from '../../core/server/mail.ts';
import { writeLetter } from '../../core/server/mail-letter.ts';
import { keepPastMails, type PastMail } from '../../rooms/channels/email/past-mails.ts';
import { messageIdFor } from '../../rooms/channels/email/reply-tokens.ts';
import { addNote } from '../../rooms/notes/notes.ts';
import { actorFor } from '../../rooms/people/access.ts';
import { receive, setDelivery } from '../../rooms/tickets/messages.ts';
import { giveToTeam, take } from '../../rooms/tickets/owners.ts';
import { reply } from '../../rooms/tickets/replies.ts';
import { close, waitUntil } from '../../rooms/tickets/states.ts';
import { changeTags, setPriority } from '../../rooms/tickets/tickets.ts';
import { attachmentsOf } from './attachments.ts';
import { teams } from './cast.ts';
import type { CustomerPlan } from './customers.ts';
import { perform, type Scene } from './deeds.ts';
import { dayMs } from './hours.ts';
import { lastWords } from './last-words.ts';
import { progress } from './progress.ts';
import { Random } from './random.ts';
import type { Event, TicketPlan } from './tickets.ts';
import { asHtml, noteHtml, type Known } from './written.ts';

export interface Played { readonly ticket: TicketPlan; readonly event: Event; readonly first: boolean }
type Of<K extends Event['kind']> = Extract<Event, { kind: K }>;

const mailbox = system('email');
const together = 50;

/** Plays the demo's events: each by the verb a person or the mail would use, as of the moment it happened. */
export class Stage {
  private readonly actors = new Map<string, PersonActor>();
  private readonly tickets = new Map<TicketPlan, { id: string; lastIn: string; lastOut: string | null }>();
  private readonly latest = new Map<TicketPlan, Scene['latest']>();
  private mails: PastMail[] = [];
  private readonly attachments;
  private readonly known: Known;
  private readonly now: number;
  private readonly customers: ReadonlyMap<CustomerPlan, string>;

  constructor(known: Known, customers: ReadonlyMap<CustomerPlan, string>, now: number) {
    this.known = known;
    this.customers = customers;
    this.now = now;
    this.attachments = attachmentsOf(new Random(customers.size));
  }

  async play(tx: Tx, all: readonly Played[]): Promise<void> {
    for (const { ticket, event, first } of all) {
      await clock.during(new Date(event.at), () => this.act(tx, ticket, event, first));
      progress.step();
    }
    for (let first = 0; first < this.mails.length; first += together) await keepPastMails(tx, this.mails.slice(first, first + together));
    this.mails = [];
  }

  private async act(tx: Tx, ticket: TicketPlan, event: Event, first: boolean): Promise<void> {
    if (event.kind === 'write') return await this.write(tx, ticket, event, first);
    const actor = await this.actor(tx, event.by);
    const { id } = this.tickets.get(ticket)!;
    switch (event.kind) {
      case 'reply': return await this.reply(tx, ticket, event, actor);
      case 'note': return void (await addNote(tx, actor, id, { id: newId(), html: noteHtml(event.text, { by: event.by, team: ticket.team, asks: event.asks ?? false }, this.known), fileIds: [], pinned: false }));
      case 'take': return void (await take(tx, actor, id));
      case 'give': return void (await giveToTeam(tx, actor, id, this.known.teams.get(event.to)!));
      case 'close': return void (await close(tx, actor, id, { closing: await lastWords(tx, `${ticket.key} ${ticket.customer.first}`) }));
      case 'wait': return void (await waitUntil(tx, actor, id, event.for, new Date(event.until).toISOString(), event.note));
      case 'deed': return await this.deed(tx, ticket, event, actor);
      case 'sort':
        await changeTags(tx, actor, id, event.tags, []);
        if (event.priority) await setPriority(tx, actor, id, event.priority);
    }
  }

  private async write(tx: Tx, ticket: TicketPlan, event: Of<'write'>, first: boolean): Promise<void> {
    const { customer, team } = ticket;
    const id = newId();
    const file = event.file ? await keepFile(tx, this.attachments[event.file]()) : null;
    const to = teams.find((t) => t.key === team)!;
    const { ticketId } = await receive(tx, mailbox, {
      id, ...(first ? { open: { teamId: this.known.teams.get(team)!, subject: ticket.subject } } : { ticketId: this.tickets.get(ticket)!.id }), customerId: this.customers.get(customer)!, channel: 'email',
      sender: { name: customer.name, address: customer.email }, recipients: [{ name: `Hearth & Harbor ${to.name}`, address: to.mailbox }], copies: [],
      html: asHtml(event.text), foldedHtml: event.signature ? asHtml(event.signature) : '', text: event.text, at: clock.now(), fileIds: file ? [file.id] : [], thanksOnly: event.thanksOnly,
    });
    const lastOut = this.tickets.get(ticket)?.lastOut ?? null;
    this.tickets.set(ticket, { id: ticketId, lastIn: id, lastOut });
    this.mails.push({ entryId: id, ticketId, mailbox: to.mailbox, from: customer.email, subject: `${first ? '' : 'Re: '}${ticket.subject}`, at: clock.now(), raw: await this.original(tx, ticket, event, { id, first, lastOut, file }) });
  }

  /** The mail that a customer's message came as. */
  private async original(tx: Tx, { customer, team, subject }: TicketPlan, event: Of<'write'>, { id, first, lastOut, file }: { id: string; first: boolean; lastOut: string | null; file: FileRow | null }): Promise<Buffer> {
    const to = teams.find((t) => t.key === team)!;
    const mail = outgoingMail.parse({
      from: { name: customer.name, address: customer.email }, to: [{ name: `Hearth & Harbor ${to.name}`, address: to.mailbox }], subject: `${first ? '' : 'Re: '}${subject}`, text: `${event.text}${event.signature ? `\n\n-- \n${event.signature}` : ''}\n`,
      ...(lastOut ? { inReplyTo: messageIdFor(lastOut, to.mailbox), references: [messageIdFor(lastOut, to.mailbox)] } : {}), attachments: file ? [{ fileId: file.id, name: file.name, type: file.type }] : [],
    });
    return await writeLetter(tx, mail, { messageId: `<${id}@${customer.email.split('@')[1]!}>`, automatic: false });
  }

  private async reply(tx: Tx, ticket: TicketPlan, event: Of<'reply'>, actor: PersonActor): Promise<void> {
    const { id, lastIn } = this.tickets.get(ticket)!;
    const messageId = newId();
    this.tickets.set(ticket, { id, lastIn, lastOut: messageId });
    const file = event.file ? await keepFile(tx, { ...this.attachments[event.file](), madeBy: actor.id }) : null;
    const to = [{ name: ticket.customer.name, address: ticket.customer.email }];
    await reply(tx, actor, id, { id: messageId, html: asHtml(event.text), to, cc: [], fileIds: file ? [file.id] : [], quote: event.at > this.now - 6 * dayMs ? lastIn : null, undoSeconds: 0, seen: 0, anyway: true });
    // No mail leaves a demo; what was written counts as sent, as it would have been.
    await sentBefore(tx, messageId);
    await clock.during(new Date(event.at + 11_000), () => setDelivery(tx, system('mail'), messageId, 'sent'));
  }

  private async deed(tx: Tx, ticket: TicketPlan, event: Of<'deed'>, actor: PersonActor): Promise<void> {
    const { id, lastOut } = this.tickets.get(ticket)!;
    const latest = this.latest.get(ticket) ?? new Map();
    this.latest.set(ticket, latest);
    await perform(tx, actor, event.deed, { ticketId: id, customerId: this.customers.get(ticket.customer)!, lastOut, latest }, this.known);
  }

  private async actor(tx: Tx, key: string): Promise<PersonActor> {
    const known = this.actors.get(key) ?? (await actorFor(tx, this.known.people.get(key)!))!;
    this.actors.set(key, known);
    return known;
  }
}
