import { describe, expect, test } from 'vitest'
import { Pending } from './pending.ts'

const adds = (word: string) => (all: readonly string[]) => (all.includes(word) ? all : [...all, word])
const later = () => {
  let resolve: (all: readonly string[]) => void = () => undefined
  return { promise: new Promise<readonly string[]>((done) => { resolve = done }), resolve: (all: readonly string[]) => resolve(all) }
}

describe('what was done here and is on its way', () => {
  test('stands in an answer that was read before it arrived', async () => {
    const pending = new Pending<readonly string[]>()
    pending.begin('a', adds('mine'))
    expect(await pending.read('a', async () => ['theirs'])).toEqual(['theirs', 'mine'])
    expect(await pending.read('b', async () => ['theirs'])).toEqual(['theirs'])
  })

  test('stands in an answer that was asked for before it began, even when it is done by then', async () => {
    const pending = new Pending<readonly string[]>()
    const answer = later()
    const read = pending.read('a', () => answer.promise)
    pending.begin('a', adds('mine'))(true)
    answer.resolve(['theirs'])
    expect(await read).toEqual(['theirs', 'mine'])
    expect(await pending.read('a', async () => ['theirs'])).toEqual(['theirs'])
  })

  test('is meant no more once it was refused', async () => {
    const pending = new Pending<readonly string[]>()
    const refused = pending.begin('a', adds('refused'))
    pending.begin('a', adds('mine'))
    const answer = later()
    const read = pending.read('a', () => answer.promise)
    refused(false)
    answer.resolve([])
    expect(await read).toEqual(['mine'])
  })

  test('comes in the order in which it was done', async () => {
    const pending = new Pending<readonly string[]>()
    for (const word of ['one', 'two', 'three']) pending.begin('a', adds(word))
    expect(await pending.read('a', async () => [])).toEqual(['one', 'two', 'three'])
  })

  test('is done to a value at hand, too', () => {
    const pending = new Pending<readonly string[]>()
    const end = pending.begin('a', adds('mine'))
    expect(pending.over('a', ['theirs'])).toEqual(['theirs', 'mine'])
    end(true)
    expect(pending.over('a', ['theirs'])).toEqual(['theirs'])
  })

  test('leaves nothing behind when reading fails', async () => {
    const pending = new Pending<readonly string[]>()
    const end = pending.begin('a', adds('mine'))
    await expect(pending.read('a', () => Promise.reject(new Error('no line')))).rejects.toThrow('no line')
    end(true)
    expect(await pending.read('a', async () => [])).toEqual([])
  })
})
