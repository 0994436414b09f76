import type { XsdValidator } from 'libxml2-wasm';
import type { Diagnostic } from '../diagnostics.js';
import { loadLibxml } from '../load-libxml.js';
import { fault } from './fault.js';
import { openXml } from './read-xml.js';

/** Schemas that belong together. Whoever holds on to one set validates many manifests with one compilation. */
export interface SchemaSet {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The schemas to start from, each with the namespace it describes; they import the others. */
  readonly roots: readonly { readonly namespace: string; readonly file: string }[];
}

const compiled = new WeakMap<SchemaSet, Promise<XsdValidator>>();

/**
 * Faults of an XML file by its schemas, at most ten. Nothing but the set's own files is opened.
 * @param file the XML's name in the package, for diagnostics
 * @param isNone tells by the validator's words what is to be passed over
 */
export async function validateXml(
  bytes: Uint8Array,
  file: string,
  set: SchemaSet,
  isNone: (message: string) => boolean = () => false,
): Promise<readonly Diagnostic[]> {
  const opened = await openXml(bytes, file);
  if (opened.value === undefined) return opened.diagnostics;
  const { XmlValidateError } = await loadLibxml();
  try {
    let validator = compiled.get(set);
    if (validator === undefined) {
      validator = compile(set);
      compiled.set(set, validator);
    }
    (await validator).validate(opened.value);
    return [];
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error;
    const faults = error.details.filter((detail) => !isNone(detail.message)).slice(0, 10);
    return faults.map((detail) => {
      const message = `The standard's schema refuses this: ${detail.message.trim().replace(/\{[^}]*\}/g, '')}`;
      return fault('schema', { file, line: detail.line || 1 }, message, 'write what the schema allows.');
    });
  } finally {
    opened.value.dispose();
  }
}

/** One driver schema that imports every root: libxml2 compiles a set only through a single document. */
async function compile(set: SchemaSet): Promise<XsdValidator> {
  const libxml = await loadLibxml();
  const base = 'mem:/schemas/';
  const buffers = Object.fromEntries([...set.files].map(([name, bytes]) => [base + name, bytes]));
  const imports = set.roots.map((r) => `<xs:import namespace="${r.namespace}" schemaLocation="${r.file}"/>`);
  const driver = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${imports.join('')}</xs:schema>`;
  // The library has room for some fifteen providers in a process: each is there only while its set is compiled.
  libxml.xmlRegisterInputProvider(new libxml.XmlBufferInputProvider(buffers));
  const document = libxml.XmlDocument.fromString(driver, { url: `${base}driver.xsd` });
  try {
    return libxml.XsdValidator.fromDoc(document);
  } finally {
    document.dispose();
    libxml.xmlCleanupInputProvider();
  }
}
