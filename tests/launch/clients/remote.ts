/** What a test may call from outside the page; each call answers `ok` or what it failed with. */
export type Remote = (name: string, ...given: readonly unknown[]) => Promise<string>;

/** Lets a test work a cmi5 library by the names of its own methods. */
export function remote(client: object): void {
  const call: Remote = async (name, ...given) => {
    const method: unknown = Reflect.get(client, name);
    if (typeof method !== 'function') return `There is no ${name}`;
    try {
      await method.apply(client, given);
      return 'ok';
    } catch (error) {
      return String(error);
    }
  };
  Object.assign(window, { call });
}
