import { expect, test } from 'vitest'
import { saveProgress, type Progress } from './progress.ts'

const shown: Progress = { validation: '', next: '', personId: null, at: null, version: 0 }
/** A server that keeps the line, and refuses what builds upon an older one. */
function server() {
  let line = shown
  return async (_: string, { version, ...words }: { validation: string; next: string; version: number }): Promise<Progress> => {
    await Promise.resolve()
    if (version !== line.version || words.next === 'refused') throw new Error('written by somebody else')
    return line = { ...line, ...words, version: version + 1 }
  }
}

test('both fields written in one go are both kept, though neither saw the other saved', async () => {
  const send = server()
  const [first, second] = await Promise.all([saveProgress('a', { validation: 'Both payments' }, shown, send), saveProgress('a', { next: 'Refund it' }, shown, send)])
  expect(first).toMatchObject({ validation: 'Both payments', next: '', version: 1 })
  expect(second).toMatchObject({ validation: 'Both payments', next: 'Refund it', version: 2 })
})

test('what was refused holds up nothing, and leaves no words behind', async () => {
  const send = server()
  const refused = saveProgress('b', { next: 'refused' }, shown, send)
  const after = saveProgress('b', { validation: 'Looked at it' }, shown, send)
  await expect(refused).rejects.toThrow('somebody else')
  expect(await after).toMatchObject({ validation: 'Looked at it', next: '', version: 1 })
})
