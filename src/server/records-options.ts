import type { XapiVersion } from '../xapi/validate/check.js';

/** Settings of the record store; what is absent is the store's own default. */
export interface RecordsOptions {
  /** `postgres://…`; when absent, a SQLite file in the data folder. */
  readonly database?: string | undefined;
  /** Version answered to requests that name none. */
  readonly versionWithoutHeader?: XapiVersion | undefined;
  /** Largest request, bytes. */
  readonly maxBodyBytes?: number | undefined;
  /** Most statements in a request. */
  readonly maxStatements?: number | undefined;
  /** Origins whose pages may call the store, beside the server's own. */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** Takes bearer tokens of this issuer beside credentials. */
  readonly oidc?: { readonly issuer: string; readonly audience: string } | undefined;
  /** Another record store that gets every statement; key and secret are '' for one that asks for none. */
  readonly forward?: { readonly url: string; readonly key: string; readonly secret: string } | undefined;
  /** What the collector makes learners' accounts with; drawn once and kept in the database when absent. */
  readonly accountKey?: string | undefined;
}
