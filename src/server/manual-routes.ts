import express, { type Router } from 'express';

/** The author's manual, ready to be served. */
export interface ServedManual {
  readonly styles: string;
  readonly script: string;
  /** Each example as plain web pages, by its id. */
  readonly samples: ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>;
  /** The page, with these addresses in it. */
  page(places: {
    readonly styles: string;
    readonly script: string;
    readonly home: string;
    sample(id: string): string | null;
  }): string;
}

export interface ManualRoutesOptions {
  /** Makes it; asked once, when somebody first opens the page. */
  readonly manual: () => Promise<ServedManual>;
  /** Base path of the server's public address; '' for none. */
  readonly base: string;
  /** Puts an example where packages play, and says where that is; null where nothing is played. */
  readonly offer: ((name: string, files: ReadonlyMap<string, Uint8Array>) => string) | null;
}

/** `/manual`: every field, block and question type, the examples on the origin of the packages. */
export function manualRoutes({ manual, base, offer }: ManualRoutesOptions): Router {
  const router = express.Router();
  let made: Promise<ServedManual> | null = null;
  const once = () => {
    made ??= manual();
    return made;
  };
  router.get('/manual', async (_request, response) => {
    const { samples, page } = await once();
    const sample = (id: string) => {
      const files = samples.get(id);
      return files && offer ? `${offer(`manual ${id}`, files)}index.html` : null;
    };
    const places = { styles: `${base}/manual/page.css`, script: `${base}/manual/page.js`, home: `${base}/`, sample };
    response.type('html').send(page(places));
  });
  router.get('/manual/page.css', async (_request, response) => {
    response.type('css').send((await once()).styles);
  });
  router.get('/manual/page.js', async (_request, response) => {
    response.type('js').send((await once()).script);
  });
  return router;
}
