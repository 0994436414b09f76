import type { SettingStore } from '../settings-store.js';
import type { Db, GroupCommit } from './group-commit.js';

/** Settings in their table. */
export function sqlSettings(db: Db, task: GroupCommit<never, never>['task']): SettingStore {
  const read = async (from: Db, name: string) =>
    (await from.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst())?.value;
  return {
    setting: (name) => read(db, name),
    settingOnce: (name, value) =>
      task(async (trx) => {
        await trx
          .insertInto('settings')
          .values({ name, value })
          .onConflict((c) => c.doNothing())
          .execute();
        return (await read(trx, name)) ?? value;
      }),
  };
}
