/** A snippet with the words that were found set out: they stand between \u0002 and \u0003. */
export function MarkedWords({ text }: { text: string }) {
  return text.split('\u0002').map((part, at) => {
    const [marked, rest] = part.split('\u0003') as [string, string?]
    if (at === 0 || rest === undefined) return part
    return <span key={at}><mark className="rounded-[2px] bg-time-soft px-px font-medium text-ink">{marked}</mark>{rest}</span>
  })
}

/** The same without marks. */
export const plainSnippet = (text: string): string => text.replaceAll(/[\u0002\u0003]/g, '')
