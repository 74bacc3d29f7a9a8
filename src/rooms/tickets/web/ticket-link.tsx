import { Link } from '@tanstack/react-router'

/** Another ticket in a sentence. */
export function TicketLinkWords({ number, subject }: { number: number; subject?: string }) {
  return <Link to="/tickets/$number" params={{ number: String(number) }} className="font-medium text-ink hover:underline">#{number}{subject && ` ${subject}`}</Link>
}
