import { orderWords, type Policy } from '../rules.ts'

/** The order in which a queue is served, in plain words: the first of them that tells two tickets apart decides. */
export function ServedWords({ policy }: { policy: Policy }) {
  return (
    <>
      <ol className="list-decimal space-y-0.5 pl-5 text-ui marker:text-muted marker:tabular-nums">{orderWords(policy).map((words) => <li key={words} className="first-letter:uppercase">{words}</li>)}</ol>
      <p className="mt-1.5 text-ui">What is the same by all of that is served in the order in which it came.</p>
    </>
  )
}
