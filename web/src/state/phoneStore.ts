/** What the phone keeps when the page is closed: who is signed in, the orders as last seen, and the steps that wait.
 *  Signing out empties it. */

const NAME = 'twinline.field'
const STORES = ['kept', 'orders', 'queue'] as const
type Store = (typeof STORES)[number]

let opening: Promise<IDBDatabase> | null = null

function open(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1)
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore('kept')
      asked.result.createObjectStore('orders', { keyPath: 'id' })
      asked.result.createObjectStore('queue', { keyPath: 'n', autoIncrement: true })
    }
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error ?? new Error(NAME))
  })
  return opening
}

/** One transaction; settles when what was written is safe. */
async function within<T>(stores: readonly Store[], mode: IDBTransactionMode, use: (tx: IDBTransaction) => IDBRequest<T> | undefined): Promise<T | undefined> {
  const tx = (await open()).transaction(stores, mode)
  const asked = use(tx)
  return new Promise((resolve, reject) => {
    tx.oncomplete = () => resolve(asked?.result)
    tx.onabort = tx.onerror = () => reject(tx.error ?? new Error(NAME))
  })
}

export const all = async <T>(store: Store): Promise<T[]> => ((await within([store], 'readonly', (tx) => tx.objectStore(store).getAll())) ?? []) as T[]
export const get = async <T>(key: string): Promise<T | undefined> => (await within(['kept'], 'readonly', (tx) => tx.objectStore('kept').get(key))) as T | undefined
export const keep = (key: string, value: unknown): Promise<unknown> => within(['kept'], 'readwrite', (tx) => tx.objectStore('kept').put(value, key))
export const put = (store: 'orders' | 'queue', value: object): Promise<IDBValidKey | undefined> => within([store], 'readwrite', (tx) => tx.objectStore(store).put(value))
export const drop = (store: 'orders' | 'queue', key: string | number): Promise<unknown> => within([store], 'readwrite', (tx) => tx.objectStore(store).delete(key))

/** Change a waiting step, if it still waits. */
export const amend = (n: number, changes: object): Promise<unknown> =>
  within(['queue'], 'readwrite', (tx) => {
    const queue = tx.objectStore('queue')
    const asked = queue.get(n) as IDBRequest<object | undefined>
    asked.onsuccess = () => void (asked.result && queue.put({ ...asked.result, ...changes }))
    return asked
  })

/** The session has ended: nothing may be read any more, but what waits and what was typed stays for the same person. */
export async function lockPhone(): Promise<void> {
  if (!(await isUsed())) return
  await within(['kept', 'orders'], 'readwrite', (tx) => {
    tx.objectStore('kept').delete('self')
    tx.objectStore('orders').clear()
    return undefined
  })
}

/** The person has signed out: nothing is left. */
export async function wipePhone(): Promise<void> {
  if (!(await isUsed())) return
  await within(STORES, 'readwrite', (tx) => {
    for (const store of STORES) tx.objectStore(store).clear()
    return undefined
  })
}

const isUsed = async (): Promise<boolean> => opening !== null || (await indexedDB.databases()).some((one) => one.name === NAME)
