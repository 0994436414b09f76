import { readFile } from 'node:fs/promises';
import express, { type Router } from 'express';

/** Files that pages of the server load, read once. */
export interface Assets {
  readonly styles: string;
  readonly panel: string;
  readonly player: string;
  readonly live: string;
  readonly icon: string;
}

export interface AssetPaths {
  /** Style sheets in the order in which they are put together. */
  readonly styles: readonly string[];
  /** Script of the play page (`dist/player/panel.js`). */
  readonly panel: string;
  /** Script of the host page around a course (`dist/player/player.js`). */
  readonly player: string;
  /** Script of the pages of `cpm dev` (`dist/player/live.js`). */
  readonly live: string;
}

export async function readAssets({ styles, panel, player, live }: AssetPaths, icon: string): Promise<Assets> {
  const [sheets, panelScript, playerScript, liveScript] = await Promise.all([
    Promise.all(styles.map((file) => readFile(file, 'utf8'))),
    readFile(panel, 'utf8'),
    readFile(player, 'utf8'),
    readFile(live, 'utf8'),
  ]);
  return { styles: sheets.join('\n'), panel: panelScript, player: playerScript, live: liveScript, icon };
}

/** `/assets/…` of an origin: the files named, and no others. */
export function assetRoutes(files: Readonly<Record<string, { readonly type: string; readonly text: string }>>): Router {
  const router = express.Router();
  for (const [name, { type, text }] of Object.entries(files)) {
    router.get(`/${name}`, (_request, response) => {
      response.set('Cache-Control', 'no-cache').type(type).send(text);
    });
  }
  return router;
}
