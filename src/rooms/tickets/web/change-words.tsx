import { ArrowRightLeft, BellOff, CircleCheckBig, Clock, CornerDownRight, GitMerge, GitPullRequestArrow, Hand, Heart, Link2, Link2Off, Mail, Pencil, RotateCcw, Scissors, SignalHigh, Tag, Ticket, Undo2, UserCheck, UserRoundPlus, UserX, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { firstName } from '../../../ui/presence.ts'
import { exactTime, shortTime } from '../../../ui/time-text.ts'
import type { Directory } from '../../people/web/directory.ts'
import type { Entry, Participant, TicketLink, WaitingFor } from './tickets-call.ts'
import { TicketLinkWords } from './ticket-link.tsx'
import { waitingWords } from './ticket-words.ts'

/** A change on the timeline in words: a sign, a tone, a sentence. */
export interface ChangeWords { readonly icon: LucideIcon; readonly tone?: 'own' | 'time' | 'good' | 'late'; readonly words: ReactNode }

export interface Speaker { readonly directory: Directory; readonly me: string; readonly customer: string; readonly zone: string; readonly now: number }

/** Who did it: "You", a first name, the customer, or Baton itself. */
export function actorName(entry: Entry, { directory, me, customer }: Speaker): string {
  const { kind, id } = entry.actor
  if (kind === 'person' && id) return id === me ? 'You' : firstName(directory.face(id).name)
  return kind === 'customer' ? firstName(customer) || 'The customer' : 'Baton'
}

type Data = {
  from: never; to: never; fromTeam: string; toTeam: string; added: string[]; removed: string[]; for: WaitingFor; until: string; note: string; waitedFor: WaitingFor
  why: string; was: never; number: number; otherId: string; intoId: string; link: TicketLink; participant: Participant; what: string; delivery: string; splitFrom?: string; via?: string; matter?: string; channel: string; set: { subject?: string }
}

/** Each fact of the room that is shown as a line. */
const sentences: Record<string, (data: Data, who: string, by: Speaker, entry: Entry) => ChangeWords> = {
  'tickets.opened': (d, who, _by, entry) => ({ icon: Ticket, words: d.splitFrom ? `${who} split this off from another ticket` : entry.actor.kind === 'person' ? `${who} opened this ticket` : `Opened by ${d.channel === 'email' ? 'mail' : d.channel}` }),
  'tickets.reply-cancelled': (_d, who) => ({ icon: Undo2, words: `${who} took a reply back before it left` }),
  'tickets.reply-retried': (_d, who) => ({ icon: RotateCcw, words: `${who} sent a failed reply again` }),
  'tickets.delivery-decided': (d, who) => ({ icon: Mail, words: d.delivery === 'sent' ? `${who} counted a cut-off reply as sent` : `${who} sent a cut-off reply again` }),
  'tickets.thanked': (_d, who) => ({ icon: Heart, words: `${who} said thanks; the ticket stayed closed` }),
  'tickets.taken': (_d, who) => ({ icon: Hand, tone: 'own', words: `${who} took it` }),
  'tickets.assigned': (d, who, by) => ({ icon: UserRoundPlus, tone: 'own', words: assigned(d, who, by) }),
  'tickets.given': (d, who, by) => ({ icon: ArrowRightLeft, tone: 'own', words: `${who} put it into the queue of ${by.directory.teamName(d.toTeam)}` }),
  'tickets.priority-changed': (d, who) => ({ icon: SignalHigh, tone: d.to === 'urgent' ? 'late' : undefined, words: `${who} changed the priority from ${d.from as string} to ${d.to as string}` }),
  'tickets.tags-changed': (d, who) => ({ icon: Tag, words: `${who} ${[d.added.length ? `added ${list(d.added)}` : '', d.removed.length ? `took off ${list(d.removed)}` : ''].filter(Boolean).join(' and ')}` }),
  'tickets.subject-changed': (d, who) => ({ icon: Pencil, words: `${who} changed the subject from “${d.from as string}”` }),
  'tickets.waiting': (d, who, by) => ({ icon: Clock, tone: 'time', words: <>{who} {who === 'You' ? 'let' : 'lets'} it wait for {waitingWords[d.for]} until <span data-tip={exactTime(Date.parse(d.until), { zone: by.zone })}>{shortTime(Date.parse(d.until), by.now, { zone: by.zone })}</span>{d.note && `: ${d.note}`}</> }),
  'tickets.woke': (d) => ({ icon: Clock, tone: 'time', words: `The wait for ${waitingWords[d.waitedFor]} is over` }),
  'tickets.closed': (_d, who) => ({ icon: CircleCheckBig, tone: 'good', words: `${who} closed it` }),
  'tickets.reopened': (d, who) => ({ icon: RotateCcw, tone: 'own', words: d.why === 'customer-wrote' ? 'Open again: the customer wrote' : `${who} opened it again` }),
  'tickets.following-changed': () => ({ icon: BellOff, words: 'Followers changed' }),
  'tickets.merged': (d, who) => ({ icon: GitMerge, words: <>{who} merged this into <TicketLinkWords number={d.number} /></> }),
  'tickets.merged-in': (d, who) => ({ icon: GitMerge, words: <>{who} merged <TicketLinkWords number={d.link.number} subject={d.link.subject} /> into this</> }),
  'tickets.unmerged': (d, who) => ({ icon: GitPullRequestArrow, words: <>{who} took this out of <TicketLinkWords number={d.number} /> again</> }),
  'tickets.unmerged-from': (d, who) => ({ icon: GitPullRequestArrow, words: <>{who} took <TicketLinkWords number={d.number} /> out again</> }),
  'tickets.split-off': (d, who) => ({ icon: Scissors, words: <>{who} split a message off into <TicketLinkWords number={d.link.number} subject={d.link.subject} />{matterWords[d.matter ?? ''] ?? ''}</> }),
  'tickets.message-moved-in': (d, who) => ({ icon: Scissors, words: <>{who} split this off from <TicketLinkWords number={d.link.number} subject={d.link.subject} /></> }),
  'tickets.followed-up': (d, who) => ({ icon: CornerDownRight, words: <>{who} opened {d.link.kind === 'follow-up' ? 'a follow-up, ' : 'this as a follow-up of '}<TicketLinkWords number={d.link.number} subject={d.link.subject} />{matterWords[d.matter ?? ''] ?? ''}</> }),
  'tickets.linked': (d, who) => ({ icon: Link2, words: <>{who} linked <TicketLinkWords number={d.link.number} subject={d.link.subject} /></> }),
  'tickets.unlinked': (d, who) => ({ icon: Link2Off, words: <>{who} removed the link with <TicketLinkWords number={d.number} /></> }),
  'tickets.participant-changed': (d, who) => participantWords(d, who),
  'tickets.undone': (d, who) => ({ icon: Undo2, words: `${who} took back: ${undoneWords[d.what] ?? 'a change'}` }),
}

const matterWords: Record<string, string> = { new: ', a new matter', same: ', the same matter' }

const undoneWords: Record<string, string> = {
  'tickets.taken': 'taking it', 'tickets.assigned': 'the new owner', 'tickets.given': 'the move to a queue', 'tickets.priority-changed': 'the new priority', 'tickets.tags-changed': 'the tags',
  'tickets.subject-changed': 'the new subject', 'tickets.waiting': 'the wait', 'tickets.closed': 'closing it', 'tickets.reopened': 'opening it again', 'tickets.merged': 'the merge', 'tickets.merged-in': 'the merge',
}

/** The line for a fact of this room; undefined for what is no line. */
export function changeWords(entry: Entry, by: Speaker): ChangeWords | undefined {
  return sentences[entry.name]?.(entry.data as Data, actorName(entry, by), by, entry)
}

const list = (words: readonly string[]): string => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`)

function assigned(d: Data, who: string, { directory, me }: Speaker): string {
  const to = d.to as string
  if (d.via === 'cover') return `${who} took it over${d.from ? ` in place of ${d.from === me ? 'you' : firstName(directory.face(d.from as string).name)}, who ${d.from === me ? 'were' : 'was'} away` : ''}`
  const name = to === me ? (who === 'You' ? 'yourself' : 'you') : firstName(directory.face(to).name)
  return `${who} assigned it to ${name}${d.fromTeam !== d.toTeam ? `, in ${directory.teamName(d.toTeam)}` : ''}`
}

function participantWords({ participant, was }: Data, who: string): ChangeWords {
  const name = participant.name || participant.address
  switch (participant.role) {
    case 'proposed': return { icon: UserRoundPlus, tone: 'time', words: `${name} wrote and is not part of this yet` }
    case 'refused': return { icon: UserX, words: `${who} kept ${name} out` }
    case 'requester': return { icon: UserCheck, words: `${name} is who this is for` }
    default: return { icon: UserCheck, words: (was as string | null) === 'proposed' ? `${who} let ${name} take part` : `${who} added ${name}` }
  }
}
