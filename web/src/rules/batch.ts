/** The same step on many, a few at a time; one that is refused does not keep the others from it. */

export interface Outcome<T> {
  done: T[]
  refused: { one: T; why: unknown }[]
}

const AT_ONCE = 4

export async function onEach<T>(all: readonly T[], take: (one: T) => Promise<unknown>): Promise<Outcome<T>> {
  const waiting = [...all]
  const outcome: Outcome<T> = { done: [], refused: [] }
  async function some(): Promise<void> {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      try {
        await take(one)
        outcome.done.push(one)
      } catch (why) {
        outcome.refused.push({ one, why })
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, some))
  return outcome
}
