/**
 * The one table of an IndexedDB database, as promises. (A library for this is larger than all that uses it here.)
 * Every call rejects where the browser refuses: in private windows of some, in frames without storage, when it is full.
 */
export interface Table {
  keys(): Promise<readonly IDBValidKey[]>;
  /** What stands between two keys, in their order. */
  between(first: IDBValidKey, last: IDBValidKey): Promise<readonly (readonly [key: IDBValidKey, value: unknown])[]>;
  /** Puts and deletes in one transaction, which is closed at once: what waits for an answer is lost with the page. */
  change(act: (store: IDBObjectStore) => void): Promise<void>;
}

/** @param name of the database and of its table */
export async function openTable(name: string): Promise<Table> {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => void opening.result.createObjectStore(name);
  const database = await answer(opening);
  // A later form of the table comes with another window, which must not wait for this one.
  database.onversionchange = () => database.close();
  const reading = (): IDBObjectStore => database.transaction(name).objectStore(name);
  return {
    keys: async () => answer(reading().getAllKeys()),
    async between(first, last) {
      const range = IDBKeyRange.bound(first, last);
      const store = reading();
      const [keys, values] = await Promise.all([answer(store.getAllKeys(range)), answer(store.getAll(range))]);
      return keys.map((key, n) => [key, values[n]]);
    },
    async change(act) {
      const transaction = database.transaction(name, 'readwrite');
      const done = new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error);
      });
      act(transaction.objectStore(name));
      transaction.commit();
      return done;
    },
  };
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
