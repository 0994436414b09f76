import type { FileFacts } from './facts/file-facts.js';
import type { XmlElement } from './read-xml.js';

/** How a course talks to its LMS: the name of the runtime script that speaks it. */
export type Protocol = 'scorm12' | 'scorm2004' | 'cmi5' | 'xapi';

/** A package as it was read: whole and harmless, though perhaps against a standard's rules. */
export interface Package extends Judged {
  /** Content by path, in the zip's order; no folders. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** What rules look at. A package is one; one that is too large for memory has only the facts of its files. */
export interface Judged {
  /** By path, in the zip's order; no folders. */
  readonly files: ReadonlyMap<string, Uint8Array | FileFacts>;
  /** The zip's own records, in the order of its central directory; none when the package is not a zip yet. */
  readonly entries: readonly ZipEntry[];
  readonly manifest: Manifest;
}

/** One record of the zip, as its two headers state it (PKWARE APPNOTE 4.3.7 and 4.3.12). */
export interface ZipEntry {
  readonly name: string;
  readonly folder: boolean;
  /** Where the local header starts, in bytes from the start of the file. */
  readonly offset: number;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly flags: number;
  readonly localMethod: number;
  readonly localFlags: number;
  /** Where its data end, in bytes from the start of the file; what a data descriptor adds is left out. */
  readonly end: number;
  /** Uncompressed bytes. */
  readonly size: number;
  /** Bytes in the zip. */
  readonly packedSize: number;
  /** False when the name is not written in UTF-8. */
  readonly isUtf8: boolean;
  /** DOS date and time as written, `date << 16 | time`. */
  readonly modified: number;
}

/** What a manifest says, in one form for the four standards. */
export interface Manifest {
  readonly protocol: Protocol;
  /** Name of the manifest in the zip. */
  readonly file: string;
  /** `schemaversion` as written (`1.2`, `2004 4th Edition`); null for cmi5 and xAPI. */
  readonly edition: string | null;
  /** Identifier of the manifest (SCORM), id of the course (cmi5) or of the first activity (xAPI). */
  readonly id: string;
  readonly title: string;
  /** Empty where the manifest has none. */
  readonly description: string;
  /** Everything that can be launched, in order: SCOs and assets, assignable units, activities. */
  readonly units: readonly LaunchUnit[];
  /** True for a manifest that came alone, without a package around it (cmi5 14.2). */
  readonly isBare?: boolean;
  /** The manifest itself, for rules that look closer. */
  readonly root: XmlElement;
}

/** One thing an LMS launches. */
export interface LaunchUnit {
  /** Identifier of the manifest item (SCORM), id of the assignable unit (cmi5) or of the activity (xAPI). */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Where the manifest names it, from 1. */
  readonly line?: number;
  /** SCORM: true for what is only shown and does not talk to the LMS (SCORM 2004 4th CAM 2.1.1). */
  readonly isAsset?: boolean;
  /** BCP 47, where the manifest gives one. */
  readonly language: string | null;
  /** Address to launch, relative to the package's root, with its query; absolute when the content is elsewhere. */
  readonly href: string;
  /** The file in the package that `href` names; null when it is an absolute address. */
  readonly file: string | null;
  /** 0 to 1; null when none is stated. */
  readonly passingScore: number | null;
  /** SCORM 2004 `cmi.completion_threshold`, 0 to 1. */
  readonly completionThreshold: number | null;
  /** Id of the primary objective (SCORM 2004), which an LMS puts at `cmi.objectives.0`. */
  readonly primaryObjective: string | null;
  /** Ids of all its objectives (SCORM 2004), the primary one first: what an LMS puts at `cmi.objectives` (RTE 4.2.17). */
  readonly objectives?: readonly string[];
  /** dataFromLMS (SCORM) or launchParameters (cmi5). */
  readonly launchData: string | null;
  /** cmi5 only. */
  readonly moveOn: string | null;
  /** cmi5 only. */
  readonly launchMethod: string | null;
}
