import { watch } from 'chokidar';

/** A look at folders that goes on until it is closed. */
export interface Watching {
  close(): Promise<void>;
}

/**
 * Tells of changes below these folders, in batches. Editors save by rename, in two writes, or all files at once, so a
 * batch goes out only when nothing more has come for a moment; whoever hears of it reads the files anew, for the kinds of
 * events that systems tell are not to be relied on.
 * @param paths absolute; one that is not there yet is waited for
 * @param changed gets absolute paths, each once
 */
export function watchFolders(
  paths: readonly string[],
  changed: (paths: readonly string[]) => void,
  onError: (error: unknown) => void,
): Promise<Watching> {
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let since = 0;
  const tell = () => {
    timer = undefined;
    const batch = [...waiting];
    waiting.clear();
    changed(batch);
  };
  const watcher = watch([...paths], {
    ignoreInitial: true,
    // What editors keep beside a file: swap files, lock files, backups, and the numbered file of vim's write test.
    ignored: (file) => /(?:^|[/\\])(?:\.[^/\\]*|[^/\\]*~|4913)$/.test(file) && !paths.includes(file),
  });
  watcher.on('all', (_event, file) => {
    const now = Date.now();
    if (waiting.size === 0) since = now;
    waiting.add(file);
    clearTimeout(timer);
    timer = setTimeout(tell, Math.max(0, Math.min(quiet, since + longest - now)));
  });
  watcher.on('error', onError);
  return new Promise((resolve) => {
    watcher.on('ready', () => {
      resolve({
        async close() {
          clearTimeout(timer);
          await watcher.close();
        },
      });
    });
  });
}

/** Milliseconds without another change before a batch goes out: between the two halves of a save lie one or two. */
const quiet = 12;
/** Milliseconds after which it goes out all the same, while a checkout or a copy still runs. */
const longest = 500;
