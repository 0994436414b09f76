import { describe, expect, it } from 'vitest';
import { type SchemaSet, validateXml } from '../../src/verify/validate-xml.js';

/** A set of two files, the one importing the other, for a document `<course/>` of that namespace. */
function setFor(namespace: string): SchemaSet {
  const schema = (content: string) =>
    Buffer.from(
      `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="${namespace}" elementFormDefault="qualified">${content}</xs:schema>`,
    );
  const files = new Map([
    ['course.xsd', schema('<xs:include schemaLocation="title.xsd"/><xs:element name="course"/>')],
    ['title.xsd', schema('<xs:element name="title" type="xs:string"/>')],
  ]);
  return { files, roots: [{ namespace, file: 'course.xsd' }] };
}

describe('validation by a set of schemas', () => {
  it('works for any number of sets in one process, each by its own files', async () => {
    for (let n = 0; n < 40; n++) {
      const namespace = `https://example.org/${n}`;
      const set = setFor(namespace);
      const xml = (name: string) => Buffer.from(`<${name} xmlns="${namespace}"/>`);
      expect(await validateXml(xml('course'), 'course.xml', set), `set ${n + 1}`).toEqual([]);
      expect(await validateXml(xml('lesson'), 'course.xml', set)).toMatchObject([{ line: 1, severity: 'error' }]);
    }
  });
});
