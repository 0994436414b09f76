/** The part of webvtt-parser that we use; it comes without types. */
declare module 'webvtt-parser' {
  class WebVTTParser {
    parse(
      text: string,
      mode: 'captions',
    ): {
      readonly cues: readonly { readonly startTime: number; readonly endTime: number }[];
      /** Line and column count from 1. */
      readonly errors: readonly { readonly message: string; readonly line: number; readonly col?: number }[];
    };
  }
  const parts: { readonly WebVTTParser: typeof WebVTTParser };
  export = parts;
}
