import type { Frame, Page } from 'playwright-core';

/** The outbox of that browser: keys and values, as text. */
export function outboxOnDisk(page: Page | Frame): Promise<string> {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('cpm-statements', 1);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const table = opening.result.transaction('cpm-statements').objectStore('cpm-statements');
          const [keys, values] = [table.getAllKeys(), table.getAll()];
          values.onsuccess = () => {
            opening.result.close();
            resolve(JSON.stringify([keys.result, values.result]));
          };
        };
      }),
  );
}

/** How many statements wait there. */
export async function waitingOnDisk(page: Page | Frame): Promise<number> {
  return JSON.parse(await outboxOnDisk(page))[0].length;
}
