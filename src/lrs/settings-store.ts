/** Values that all processes on one database share and that nobody types in. */
export interface SettingStore {
  setting(name: string): Promise<string | undefined>;
  /**
   * Sets what has no value yet. Of several processes that do so at once one wins.
   * @returns the value in force, which may be another's
   */
  settingOnce(name: string, value: string): Promise<string>;
}
