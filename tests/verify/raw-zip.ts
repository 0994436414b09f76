import { crc32, deflateRawSync } from 'node:zlib';

/** An entry as a writer of bad zips would make it. */
export interface RawEntry {
  readonly name: string;
  readonly content?: Uint8Array;
  readonly method?: number;
  readonly flags?: number;
  /** In the local header only. */
  readonly localFlags?: number;
  readonly localName?: string;
  readonly declaredSize?: number;
  readonly checksum?: number;
  /** Unix type and mode, for links. */
  readonly mode?: number;
}

/** A zip written by hand, so that every slip can be made. `before` stands in front of the first entry. */
export function rawZip(entries: readonly RawEntry[], before: Uint8Array = Buffer.alloc(0)): Uint8Array {
  const parts: Buffer[] = [Buffer.from(before)];
  const central: Buffer[] = [];
  let offset = before.length;
  for (const entry of entries) {
    const content = Buffer.from(entry.content ?? []);
    const method = entry.method ?? 8;
    const data = method === 8 ? deflateRawSync(content) : content;
    const name = Buffer.from(entry.name);
    const localName = Buffer.from(entry.localName ?? entry.name);
    const sum = entry.checksum ?? crc32(content);
    const size = entry.declaredSize ?? content.length;
    const local = header(
      30,
      0x04034b50,
      [
        [6, entry.localFlags ?? entry.flags ?? 0],
        [8, method],
        [26, localName.length],
      ],
      [
        [14, sum],
        [18, data.length],
        [22, size],
      ],
    );
    const record = header(
      46,
      0x02014b50,
      [
        [4, 0x0314],
        [8, entry.flags ?? 0],
        [10, method],
        [28, name.length],
      ],
      [
        [16, sum],
        [20, data.length],
        [24, size],
        [38, ((entry.mode ?? 0o100644) * 65536) >>> 0],
        [42, offset],
      ],
    );
    parts.push(local, localName, data);
    central.push(record, name);
    offset += local.length + localName.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = header(
    22,
    0x06054b50,
    [
      [8, entries.length],
      [10, entries.length],
    ],
    [
      [12, directory.length],
      [16, offset],
    ],
  );
  return Buffer.concat([...parts, directory, end]);
}

type Field = readonly [offset: number, value: number];

function header(length: number, signature: number, shorts: readonly Field[], longs: readonly Field[]): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.writeUInt32LE(signature, 0);
  for (const [at, value] of shorts) bytes.writeUInt16LE(value, at);
  for (const [at, value] of longs) bytes.writeUInt32LE(value, at);
  return bytes;
}
