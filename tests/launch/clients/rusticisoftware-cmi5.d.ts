declare module '@rusticisoftware/cmi5' {
  // biome-ignore lint/style/noDefaultExport: the library has one
  export default class Cmi5 {
    constructor(launchUrl: string);
    /** Sends a statement whose context is the launch's. */
    sendStatement(statement: object): Promise<void>;
    prepareStatement(verb: string): object;
  }
}
