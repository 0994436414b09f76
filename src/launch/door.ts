/** What a SCORM package needs to send its own statements. */
export interface Door {
  readonly endpoint: string;
  /** Base64 part of the one-session Basic credential. */
  readonly auth: string;
  readonly account: { readonly homePage: string; readonly name: string };
  readonly registration: string;
}

/**
 * The statement door as a query string for `cmi.launch_data`: percent-encoded pairs in this order.
 * It must hold in 255 characters, the most that SCORM 1.2's `dataFromLMS` may have (CAM 2.3.4);
 * a longer one is a fault of our own configuration (a long `iriBase`), so it throws.
 */
export function doorText(door: Door): string {
  const pairs = {
    endpoint: door.endpoint,
    auth: door.auth,
    home: door.account.homePage,
    name: door.account.name,
    registration: door.registration,
  };
  const text = Object.entries(pairs)
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&');
  if (text.length > 255)
    throw new Error(`The statement door has ${text.length} characters, at most 255 fit: use a shorter iriBase.`);
  return text;
}
