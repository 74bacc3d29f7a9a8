/** What a note says. The server keeps only what its allow-list lets through, so that it can stand in the page itself. */
export function NoteBody({ html, className }: { html: string; className?: string }) {
  return <div className={className} dangerouslySetInnerHTML={{ __html: html }} />
}
