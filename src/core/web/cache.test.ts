import { QueryObserver } from '@tanstack/react-query'
import { afterEach, expect, test } from 'vitest'
import type { Told } from '../contract.ts'
import { cache, hearFact, wireHears, type Hears } from './cache.ts'

const told = (name: string): Told => ({ id: name, seq: '1', name, at: '2026-11-22T09:00:00Z', actor: { kind: 'system', id: null }, about: { kind: 'ticket', id: 't' }, shown: false, data: {} }) as unknown as Told
const listen: Record<string, Hears> = {
  /** Reads again what it keeps. */
  reading: (fact, all) => { if (fact.name.startsWith('reading.')) void all.invalidateQueries({ queryKey: ['reading'] }) },
  /** Changes what is there, and asks for nothing. */
  patching: (fact, all) => { if (fact.name === 'patching.added') all.setQueryData<string[]>(['patching'], (list) => list && [...new Set([...list, 'told'])]) },
}
wireHears(async () => ({ hears: listen }))

/** A list that is shown, whose answers come when the test says so. */
function shown(key: string) {
  const asked: ((answer: string[]) => void)[] = []
  const observer = new QueryObserver(cache, { queryKey: [key], queryFn: () => new Promise<string[]>((answer) => { asked.push(answer) }) })
  ends.push(observer.subscribe(() => undefined))
  return { asked, now: () => observer.getCurrentResult().data }
}
const ends: (() => void)[] = []
afterEach(() => { for (const end of ends.splice(0)) end(); cache.clear() })

test('what is told while a list is read for the first time has it read again: the answer may be older', async () => {
  const list = shown('reading')
  hearFact(told('reading.changed'))
  list.asked[0]!(['old'])
  await expect.poll(() => list.asked.length).toBe(2)
  list.asked[1]!(['new'])
  await expect.poll(list.now).toEqual(['new'])
  expect(list.asked.length).toBe(2)
})

test('what is told while a list is read again begins that anew, and once is enough', async () => {
  const list = shown('reading')
  list.asked[0]!(['old'])
  await expect.poll(list.now).toEqual(['old'])
  for (const name of ['reading.one', 'reading.two', 'reading.three']) hearFact(told(name))
  expect(list.asked.length).toBe(4)
  list.asked[3]!(['new'])
  await expect.poll(list.now).toEqual(['new'])
  expect(list.asked.length).toBe(4)
})

test('what a fact changed in place stands in an answer that was asked for before it', async () => {
  const list = shown('patching')
  list.asked[0]!(['first'])
  await expect.poll(list.now).toEqual(['first'])
  void cache.invalidateQueries({ queryKey: ['patching'] })
  hearFact(told('patching.added'))
  expect(list.now()).toEqual(['first', 'told'])
  list.asked[1]!(['first'])
  await expect.poll(() => cache.isFetching()).toBe(0)
  expect(list.now()).toEqual(['first', 'told'])
})

test('what is found old by one’s own act while it is read for the first time is read again', async () => {
  const list = shown('other')
  void cache.invalidateQueries({ queryKey: ['other'] })
  list.asked[0]!(['old'])
  await expect.poll(() => list.asked.length).toBe(2)
})

test('a list that is fetched ahead and found old meanwhile is read again when it is shown', async () => {
  const asked: ((answer: string[]) => void)[] = []
  const options = { queryKey: ['reading'], queryFn: () => new Promise<string[]>((answer) => { asked.push(answer) }), staleTime: Infinity }
  const ahead = cache.prefetchQuery(options)
  await expect.poll(() => asked.length).toBe(1)
  hearFact(told('reading.changed'))
  asked[0]!(['old'])
  await ahead
  ends.push(new QueryObserver(cache, options).subscribe(() => undefined))
  expect(asked.length).toBe(2)
})
