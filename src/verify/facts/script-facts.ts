/** A place in a text, in characters from its start. */
interface Indexed {
  readonly index: number;
}

/**
 * Handlers of `unload`, which browsers are switching off: what they send is then lost.
 * A text that also listens to `pagehide` or `visibilitychange` is taken to know that.
 */
export function unloadsIn(text: string): readonly Indexed[] {
  if (/["'](pagehide|visibilitychange)["']|\bonpagehide\b/.test(text)) return [];
  const found = text.matchAll(
    // An attribute of <body>, a property of the window, addEventListener, jQuery's on and bind.
    /\bonunload\s*=(?!=)|\b(?:addEventListener|attachEvent|on|one|bind)\s*\(\s*["'](?:on)?unload["']\s*,(?!\s*(?:unloadHandler|setDocument|[a-z]{1,2}\s*[,)]))/gi,
  );
  return Array.from(found, ({ index }) => ({ index }));
}

/** Hosts that a script names where it fetches, loads or sends something; what is put together while it runs is not seen. */
export function callsIn(text: string): readonly (Indexed & { readonly host: string })[] {
  const found = text.matchAll(
    /(?:\bfetch\(|\bimport\(|\bimportScripts\(|\bsendBeacon\(|\bnew (?:WebSocket|EventSource|Worker)\(|\.open\(\s*["'](?:GET|POST|PUT)["']\s*,|\.src\s*=(?!=)|\burl\s*:|\bendpoint["']?\s*[:=])\s*["'`](?:https?:|wss?:)?\/\/([A-Za-z0-9.-]+\.[A-Za-z]{2,})(?=[/:"'`?])/gi,
  );
  return Array.from(found, (m) => ({ index: m.index, host: (m[1] ?? '').toLowerCase() }));
}
