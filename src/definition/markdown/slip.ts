import type { FaultCode } from '../fault.js';

/** A fault in a piece of Markdown, at an offset of its text; who reads the text knows where that stands in a file. */
export interface Slip {
  readonly code: FaultCode;
  readonly offset: number;
  readonly length: number;
  readonly message: string;
  readonly hint: string;
}

export type NoteSlip = (slip: Slip) => void;
