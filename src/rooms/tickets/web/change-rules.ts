import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { toasts } from '../../../ui/toast-store.ts'

const turns = new Map<string, Promise<unknown>>()

/**
 * Changes rules that are kept as one: shown at once, sent one after another. Only the answer to the last change is shown,
 * so that none undoes what was chosen since; refused, what the server has is read again. Answers whether it was taken.
 */
export async function changeRules<T extends object>(queryKey: readonly unknown[], part: Partial<T>, send: () => Promise<T>): Promise<boolean> {
  const name = JSON.stringify(queryKey)
  cache.setQueryData<T>(queryKey, (now) => now && { ...now, ...part })
  const sent = (turns.get(name) ?? Promise.resolve()).then(send)
  const turn = sent.catch(() => undefined)
  turns.set(name, turn)
  try {
    const answer = await sent
    if (turns.get(name) === turn) cache.setQueryData<T>(queryKey, answer)
    return true
  } catch (problem) {
    if (turns.get(name) === turn) void cache.invalidateQueries({ queryKey })
    toasts.show({ text: wordsFor(problem), tone: 'bad' })
    return false
  }
}
